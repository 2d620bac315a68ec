import type { CardScan, CertificateOnToken, KeyOnToken, Middleware, Purpose, TokenInfo } from '../card/card-port.js';
import { openPublicKey } from '../card/public-key.js';
import { CertificateProblem, readCertificate, sameBytes } from '../card/x509.js';
import type { Pkcs11Card } from '../pkcs11/pkcs11-card.js';

/** What `show` tells, in the shape of its --json. */
export interface CardDescription {
  readonly middleware: Middleware;
  readonly readers: readonly string[];
  readonly tokens: readonly TokenDescription[];
  readonly unreadable: CardScan['unreadable'];
}

export interface TokenDescription extends TokenInfo {
  readonly keys: readonly { readonly ckaId: string; readonly label: string; readonly type: string }[];
  readonly certificates: readonly CertificateDescription[];
}

export interface CertificateDescription {
  readonly ckaId: string;
  readonly label: string;
  readonly issuer: string;
  readonly subject: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyUsage: readonly string[];
  readonly cardNumber: string | null;
  /** Whether a key on the token with the same CKA_ID is the certificate's; null when the card shows no keys. */
  readonly matchesKey: boolean | null;
}

/** @param pins asked for by the caller; without, keys are known by their public part alone. */
export async function describeCard(card: Pkcs11Card, pins: ReadonlyMap<Purpose, string>): Promise<CardDescription> {
  const middleware = await card.middleware();
  const { readers, tokens, certificates, unreadable } = await card.scan();
  const described: TokenDescription[] = [];
  // Modules list in any order; a person compares two listings.
  for (const token of tokens.toSorted(byLabel)) {
    // A token of both purposes is logged in to with the first PIN.
    const keys = await keysOf(card, token, pins.get(token.purpose ?? 'AUTHENTICATION'));
    const own = certificates.filter((one) => one.token.serialNumber === token.serialNumber && one.token.label === token.label);
    described.push({
      ...token,
      keys: keys.map(({ ckaId, label, publicKey }) => ({ ckaId, label, type: describeKey(publicKey) })),
      certificates: own.toSorted(byLabel).map((certificate) => describeCertificate(certificate, keys)),
    });
  }
  return { middleware, readers, tokens: described, unreadable };
}

function byLabel(one: { readonly label: string }, other: { readonly label: string }): number {
  return one.label.localeCompare(other.label, 'sv');
}

async function keysOf(card: Pkcs11Card, token: TokenInfo, pin: string | undefined): Promise<readonly KeyOnToken[]> {
  if (pin === undefined) return card.publicKeys(token);
  await card.login(token, token.flags.includes('CKF_PROTECTED_AUTHENTICATION_PATH') ? null : pin);
  try {
    return await card.keys(token);
  } finally {
    await card.logout(token);
  }
}

function describeCertificate({ ckaId, label, der }: CertificateOnToken, keys: readonly KeyOnToken[]): CertificateDescription {
  try {
    const { issuer, subject, serialNumber, notBefore, notAfter, keyUsage, cardNumber, publicKey } = readCertificate(der);
    const matchesKey = keys.length === 0 ? null : keys.some((key) => key.ckaId === ckaId && sameBytes(key.publicKey, publicKey));
    const dates = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
    return { ckaId, label, issuer, subject, serialNumber, ...dates, keyUsage, cardNumber, matchesKey };
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    const nothing = {
      issuer: '',
      serialNumber: '',
      notBefore: '',
      notAfter: '',
      keyUsage: [],
      cardNumber: null,
      matchesKey: null,
    };
    return { ckaId, label, subject: error.message, ...nothing };
  }
}

/** `RSA 2048`, `EC prime256v1`: also of kinds that an upgrade does not use. */
function describeKey(publicKey: Uint8Array): string {
  const key = openPublicKey(publicKey);
  if (key === null) return '?';
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return [key.asymmetricKeyType?.toUpperCase(), modulusLength ?? namedCurve].filter((part) => part !== undefined).join(' ');
}
