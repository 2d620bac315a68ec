import { CardError } from '../card/card-error.js';
import type { CardPort, CardScan, TokenInfo } from '../card/card-port.js';
import { reportCard } from './card-report.js';
import { findCard, findSameCard, identityOf, keyOf, sameToken, type UpgradeCard } from './card-pairing.js';
import { chooseSigner, holdersOf } from './certificates.js';
import type { UpgradeContext } from './context.js';
import { enterPin } from './enter-pin.js';
import type { UpgradeEvent } from './state-table.js';
import { UpgradeTrouble } from './trouble.js';
import type { MiddlewareInfo } from './types.js';
import { createAuthenticationToken } from './web-eid.js';

const noMiddleware: MiddlewareInfo = { path: '', manufacturer: '', description: '', version: '', cryptokiVersion: '' };

/**
 * State OPENING: finds the middleware and opens the session. The session is opened even when the middleware is missing
 * or broken, so that staff see why.
 */
export async function open(context: UpgradeContext): Promise<UpgradeEvent> {
  const { server, stop, cardholder, log } = context.parts;
  cardholder.show({ kind: 'START', activity: 'CONNECTING' });
  const found = await findMiddleware(context);
  const opened = await server.open(found.middleware, found.readers, stop);
  context.boundTo = opened.card;
  context.resumed = opened.resumed;
  if (opened.resumed) log.record({ kind: 'AGENT_RESUMED', step: 'SIGN_IN' });
  if (found.error !== null) throw found.error;
  return 'OPENED';
}

interface Found {
  readonly middleware: MiddlewareInfo;
  readonly readers: readonly string[];
  readonly error: CardError | null;
}

async function findMiddleware(context: UpgradeContext): Promise<Found> {
  try {
    const port: CardPort = context.hasPort ? context.port : await context.parts.openCard();
    context.usePort(port);
    const { path, manufacturer, description, version, cryptokiVersion } = await port.middleware();
    const { readers } = await port.scan();
    return { middleware: { path, manufacturer, description, version, cryptokiVersion }, readers, error: null };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    return { middleware: noMiddleware, readers: [], error };
  }
}

/** State LOOKING_FOR_CARD: takes the one card that is there, or, after a break, the card that signed in. */
export async function lookForCard(context: UpgradeContext): Promise<UpgradeEvent> {
  context.stopGuard();
  context.parts.cardholder.show({ kind: 'START', activity: context.resumed ? 'RESUMING' : 'READING_CARD' });
  const card = pickCard(context, await context.scan());
  context.useCard(card);
  context.parts.log.record({ kind: 'CARD_SEEN', step: 'SIGN_IN', detail: `${card.reader} · ${card.authentication.label}` });
  return 'CARD_FOUND';
}

function pickCard(context: UpgradeContext, scan: CardScan): UpgradeCard {
  if (context.boundTo !== null) {
    const same = findSameCard(scan, context.boundTo);
    if (same !== null) return same;
    throw new UpgradeTrouble(scan.tokens.length > 0 ? 'OTHER_CARD' : 'CARD_REMOVED');
  }
  const found = findCard(scan, (token) => holdersOf(certificatesOn(scan, token)));
  if ('fault' in found) throw new UpgradeTrouble(found.fault, describeUnreadable(scan));
  return found.card;
}

function certificatesOn(scan: CardScan, token: TokenInfo): Uint8Array[] {
  return scan.certificates.filter((certificate) => sameToken(certificate.token, token)).map((certificate) => certificate.der);
}

function describeUnreadable(scan: CardScan): string | null {
  const [first] = scan.unreadable;
  return first === undefined ? null : `${first.reader}: ${first.functionName} 0x${first.returnValue.toString(16)}`;
}

/** State SIGNING_IN: PIN1, and the server's challenge signed with the card's authentication key. */
export async function signIn(context: UpgradeContext): Promise<UpgradeEvent> {
  const { server, log, appVersion } = context.parts;
  const reason = context.resumed ? 'RESUMED' : context.cardCameBack ? 'CARD_BACK' : 'FIRST';
  if (!(await enterPin(context, { step: 'SIGN_IN', purpose: 'AUTHENTICATION', reason }))) return 'CANCEL';
  context.cardCameBack = false;
  const token = keyOf(context.card.authentication);
  const signer = chooseSigner(await context.port.certificates(token), await context.port.keys(token), new Date());
  const challenge = await server.requestChallenge(context.signal);
  const answer = await createAuthenticationToken(context.port, token, signer, challenge, appVersion);
  const { session, offer } = await server.signIn(answer, context.signal);
  context.useOffer(session, offer);
  context.boundTo = identityOf(context.card);
  server.rememberCard(context.boundTo);
  log.record({ kind: 'CARD_SEEN', step: 'SIGN_IN', card: await reportCard(context) });
  return session.acceptedTermsVersion === offer.terms.version ? 'RESUMED' : 'SIGNED_IN';
}
