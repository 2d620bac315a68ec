import { integer, sequence } from './der.js';

/**
 * An ECDSA signature as X.509 and PKCS#10 hold it, Ecdsa-Sig-Value (RFC 3279 section 2.2.3), from the r ‖ s that tokens give.
 * @throws Error when the two halves are not of one length.
 */
export function ecdsaSignatureValue(signature: Uint8Array): Buffer {
  const half = signature.length / 2;
  if (!Number.isInteger(half) || half === 0) throw new Error('An ECDSA signature has two halves of one length');
  return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)));
}
