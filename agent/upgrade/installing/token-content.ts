import { createHash } from 'node:crypto';
import type { CertificateOnToken, KeyOnToken, TokenKey } from '../../card/card-port.js';
import { sameBytes } from '../certificates.js';
import type { UpgradeContext } from '../context.js';
import type { CardChange } from '../journal/journal.js';

/** What the token holds before anything is installed: read once, since a slow card takes its time. */
export interface TokenContent {
  readonly keys: readonly KeyOnToken[];
  readonly certificates: readonly CertificateOnToken[];
}

export async function readContent(context: UpgradeContext, token: TokenKey): Promise<TokenContent> {
  const keys = await context.port.keys(token);
  context.rememberKeys(token, keys);
  return { keys, certificates: await context.port.certificates(token) };
}

export function isAmong(certificates: readonly Pick<CertificateOnToken, 'der'>[], der: Uint8Array): boolean {
  return certificates.some((certificate) => sameBytes(certificate.der, der));
}

/** Of a certificate's DER, hexadecimal: what the server confirms and the journal names it by. */
export function fingerprint(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

/** A change to a certificate, with its content when it is to go: so that it can be put back. */
export function certificateChange(
  change: 'WRITE_CERTIFICATE' | 'REMOVE_CERTIFICATE' | 'MOVE_CERTIFICATE',
  { token, ckaId, label, der }: Pick<CertificateOnToken, 'token' | 'ckaId' | 'label' | 'der'>,
  profile: string | null,
): CardChange {
  const isGoing = change === 'REMOVE_CERTIFICATE';
  return {
    change,
    token: { serialNumber: token.serialNumber, label: token.label },
    profile,
    ckaId,
    sha256: fingerprint(der),
    label: isGoing ? label : null,
    der: isGoing ? Buffer.from(der).toString('base64') : null,
  };
}
