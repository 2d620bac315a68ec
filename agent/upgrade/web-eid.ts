import { createHash } from 'node:crypto';
import type { CardPort, TokenKey } from '../card/card-port.js';
import type { WebEidTokenInput } from '../generated/graphql.js';
import type { Signer } from './certificates.js';
import type { Challenge } from './types.js';

/**
 * Makes a Web eID authentication token (format web-eid:1.0): the card signs
 * hash(origin) ‖ hash(nonce), with the hash of its signature algorithm, where the nonce is hashed as the text that the server sent.
 * @throws CardError
 */
export async function createAuthenticationToken(
  card: CardPort,
  token: TokenKey,
  signer: Pick<Signer, 'ckaId' | 'certificate' | 'algorithm'>,
  challenge: Challenge,
  appVersion: string,
): Promise<WebEidTokenInput> {
  const hash = signer.algorithm === 'ES384' ? 'sha384' : 'sha256';
  const data = Buffer.concat([hashOf(hash, challenge.origin), hashOf(hash, challenge.nonce)]);
  const { algorithm, bytes } = await card.sign(token, signer.ckaId, data);
  return {
    format: 'web-eid:1.0',
    unverifiedCertificate: Buffer.from(signer.certificate).toString('base64'),
    algorithm,
    signature: Buffer.from(bytes).toString('base64'),
    appVersion,
  };
}

function hashOf(hash: string, text: string): Buffer {
  return createHash(hash).update(text, 'utf8').digest();
}
