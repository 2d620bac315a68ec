import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Public } from '../common/permissions.js';
import { EmbeddedAuthority } from './authority/embedded-authority.js';
import { PKI_PATH } from './authority/pki-addresses.js';
import { authorityIds } from './authority/profiles.js';
import type { AuthorityId } from './authority/profiles.js';

/** A revocation must not wait long in a cache. */
const kinds = {
  cer: { type: 'application/pkix-cert', cache: 'public, max-age=86400' },
  crl: { type: 'application/pkix-crl', cache: 'public, max-age=300' },
} as const;

/** Certificates and CRLs of our authorities in DER, where the certificates that they issue say (RFC 2585). */
@Controller(PKI_PATH)
export class PkiController {
  constructor(private readonly authority: EmbeddedAuthority) {}

  @Public()
  @Get(':file')
  async file(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { id, kind } = parse(file);
    const der = kind === 'cer' ? this.authority.certificate(id).der : (await this.authority.list(id)).der;
    const { type, cache } = kinds[kind];
    void reply.header('content-type', type).header('cache-control', cache);
    return Buffer.from(der);
  }
}

function parse(file: string): { id: AuthorityId; kind: keyof typeof kinds } {
  const id = authorityIds.find((candidate) => file === `${candidate}.cer` || file === `${candidate}.crl`);
  if (id === undefined) throw new NotFoundException();
  return { id, kind: file.endsWith('.cer') ? 'cer' : 'crl' };
}
