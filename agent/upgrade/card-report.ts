import { CardError } from '../card/card-error.js';
import type { CardScan, CertificateOnToken, TokenInfo } from '../card/card-port.js';
import { CertificateProblem, readCertificate, sameBytes } from '../card/x509.js';
import type { CardInput } from '../generated/graphql.js';
import { sameToken } from './card-pairing.js';
import type { UpgradeContext } from './context.js';

type CertificateReport = CardInput['certificates'][number];

/**
 * The card as staff see it. Whether a certificate has its key is judged by the keys that the card has shown so far: some show
 * none, or only public ones, before their PIN.
 * @throws CardError
 */
export async function reportCard(context: UpgradeContext): Promise<CardInput> {
  const scan = await context.scan();
  const { reader, authentication, signature } = context.card;
  const tokens = [authentication, signature].map((token) => scan.tokens.find((now) => sameToken(now, token)) ?? token);
  const certificates: CertificateReport[] = [];
  let cardNumber: string | null = null;
  for (const token of tokens) {
    const publicKeys = await publicKeysOn(context, token);
    for (const certificate of certificatesOn(scan, token)) {
      const report = describe(certificate, publicKeys);
      certificates.push(report.certificate);
      cardNumber ??= report.cardNumber;
    }
  }
  return { reader, cardNumber, tokens: tokens.map(describeToken), certificates };
}

/** Personnummer are shown as little as possible: the birth date is enough to tell two certificates apart. */
function masked(subject: string): string {
  return subject.replace(/(?<=serialNumber=(?:19|20)[0-9]{6})[0-9]{4}(?=,|$)/g, '-••••');
}

/** The certificates that a scan found on one token. */
export function certificatesOn(scan: CardScan, token: TokenInfo): CertificateOnToken[] {
  return scan.certificates.filter((certificate) => sameToken(certificate.token, token));
}

async function publicKeysOn(context: UpgradeContext, token: TokenInfo): Promise<readonly Uint8Array[]> {
  try {
    context.rememberKeys(token, await context.port.publicKeys(token));
  } catch (error) {
    // A module that does not show public keys: what was seen with a PIN is what is known.
    if (!(error instanceof CardError) || error.faultCode === 'CARD_REMOVED') throw error;
  }
  return context.keysSeen(token);
}

function describeToken({ label, serialNumber, manufacturer, model, flags, purpose }: TokenInfo): CardInput['tokens'][number] {
  return { label, serialNumber, manufacturer, model, flags: [...flags], purpose };
}

function describe(
  { token, ckaId, label, der }: CertificateOnToken,
  publicKeys: readonly Uint8Array[],
): { certificate: CertificateReport; cardNumber: string | null } {
  const place = { token: token.label, ckaId, label };
  try {
    const { issuer, subject, serialNumber, notBefore, notAfter, keyUsage, publicKey, cardNumber } = readCertificate(der);
    const dates = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
    const matchesKey = publicKeys.length === 0 ? null : publicKeys.some((key) => sameBytes(key, publicKey));
    return {
      certificate: { ...place, issuer, subject: masked(subject), serialNumber, ...dates, keyUsage: [...keyUsage], matchesKey },
      cardNumber,
    };
  } catch (error) {
    if (!(error instanceof CertificateProblem)) throw error;
    const never = new Date(0).toISOString();
    const nothing = { issuer: '', serialNumber: '', notBefore: never, notAfter: never, keyUsage: [], matchesKey: null };
    return { certificate: { ...place, subject: error.message, ...nothing }, cardNumber: null };
  }
}
