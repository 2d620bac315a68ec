import type { X509Certificate } from 'node:crypto';
import type { Ending } from './cardholder.js';
import { certificateClass, nameOf, readCertificate, type CardSeen } from './eye.js';
import type { SeenObject } from './eye-protocol.js';
import type { SeenEvents } from './house.js';
import type { Kind } from './points.js';
import type { IssuedRecord, SessionRecord } from './records.js';
import type { ShimCall } from './shim.js';

/** Everything that a judge needs, each thing seen from outside the agent. */
export interface Evidence {
  readonly ending: Ending;
  /** The server wants replaced certificates removed, when their successors are proven. */
  readonly mayRemoveOld: boolean;
  /** What was made to fail; null: nothing. */
  readonly kind: Kind | null;
  /** Codes on the cardholder's page, in their order. */
  readonly faultsShown: readonly string[];
  readonly before: CardSeen;
  /** The card in the moment of the fault; null when the fault was not at a call to the card. */
  readonly atFault: CardSeen | null;
  readonly after: CardSeen;
  readonly authorities: readonly X509Certificate[];
  readonly root: X509Certificate;
  readonly sessions: readonly (SessionRecord & {
    readonly issued: readonly IssuedRecord[];
    readonly events: SeenEvents;
    readonly agentNumbers: readonly number[];
  })[];
  readonly calls: readonly ShimCall[];
  readonly pinsTyped: number;
  /** Places where a PIN was found. */
  readonly secrets: readonly string[];
}

const profiles = ['HSA_AUTHENTICATION', 'HSA_SIGNATURE', 'PERSON_AUTHENTICATION', 'PERSON_SIGNATURE'] as const;

/** @returns what is wrong, in words; nothing when the card is no worse off and all promises were kept */
export function judge(evidence: Evidence): string[] {
  return [
    ...judgeOldCertificates(evidence),
    ...judgeEnd(evidence),
    ...judgeLeftovers(evidence),
    ...judgeIssuance(evidence),
    ...judgeEvents(evidence),
    ...judgePinTries(evidence),
    ...judgeNames(evidence),
    ...evidence.secrets.map((place) => `a PIN was written: ${place}`),
  ];
}

/** New certificates that are all they should be: chained to the root, with their key beside them, which signs. */
function provenOn(card: CardSeen, { before, authorities, root }: Evidence): SeenObject[] {
  return card.certificates.filter(
    (certificate) => !before.has(certificate) && isChained(certificate, authorities, root) && card.signs(certificate),
  );
}

function isChained(certificate: SeenObject, authorities: readonly X509Certificate[], root: X509Certificate): boolean {
  let one = readCertificate(certificate);
  for (let length = 0; length < 4; length += 1) {
    const issuer = authorities.find((authority) => one.checkIssued(authority) && one.verify(authority.publicKey));
    if (issuer === undefined) return false;
    if (issuer.fingerprint256 === root.fingerprint256) return true;
    one = issuer;
  }
  return false;
}

/** An old certificate works, at every moment, until its successors are proven. */
function judgeOldCertificates(evidence: Evidence): string[] {
  const moments = [
    ['in the moment of the fault', evidence.atFault],
    ['in the end', evidence.after],
  ] as const;
  return moments.flatMap(([when, card]) => {
    if (card === null) return [];
    const proven = provenOn(card, evidence);
    return evidence.before.certificates.flatMap((old) => {
      const successors = proven.filter(({ token }) => token === old.token);
      const mayBeGone = evidence.mayRemoveOld && successors.length >= profiles.length / 2;
      const name = `the old certificate ${describe(old)}`;
      if (!card.has(old)) return mayBeGone ? [] : [`${name} is gone ${when}`];
      return card.signs(old) ? [] : [`${name} does not sign ${when}`];
    });
  });
}

/** Four good new certificates, or the old state with a named fault. */
function judgeEnd(evidence: Evidence): string[] {
  const { ending, before, after } = evidence;
  const proven = provenOn(after, evidence);
  const kinds = new Set(proven.map(profileOf));
  if (ending?.kind === 'DONE') {
    const isWhole = proven.length === profiles.length && kinds.size === profiles.length;
    const states = evidence.sessions.map(({ state }) => state);
    return [
      ...(isWhole ? [] : [`${proven.length} proven new certificates of ${kinds.size} profiles, where the page says done`]),
      ...(states.includes('COMPLETED') ? [] : [`the page says done, the server says ${states.join(', ')}`]),
    ];
  }
  if (ending === null) return ['the upgrade did not end'];
  const isOld = after.objects.length === before.objects.length && before.objects.every((object) => after.has(object));
  if (ending.code === '') return ['the upgrade failed without a named fault'];
  return isOld ? [] : [`the upgrade failed (${ending.code}) and the card is not as before`];
}

