import type { CardFieldsFragment } from '../generated/graphql.js';

export type Card = CardFieldsFragment;
export type Certificate = Card['certificates'][number];
/** added: it was not on the card before, and is older than this session all the same. */
export type CertificateChange = 'new' | 'added' | 'kept' | 'gone';

/** Issuer and serial number name a certificate (RFC 5280 section 4.1.2.2). */
const nameOf = ({ issuer, serialNumber }: Certificate): string => `${issuer}\n${serialNumber.toLowerCase()}`;

/** New ones first, then in pairs as people think of them; cards list them in any order. */
const inOrder = (certificate: Certificate, change: CertificateChange): string =>
  [
    change === 'new' || change === 'added' ? 0 : 1,
    ['authentication', 'signature', 'other'].indexOf(usageOf(certificate)),
    ['hsaId', 'personnummer', 'other'].indexOf(identityOf(certificate).kind),
    certificate.serialNumber,
  ].join(' ');

/** The certificates of `card`, each with how it stands to the card at another time. */
export function compareCertificates(card: Card, other: Card | null, change: 'new' | 'added' | 'gone') {
  const there = new Set(other?.certificates.map(nameOf));
  return card.certificates
    .map((certificate) => ({
      certificate,
      change: other === null || there.has(nameOf(certificate)) ? ('kept' as const) : change,
    }))
    .sort((a, b) => (inOrder(a.certificate, a.change) < inOrder(b.certificate, b.change) ? -1 : 1));
}

/** The value of one attribute of a distinguished name as text (RFC 4514), such as CN; null when it has none. */
export function attributeOf(distinguishedName: string, ...types: readonly string[]): string | null {
  for (const part of distinguishedName.split(/(?<!\\)[,+](?=\s*[A-Za-z0-9.]+=)/)) {
    const equals = part.indexOf('=');
    const value = part.slice(equals + 1).trim();
    if (equals > 0 && types.includes(part.slice(0, equals).trim().toUpperCase())) return value.replace(/\\(.)/g, '$1');
  }
  return null;
}

/** Whether the key on the card is the certificate's; unknown until the card shows its key. */
export function keyStateOf({ matchesKey }: Certificate): 'matches' | 'mismatch' | 'unknown' {
  if (matchesKey === null) return 'unknown';
  return matchesKey ? 'matches' : 'mismatch';
}

/** The issuer as people call it. */
export function issuerName({ issuer }: Certificate): string {
  return attributeOf(issuer, 'CN') ?? issuer;
}

/** What the certificate is for: usages as the card tells them, in the words of RFC 5280 section 4.2.1.3. */
export function usageOf({ keyUsage }: Certificate): 'authentication' | 'signature' | 'other' {
  const usages = keyUsage.map((usage) => usage.toLowerCase());
  if (usages.includes('nonrepudiation') || usages.includes('contentcommitment')) return 'signature';
  return usages.includes('digitalsignature') ? 'authentication' : 'other';
}

/** Whom the certificate names: by HSA-id, or by personnummer, which is never shown in full. */
export function identityOf({ subject }: Certificate): { kind: 'hsaId' | 'personnummer' | 'other'; text: string } {
  const number = attributeOf(subject, 'SERIALNUMBER', '2.5.4.5');
  if (number !== null && /^\d{8}-?[\d•]{4}$/.test(number)) return { kind: 'personnummer', text: `${number.slice(0, 8)}-••••` };
  if (number !== null && /^(SE|TSTNMT)\d{10}-\w+$/i.test(number)) return { kind: 'hsaId', text: number };
  return { kind: 'other', text: attributeOf(subject, 'CN') ?? '' };
}

/** In groups of four, so that two can be compared by eye. */
export function groupedSerial(serialNumber: string): string {
  return serialNumber
    .replace(/[\s:]/g, '')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ');
}

/** Token flags that staff can do something about (PKCS#11 v2.40 section 3.3), the gravest first. */
export const telling = [
  'CKF_USER_PIN_LOCKED',
  'CKF_USER_PIN_FINAL_TRY',
  'CKF_USER_PIN_COUNT_LOW',
  'CKF_USER_PIN_TO_BE_CHANGED',
  'CKF_WRITE_PROTECTED',
  'CKF_PROTECTED_AUTHENTICATION_PATH',
  'CKF_ERROR_STATE',
] as const;
export type TellingFlag = (typeof telling)[number];

export function tellingFlags(flags: readonly string[]): TellingFlag[] {
  return telling.filter((flag) => flags.includes(flag));
}
