import { createPrivateKey, createPublicKey, generateKeyPair, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ConfigurationError } from '../../config/configuration.js';
import { Certificate, MalformedCertificate, sameBytes } from '../certificate.js';
import { publicKeyDer } from '../public-key.js';
import { hasCode } from '../system-error.js';
import { readPem, writePem } from '../trust/pem.js';
import { makeIssuer, makeRoot, SIGNATURE_ALGORITHM } from './certificate-maker.js';
import type { Signer } from './certificate-maker.js';
import { createFolder, replaceFile } from './durable-files.js';
import type { PkiAddresses } from './pki-addresses.js';
import { authorityIds, issuerIds } from './profiles.js';
import type { AuthorityId, IssuerId } from './profiles.js';

/** As strong as 128-bit ciphers, and made in a second. */
const KEY_BITS = 3072;
const READABLE_BY_OTHERS = 0o077;

/** Each authority with its key; the root signs issuing authorities, and those sign cards' certificates. */
export type Hierarchy = Readonly<Record<AuthorityId, Signer>>;

/** The files of the embedded authority: `ID.pem` and `ID.key.pem` (PKCS#8) for each, readable by the server's user alone. */
export class CaFolder {
  constructor(
    private readonly path: string,
    private readonly addresses: PkiAddresses,
  ) {}

  /**
   * Opens the authority, and makes it first when there is none. An issuing authority's certificate names addresses; when
   * PUBLIC_URL has changed it gets a new one, for the same key, so that what it issued before stays good.
   * @throws ConfigurationError in one line with the remedy when files are missing, damaged, or readable by others
   */
  async open(now = new Date()): Promise<Hierarchy> {
    if (!(await this.exists())) await createFolder(this.path, await this.make(now));
    const root = await this.load('root');
    const issuers = await Promise.all(issuerIds.map(async (id) => [id, await this.loadIssuer(id, root, now)] as const));
    const signers = new Map<AuthorityId, Signer>([['root', root], ...issuers]);
    return Object.fromEntries(authorityIds.map((id) => [id, signers.get(id) ?? root])) as Record<AuthorityId, Signer>;
  }

  private async exists(): Promise<boolean> {
    return stat(this.path).then(
      () => true,
      (error: unknown) => {
        if (hasCode(error, 'ENOENT')) return false;
        throw error;
      },
    );
  }

  /** Contents of every file of a new authority. */
  private async make(now: Date): Promise<Record<string, string>> {
    const [rootKey, ...issuerKeys] = await Promise.all(authorityIds.map(newKey));
    if (rootKey === undefined) throw new Error('there is no root');
    const key = await signingKey(rootKey);
    const root = { certificate: await makeRoot(createPublicKey(rootKey), key, now), key };
    const files = filesOf('root', root.certificate, rootKey);
    for (const [index, id] of issuerIds.entries()) {
      const issuerKey = issuerKeys[index];
      if (issuerKey === undefined) throw new Error(`there is no key for ${id}`);
      const certificate = await makeIssuer(id, createPublicKey(issuerKey), root, this.addresses, now);
      Object.assign(files, filesOf(id, certificate, issuerKey));
    }
    return files;
  }

  private async loadIssuer(id: IssuerId, root: Signer, now: Date): Promise<Signer> {
    const issuer = await this.load(id);
    if (!issuer.certificate.isIssuedBy(root.certificate)) throw this.damaged(id, 'was not issued by root.pem');
    if (issuer.certificate.revocationListAddresses.includes(this.addresses.revocationList('root'))) return issuer;
    const certificate = await makeIssuer(id, issuer.certificate.publicKey, root, this.addresses, now);
    await replaceFile(join(this.path, certificateFile(id)), writePem('CERTIFICATE', certificate.der));
    return { certificate, key: issuer.key };
  }

  private async load(id: AuthorityId): Promise<Signer> {
    const [text, keyText] = [await this.read(certificateFile(id)), await this.read(keyFile(id))];
    const certificate = this.parseCertificate(id, text);
    const key = this.parseKey(id, keyText);
    if (!sameBytes(publicKeyDer(createPublicKey(key)), publicKeyDer(certificate.publicKey)))
      throw this.damaged(id, 'and its key do not belong together');
    return { certificate, key: await signingKey(key) };
  }

  private async read(name: string): Promise<string> {
    const path = join(this.path, name);
    try {
      const { mode } = await stat(path);
      if (process.platform !== 'win32' && (mode & READABLE_BY_OTHERS) !== 0) {
        throw new ConfigurationError(`${path} can be read by others. Put that right: chmod 600 ${path}`);
      }
      return await readFile(path, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        throw new ConfigurationError(
          `${path} is missing. Restore the folder from its backup, or remove it for a new test authority.`,
          {
            cause: error,
          },
        );
      }
      throw error;
    }
  }

  private parseCertificate(id: AuthorityId, text: string): Certificate {
    const [block, ...more] = readPem(text);
    if (block?.label !== 'CERTIFICATE' || more.length > 0) throw this.damaged(id, 'does not hold one certificate');
    try {
      return Certificate.parse(block.der);
    } catch (error) {
      if (error instanceof MalformedCertificate) throw this.damaged(id, 'can not be read', error);
      throw error;
    }
  }

  private parseKey(id: AuthorityId, text: string): KeyObject {
    try {
      return createPrivateKey(text);
    } catch (error) {
      throw this.damaged(id, 'has a key file that can not be read', error);
    }
  }

  private damaged(id: AuthorityId, what: string, cause?: unknown): ConfigurationError {
    const path = join(this.path, certificateFile(id));
    return new ConfigurationError(`${path} ${what}. Restore the folder from its backup, or remove it for a new test authority.`, {
      cause,
    });
  }
}

const certificateFile = (id: AuthorityId): string => `${id}.pem`;
const keyFile = (id: AuthorityId): string => `${id}.key.pem`;

function filesOf(id: AuthorityId, certificate: Certificate, key: KeyObject): Record<string, string> {
  return {
    [certificateFile(id)]: writePem('CERTIFICATE', certificate.der),
    [keyFile(id)]: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

async function newKey(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: KEY_BITS })).privateKey;
}

function signingKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', pkcs8, SIGNATURE_ALGORITHM, false, ['sign']);
}
