import type { CardPort, CardSignature, KeyOnToken, TokenKey } from './card-port.js';
import {
  bitString,
  encode,
  ia5String,
  integer,
  nullValue,
  objectIdentifier,
  printableString,
  sequence,
  set,
  utf8String,
} from './der.js';
import { ecdsaSignatureValue } from './ecdsa.js';

/** One attribute of a distinguished name: object identifier and value. */
export interface NameAttribute {
  /** Dotted object identifier, such as 2.5.4.3. */
  readonly type: string;
  readonly value: string;
}

/** AlgorithmIdentifier: RSA with NULL parameters (RFC 4055 section 5), ECDSA without any (RFC 5758 section 3.2). */
const algorithms: Readonly<Record<CardSignature['algorithm'], Buffer>> = {
  RS256: sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue()),
  ES256: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
  ES384: sequence(objectIdentifier('1.2.840.10045.4.3.3')),
};
/** RFC 5280 appendix A: countryName, serialNumber and dnQualifier are PrintableString, domainComponent and e-mail IA5String. */
const printableTypes: readonly string[] = ['2.5.4.6', '2.5.4.5', '2.5.4.46'];
const ia5Types: readonly string[] = ['0.9.2342.19200300.100.1.25', '1.2.840.113549.1.9.1'];
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
const ascii = /^[ -~]*$/;

/**
 * A PKCS#10 request (RFC 2986) with exactly those subject attributes, in that order, signed by the key on the card, with the
 * algorithm that belongs to the key (see CardSignature). The token must be logged in.
 * @returns DER CertificationRequest.
 * @throws CardError from the signature, Error when an attribute can't be encoded.
 */
export async function createRequest(
  card: CardPort,
  token: TokenKey,
  key: Pick<KeyOnToken, 'ckaId' | 'publicKey'>,
  subject: readonly NameAttribute[],
): Promise<Uint8Array> {
  return signRequest(subject, key.publicKey, (data) => card.sign(token, key.ckaId, data));
}

/**
 * As createRequest, with any signer.
 * @param publicKey DER SubjectPublicKeyInfo.
 * @param sign signs the bytes given, with the key that the public key belongs to.
 */
export async function signRequest(
  subject: readonly NameAttribute[],
  publicKey: Uint8Array,
  sign: (data: Uint8Array) => Promise<CardSignature>,
): Promise<Uint8Array> {
  const version = integer(Uint8Array.of(0));
  const noAttributes = encode(0xa0);
  const information = sequence(version, encodeName(subject), publicKey, noAttributes);
  const { algorithm, bytes } = await sign(information);
  const signature = algorithm === 'RS256' ? bytes : ecdsaSignatureValue(bytes);
  return sequence(information, algorithms[algorithm], bitString(signature));
}

/** Name (RFC 5280 section 4.1.2.4), each attribute in a set of its own. @throws Error for a value its type can't hold */
export function encodeName(attributes: readonly NameAttribute[]): Buffer {
  return sequence(...attributes.map(({ type, value }) => set(sequence(objectIdentifier(type), encodeValue(type, value)))));
}

function encodeValue(type: string, value: string): Buffer {
  if (value === '') throw new Error(`Subject attribute ${type} is empty`);
  if (printableTypes.includes(type)) {
    if (!printable.test(value)) throw new Error(`Subject attribute ${type} has characters outside PrintableString`);
    return printableString(value);
  }
  if (ia5Types.includes(type)) {
    if (!ascii.test(value)) throw new Error(`Subject attribute ${type} has characters outside IA5String`);
    return ia5String(value);
  }
  return utf8String(value);
}
