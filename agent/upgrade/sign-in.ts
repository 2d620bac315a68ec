import { basename } from 'node:path';
import { CardError } from '../card/card-error.js';
import type { CardPort } from '../card/card-port.js';
import { reportCard } from './card-report.js';
import { identityOf, keyOf } from './card-pairing.js';
import { chooseSigners, type Signer } from './certificates.js';
import { enterPin } from './codes/enter-pin.js';
import type { UpgradeContext } from './context.js';
import type { UpgradeEvent } from './state-table.js';
import { UpgradeTrouble } from './trouble.js';
import type { FaultCode, MiddlewareInfo } from './types.js';
import { ServerFault } from './upgrade-server.js';
import { createAuthenticationToken } from './web-eid.js';

const noMiddleware: MiddlewareInfo = { path: '', manufacturer: '', description: '', version: '', cryptokiVersion: '' };

/**
 * State OPENING: finds the middleware and opens the session. The session is opened even when the middleware is missing
 * or broken, so that staff see why.
 */
export async function open(context: UpgradeContext): Promise<UpgradeEvent> {
  const { server, stop, cardholder } = context.parts;
  cardholder.show({ kind: 'START', activity: 'CONNECTING' });
  const found = await findMiddleware(context);
  const opened = await server.open(found.middleware, found.readers, stop);
  context.boundTo = opened.card;
  context.resumed = opened.resumed;
  context.acceptedIssuers = opened.acceptedIssuers.map((name) => Buffer.from(name, 'base64'));
  if (opened.completed !== null) {
    context.session = opened.completed;
    return 'ALREADY_DONE';
  }
  if (opened.resumed) noteResumption(context);
  noteSetAside(context);
  if (found.error !== null) throw found.error;
  const { remoteDesktop } = context.parts;
  if (remoteDesktop !== null && !context.remoteDesktopAccepted) throw new UpgradeTrouble('REMOTE_DESKTOP', remoteDesktop);
  return 'OPENED';
}

/** Once, however often the opening is tried again; with the changes to the card that may be half done. */
function noteResumption(context: UpgradeContext): void {
  if (context.resumptionNoted) return;
  context.resumptionNoted = true;
  const { log, journal } = context.parts;
  const unfinished = journal.unfinished().map(({ change, profile }) => `${change} ${profile}`);
  log.record({ kind: 'AGENT_RESUMED', step: 'SIGN_IN', detail: unfinished.length === 0 ? null : unfinished.join(', ') });
}

/** A journal that could not be read is kept, told of, and done without: card and server say as much. */
function noteSetAside({ parts: { journal, log } }: UpgradeContext): void {
  const path = journal.takeSetAside();
  if (path === null) return;
  log.record({ kind: 'FAULT_RAISED', step: 'SIGN_IN', faultCode: 'JOURNAL_SET_ASIDE', detail: basename(path) });
  log.record({ kind: 'FAULT_CLEARED', step: 'SIGN_IN', faultCode: 'JOURNAL_SET_ASIDE' });
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

/** State SIGNING_IN: PIN1, and the server's challenge signed with the card's authentication key. */
export async function signIn(context: UpgradeContext): Promise<UpgradeEvent> {
  const { server, log } = context.parts;
  const reason = context.pinReason ?? (context.resumed ? 'RESUMED' : 'FIRST');
  const isLoggedIn = context.isLoggedIn('AUTHENTICATION');
  if (!isLoggedIn && !(await enterPin(context, { step: 'SIGN_IN', purpose: 'AUTHENTICATION', reason }))) return 'CANCEL';
  await proveCard(context);
  context.resumed = false;
  context.boundTo = identityOf(context.card);
  server.rememberCard(context.boundTo);
  log.record({ kind: 'CARD_SEEN', step: 'SIGN_IN', card: await reportCard(context) });
  if (!isUnderWay(context)) return 'SIGNED_IN';
  // Offer and terms are behind: the next PIN says why it comes at once.
  context.pinReason = 'RESUMED';
  return 'RESUMED';
}

/** The terms were accepted before a break, here or at another PC; what is restored needs none. */
function isUnderWay({ session, offer }: UpgradeContext): boolean {
  return session?.purpose === 'RESTORE' || session?.acceptedTermsVersion === offer.terms.version;
}

const certificateFaults: readonly FaultCode[] = [
  'SIGN_IN_CERTIFICATE_EXPIRED',
  'SIGN_IN_CERTIFICATE_REVOKED',
  'SIGN_IN_CERTIFICATE_UNTRUSTED',
];

/**
 * Signs in with the card that is logged in, and takes the server's offer. A card can hold several certificates for
 * authentication: the server says which it trusts, and no PIN try is spent on asking.
 * @throws ServerFault of the best certificate when the server trusts none; CardError, UpgradeTrouble.
 */
export async function proveCard(context: UpgradeContext): Promise<void> {
  const token = keyOf(context.card.authentication);
  const keys = await context.port.keys(token);
  context.rememberKeys(token, keys);
  const signers = chooseSigners(await context.port.certificates(token), keys, context.parts.now());
  let refusal: ServerFault | null = null;
  for (const signer of signers) {
    try {
      return await proveWith(context, signer);
    } catch (error) {
      if (!(error instanceof ServerFault) || !certificateFaults.includes(error.faultCode)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new UpgradeTrouble('CARD_NOT_ELIGIBLE');
}

/** A challenge is good once: when an answer was lost, the repeated sign-in is rejected, and a new challenge is what helps. */
async function proveWith(context: UpgradeContext, signer: Signer): Promise<void> {
  try {
    await answerChallenge(context, signer);
  } catch (error) {
    if (!(error instanceof ServerFault) || error.faultCode !== 'SIGN_IN_REJECTED') throw error;
    await answerChallenge(context, signer);
  }
}

async function answerChallenge(context: UpgradeContext, signer: Signer): Promise<void> {
  const { server, appVersion } = context.parts;
  const challenge = await server.requestChallenge(context.signal);
  const token = keyOf(context.card.authentication);
  const answer = await createAuthenticationToken(context.port, token, signer, challenge, appVersion);
  const { session, offer } = await server.signIn(answer, context.signal);
  context.useOffer(session, offer);
  context.signInKey = signer.publicKey;
}
