const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

export interface PemBlock {
  /** Such as CERTIFICATE or X509 CRL (RFC 7468). */
  readonly label: string;
  readonly der: Uint8Array;
}

/** Every block of a PEM file, in order; text between the blocks is a comment. */
export function readPem(text: string): PemBlock[] {
  return [...text.matchAll(block)].map(([, label = '', base64 = '']) => ({
    label,
    der: new Uint8Array(Buffer.from(base64, 'base64')),
  }));
}

export function writePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
