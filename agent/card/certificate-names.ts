/** Parts of a certificate that a card stores beside it, exactly as they are encoded. */
export interface CertificateNames {
  /** DER INTEGER. */
  readonly serialNumber: Uint8Array;
  /** DER Name. */
  readonly issuer: Uint8Array;
  /** DER Name. */
  readonly subject: Uint8Array;
}

/**
 * Cut out of the bytes and not encoded again: a re-encoded name may differ from the certificate's own (RFC 5280 section 4.1).
 * @throws Error when the bytes are not a certificate.
 */
export function certificateNames(der: Uint8Array): CertificateNames {
  const certificate = readElement(der, 0);
  const body = readElement(der, certificate.contentStart);
  const elements: Uint8Array[] = [];
  for (let at = body.contentStart; at < body.end;) {
    const element = readElement(der, at);
    elements.push(der.subarray(at, element.end));
    at = element.end;
  }
  const hasVersion = elements[0]?.[0] === 0xa0;
  const [serialNumber, , issuer, , subject] = hasVersion ? elements.slice(1) : elements;
  if (serialNumber === undefined || issuer === undefined || subject === undefined)
    throw new Error('The bytes are not a certificate');
  return { serialNumber, issuer, subject };
}

/** One element (ITU-T X.690 section 8.1), with a length of up to four bytes. */
function readElement(der: Uint8Array, start: number): { contentStart: number; end: number } {
  const first = der[start + 1];
  if (first === undefined) throw new Error('The bytes are not a certificate');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  let length = lengthBytes === 0 ? first : 0;
  for (const byte of der.subarray(start + 2, start + 2 + lengthBytes)) length = length * 256 + byte;
  const contentStart = start + 2 + lengthBytes;
  const end = contentStart + length;
  if (lengthBytes > 4 || end > der.length) throw new Error('The bytes are not a certificate');
  return { contentStart, end };
}
