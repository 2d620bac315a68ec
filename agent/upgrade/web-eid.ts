import { createHash } from 'node:crypto';
import type { CardPort, TokenKey } from '../card/card-port.js';
import type { WebEidTokenInput } from '../generated/graphql.js';
import type { Challenge } from './types.js';

/**
 * Makes a Web eID authentication token (format web-eid:1.0, algorithm RS256): the card signs
 * SHA-256(origin) ‖ SHA-256(nonce), where the nonce is hashed as the text that the server sent.
 * @throws CardError
 */
export async function createAuthenticationToken(
  card: CardPort,
  token: TokenKey,
  signer: { readonly ckaId: string; readonly certificate: Uint8Array },
  challenge: Challenge,
  appVersion: string,
): Promise<WebEidTokenInput> {
  const data = Buffer.concat([sha256(challenge.origin), sha256(challenge.nonce)]);
  const signature = await card.sign(token, signer.ckaId, data);
  return {
    format: 'web-eid:1.0',
    unverifiedCertificate: Buffer.from(signer.certificate).toString('base64'),
    algorithm: 'RS256',
    signature: Buffer.from(signature).toString('base64'),
    appVersion,
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