/** Each object is an old one, one of the four, or the key of one of the four; and no object is there twice. */
function judgeLeftovers(evidence: Evidence): string[] {
  const { before, after } = evidence;
  const proven = provenOn(after, evidence);
  const known = new Set(before.objects.map(nameOf));
  const seen = new Set<string>();
  return after.objects.flatMap((object) => {
    const isRepeated = seen.has(nameOf(object)) && !known.has(nameOf(object));
    seen.add(nameOf(object));
    if (isRepeated) return [`${describe(object)} is on the card twice`];
    const isNeeded =
      known.has(nameOf(object)) ||
      (object.objectClass === certificateClass
        ? proven.includes(object)
        : proven.some(({ token, ckaId }) => token === object.token && ckaId === object.ckaId));
    return isNeeded ? [] : [`left over: ${describe(object)}`];
  });
}

/** For each session and profile at most one certificate, four in all, and those are what is on the card. */
function judgeIssuance(evidence: Evidence): string[] {
  const rows = evidence.sessions.flatMap(({ issued }) => issued);
  const problems: string[] = [];
  for (const profile of profiles) {
    const count = rows.filter((row) => row.profile === profile && row.certificate !== null).length;
    if (count > 1) problems.push(`${profile} was issued ${count} times`);
    const told = evidence.sessions
      .flatMap(({ events }) => events)
      .filter((event) => event.kind === 'CERTIFICATE_ISSUED' && event.profile === profile).length;
    if (told > 1) problems.push(`${told} events say that ${profile} was issued`);
  }
  const issued = rows.map(({ certificate }) => certificate);
  const strange = provenOn(evidence.after, evidence).filter(({ der }) => !issued.includes(der));
  return [...problems, ...strange.map((certificate) => `${describe(certificate)} is not in the server's records`)];
}

function judgeEvents({ sessions }: Evidence): string[] {
  const isGapless = (numbers: readonly number[]): boolean => numbers.every((number, index) => number === index + 1);
  return sessions.flatMap(({ id, events, agentNumbers }) => [
    ...(isGapless(events.map(({ number }) => number)) ? [] : [`the events of session ${id} have a gap`]),
    ...(isGapless(agentNumbers) ? [] : [`the agent's events of session ${id} have a gap: ${agentNumbers.join(' ')}`]),
  ]);
}

/** A log-in for each PIN that the cardholder typed, at most; and none that the card refused for what the agent did. */
function judgePinTries({ calls, pinsTyped }: Evidence): string[] {
  // A call after which its parent was killed is in the log twice.
  const logins = calls.filter(({ functionName, fault }) => functionName === 'C_Login' && fault !== 'kill-after');
  const refused = logins.filter(({ returnValue, fault }) => fault === null && returnValue !== 0);
  return [
    ...(logins.length > pinsTyped ? [`C_Login was called ${logins.length} times for ${pinsTyped} PINs typed`] : []),
    ...refused.map(({ number, returnValue }) => `C_Login (call ${number}) returned 0x${returnValue.toString(16)}`),
  ];
}

const trueNames: Record<Kind, readonly string[]> = {
  'card-removed': ['CARD_REMOVED', 'NO_CARD'],
  'module-crash': ['MODULE_CRASHED'],
  hang: ['MODULE_TIMED_OUT'],
  'general-error': ['CARD_ERROR'],
  'device-error': ['CARD_ERROR'],
  'agent-killed': [],
  'connection-cut': ['SERVER_UNREACHABLE'],
  'server-killed': ['SERVER_UNREACHABLE'],
};

/** The cardholder reads what happened, and nothing else: a card that never left was not taken out. */
function judgeNames({ kind, faultsShown }: Evidence): string[] {
  const allowed = kind === null ? [] : trueNames[kind];
  return faultsShown.filter((code) => !allowed.includes(code)).map((code) => `the page said ${code}, which is not what happened`);
}

function profileOf(certificate: SeenObject): string {
  const read = readCertificate(certificate);
  const isPerson = /serialNumber=\d{12}(\n|$)/.test(read.subject);
  return `${isPerson ? 'PERSON' : 'HSA'}_${certificate.token.endsWith('(Underskrift)') ? 'SIGNATURE' : 'AUTHENTICATION'}`;
}

const classNames: Readonly<Record<number, string>> = { 1: 'certificate', 2: 'public key', 3: 'private key' };

function describe(object: SeenObject): string {
  const { objectClass, ckaId, token } = object;
  const what = classNames[objectClass] ?? `object of class ${objectClass}`;
  const which = objectClass === certificateClass ? ` ${readCertificate(object).serialNumber}` : '';
  return `${what}${which} with CKA_ID ${ckaId} in ${token}`;
}
