import { certificateNames } from '../../card/certificate-names.js';
import type { CardScan, TokenInfo } from '../../card/card-port.js';
import { CertificateProblem, readCertificate } from '../../card/x509.js';
import type { TokenContents, UpgradeCard } from '../card-pairing.js';
import type { CardChoice } from '../cardholder.js';
import { certificatesOn } from '../card-report.js';
import { holdersOf, purposesOf } from '../certificates.js';

/** What a scan says about tokens without a PIN. */
export function contentsIn(scan: CardScan): TokenContents {
  const dersOn = (token: TokenInfo) => certificatesOn(scan, token).map(({ der }) => der);
  return { holdersOf: (token) => holdersOf(dersOn(token)), purposesOf: (token) => purposesOf(dersOn(token)) };
}

/**
 * Whether the card may be one of ours, by the issuers of its certificates: true also when it shows none before its PIN, or
 * when nobody said which issuers are accepted.
 * @param accepted DER Names.
 */
export function mayBeOurs(scan: CardScan, card: UpgradeCard, accepted: readonly Uint8Array[]): boolean {
  const issuers = dersOf(scan, card).flatMap(issuersOf);
  if (accepted.length === 0 || issuers.length === 0) return true;
  return issuers.some((issuer) => accepted.some((name) => Buffer.compare(name, issuer) === 0));
}

/** In words that the cardholder knows the card by. */
export function describeChoice(scan: CardScan, card: UpgradeCard): CardChoice {
  const summaries = dersOf(scan, card).flatMap((der) => {
    try {
      return [readCertificate(der)];
    } catch (error) {
      if (!(error instanceof CertificateProblem)) throw error;
      return [];
    }
  });
  const names = summaries.flatMap(({ subjectAttributes }) => subjectAttributes.filter(({ name }) => name === 'CN'));
  return {
    reader: card.reader,
    holderName: names[0]?.value ?? null,
    cardNumber: summaries.find(({ cardNumber }) => cardNumber !== null)?.cardNumber ?? null,
  };
}

/** Names of all issuers in the readers, for staff: of a card that nobody signed in with, nothing else is told. */
export function issuersIn(scan: CardScan): string {
  const names = scan.certificates.flatMap(({ der }) => {
    try {
      return [readCertificate(der).issuer];
    } catch (error) {
      if (!(error instanceof CertificateProblem)) throw error;
      return [];
    }
  });
  return [...new Set(names)].join('; ');
}

function dersOf(scan: CardScan, { authentication, signature }: UpgradeCard): Uint8Array[] {
  return [authentication, signature].flatMap((token) => certificatesOn(scan, token).map(({ der }) => der));
}

/** The DER Name of its issuer; bytes that are no certificate have none. */
export function issuersOf(der: Uint8Array): Uint8Array[] {
  try {
    return [certificateNames(der).issuer];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [];
  }
}
