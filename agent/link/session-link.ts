import {
  AcceptTermsDocument,
  CancelSessionDocument,
  ConfirmInstallationDocument,
  DeclineTermsDocument,
  FinishSessionDocument,
  RenewPairingCodeDocument,
  RequestCertificateDocument,
  RequestChallengeDocument,
  RestoreCertificatesDocument,
  SignInDocument,
  type CertificateProfile,
  type FaultCode,
  type SessionState,
  type WebEidTokenInput,
} from '../generated/graphql.js';
import type { CardIdentity } from '../upgrade/card-pairing.js';
import type { Challenge, MiddlewareInfo, Offer } from '../upgrade/types.js';
import {
  ServerFault,
  type AgentSession,
  type IssuedCertificate,
  type OpenedSession,
  type UpgradeServer,
} from '../upgrade/upgrade-server.js';
import * as answers from './answers.js';
import { pause } from './backoff.js';
import { EventSender } from './event-sender.js';
import { GraphqlClient } from './graphql-client.js';
import type { LinkMonitor } from './link-monitor.js';
import type { Outbox } from './outbox.js';
import { PairingCodeKeeper, type PairingCode } from './pairing-code-keeper.js';
import { SessionFollower } from './session-follower.js';
import { isLive, SessionOpening, type SessionOpeningOptions } from './session-opening.js';

/** Who is shown what comes from the server. */
export interface SessionView {
  setPairingCode(code: PairingCode | null): void;
  setWatchers(watchers: AgentSession['watchers']): void;
}

export interface SessionLinkOptions extends SessionOpeningOptions {
  readonly outbox: Outbox;
  readonly monitor: LinkMonitor;
  readonly view: SessionView;
  /** Told the server's time with each answer. */
  readonly onDate?: (date: string | null) => void;
  /** The session ended without this agent's doing. */
  readonly onEnded: (state: SessionState) => void;
}

const millisecondsToReport = 3_000;
const millisecondsBetweenRenewals = 60_000;

/** The agent's session with the server: calls of the seven steps, events up, watchers and pairing code down. */
export class SessionLink implements UpgradeServer {
  readonly #client: GraphqlClient;
  readonly #opening: SessionOpening;
  readonly #sender: EventSender;
  readonly #keeper: PairingCodeKeeper;
  readonly #closing = new AbortController();
  #opened: OpenedSession | null = null;
  /** This agent ends the session, or has seen it end: what comes about it now is no news. */
  #isEnding = false;

  constructor(private readonly options: SessionLinkOptions) {
    const { server, monitor, outbox, view, onDate = () => undefined } = options;
    const { signal } = this.#closing;
    this.#client = new GraphqlClient({ url: endpoint(server), monitor, token: () => this.#opening.token, onDate });
    this.#opening = new SessionOpening(options, this.#client);
    this.#sender = new EventSender({
      outbox,
      client: this.#client,
      askAcknowledged: async (until) => (await this.#opening.current(until)).acknowledgedEvents,
      onEnded: () => void this.#look(),
      signal,
    });
    this.#keeper = new PairingCodeKeeper({
      renew: (until) => this.#renew(until),
      show: (code) => view.setPairingCode(code),
      signal,
    });
  }

  /** Sends what was recorded. */
  wake(): void {
    if (this.#opened !== null) this.#sender.wake();
  }

  async open(middleware: MiddlewareInfo, readers: readonly string[], signal: AbortSignal): Promise<OpenedSession> {
    if (this.#opened !== null) return this.#opened;
    const { session, resumed, stored } = await this.#opening.find({ middleware, readers }, signal);
    this.options.outbox.open(session.id, session.acknowledgedEvents);
    const completed = session.state === 'COMPLETED' ? session : null;
    this.#opened = { resumed, card: stored.card, acceptedIssuers: session.acceptedIssuers, completed };
    if (completed === null) this.#follow(stored.token);
    else this.#forgetCompleted();
    this.#apply(session);
    this.wake();
    return this.#opened;
  }

  #forgetCompleted(): void {
    this.#isEnding = true;
    this.#opening.forget();
  }

  rememberCard(card: CardIdentity): void {
    this.#opening.rememberCard(card);
  }

  /**
   * A signature is bound to the address that this agent was told, never to one that a server names: otherwise a false
   * server could hand on the challenge of the true one (Web eID, origin binding).
   */
  async requestChallenge(signal: AbortSignal): Promise<Challenge> {
    const operation = { document: RequestChallengeDocument, answer: answers.challengeAnswer };
    const challenge = await this.#client.ask(operation, {}, ({ requestChallenge }) => requestChallenge, signal);
    const { origin } = new URL(this.options.server);
    if (challenge.origin === origin) return challenge;
    const detail = `The server calls itself ${challenge.origin} (PUBLIC_URL), this agent was told ${origin}`;
    throw new ServerFault('SIGN_IN_REJECTED', detail, false);
  }

  async signIn(token: WebEidTokenInput, signal: AbortSignal): Promise<{ session: AgentSession; offer: Offer }> {
    const operation = { document: SignInDocument, answer: answers.signInAnswer };
    return this.#client.ask(operation, { token }, ({ signIn }) => signIn, signal);
  }

  async restoreCertificates(signal: AbortSignal): Promise<{ session: AgentSession; offer: Offer }> {
    const operation = { document: RestoreCertificatesDocument, answer: answers.restoreAnswer };
    return this.#client.ask(operation, {}, ({ restoreCertificates }) => restoreCertificates, signal);
  }

  async acceptTerms(version: string, signal: AbortSignal): Promise<AgentSession> {
    const operation = { document: AcceptTermsDocument, answer: answers.acceptTermsAnswer };
    return this.#client.ask(operation, { version }, ({ acceptTerms }) => acceptTerms, signal);
  }

  async declineTerms(signal: AbortSignal): Promise<AgentSession> {
    const operation = { document: DeclineTermsDocument, answer: answers.declineTermsAnswer };
    return this.#client.ask(operation, {}, ({ declineTerms }) => declineTerms, signal);
  }

  async requestCertificate(profile: CertificateProfile, request: Uint8Array, signal: AbortSignal): Promise<IssuedCertificate> {
    // An authority takes its time.
    const milliseconds = 60_000;
    const operation = { document: RequestCertificateDocument, answer: answers.requestCertificateAnswer, milliseconds };
    const input = { profile, request: Buffer.from(request).toString('base64') };
    return this.#client.ask(operation, { input }, ({ requestCertificate }) => requestCertificate, signal);
  }

  async confirmInstallation(
    input: { profile: CertificateProfile; serialNumber: string; sha256: string },
    signal: AbortSignal,
  ): Promise<AgentSession> {
    const operation = { document: ConfirmInstallationDocument, answer: answers.confirmInstallationAnswer };
    return this.#client.ask(operation, { input }, ({ confirmInstallation }) => confirmInstallation, signal);
  }

  async finishSession(signal: AbortSignal): Promise<AgentSession> {
    const operation = { document: FinishSessionDocument, answer: answers.finishSessionAnswer };
    const finish = () => this.#client.ask(operation, {}, ({ finishSession }) => finishSession, signal);
    return this.#end('COMPLETED', finish, signal);
  }

  async cancelSession(input: { faultCode: FaultCode | null; detail: string | null }, signal: AbortSignal): Promise<AgentSession> {
    const operation = { document: CancelSessionDocument, answer: answers.cancelSessionAnswer };
    const cancel = () => this.#client.ask(operation, { input }, ({ cancelSession }) => cancelSession, signal);
    try {
      return await this.#end(input.faultCode === null ? 'CANCELLED' : 'FAILED', cancel, signal);
    } finally {
      // Even when the server could not be told: who starts again wants a new upgrade, and the old session expires.
      this.#opening.forget();
    }
  }

  /** Sends what is left, as far as that is quickly done, and lets go. The session stays, to be resumed. */
  async close(): Promise<void> {
    if (this.#opened !== null) await this.#sender.drained(millisecondsToReport);
    this.#closing.abort(new Error('The agent ends'));
    await this.options.outbox.close();
  }

  /** Ends the session once everything is told. An answer that was lost shows in the session's state. */
  async #end(state: SessionState, end: () => Promise<AgentSession>, signal: AbortSignal): Promise<AgentSession> {
    this.#isEnding = true;
    await this.#sender.drained(millisecondsToReport);
    const session = await this.#endOnce(state, end, signal);
    this.#opening.forget();
    this.options.view.setPairingCode(null);
    return session;
  }

  async #endOnce(state: SessionState, end: () => Promise<AgentSession>, signal: AbortSignal): Promise<AgentSession> {
    try {
      return await end();
    } catch (error) {
      if (!(error instanceof ServerFault) || error.faultCode !== 'SESSION_ENDED') throw error;
      const session = await this.#opening.current(signal);
      if (session.state !== state) throw error;
      return session;
    }
  }

  async #renew(signal: AbortSignal): Promise<PairingCode> {
    const operation = { document: RenewPairingCodeDocument, answer: answers.pairingCodeAnswer };
    for (;;) {
      try {
        const answer = await this.#client.ask(operation, {}, ({ renewPairingCode }) => renewPairingCode, signal);
        return { code: answer.pairingCode, expiresAt: answer.expiresAt };
      } catch (error) {
        if (!(error instanceof ServerFault)) throw error;
        // An ended session is told by its state; anything else may be over in a minute.
        await pause(millisecondsBetweenRenewals, signal);
      }
    }
  }

  #follow(token: string): void {
    const { signal } = this.#closing;
    const follower = new SessionFollower({
      url: endpoint(this.options.server).replace(/^http/, 'ws'),
      token,
      onSession: (session) => this.#apply(session),
      ask: () => this.#look(),
      signal,
    });
    follower.run().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** Looks at the session over HTTP. */
  async #look(): Promise<void> {
    const { signal } = this.#closing;
    try {
      this.#apply(await this.#opening.current(signal));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ServerFault)) throw error;
      // The server does not know the session, or will not say: then it is over for this agent.
      if (error.faultCode === 'SESSION_ENDED') this.#sawEnd('EXPIRED');
    }
  }

  #apply(session: AgentSession): void {
    const { view } = this.options;
    view.setWatchers(session.watchers);
    if (!isLive(session)) return this.#sawEnd(session.state);
    if (!this.#isEnding) this.#keeper.use(session.pairingCode);
  }

  #sawEnd(state: SessionState): void {
    this.options.view.setPairingCode(null);
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#opening.forget();
    this.options.onEnded(state);
  }
}

function endpoint(server: string): string {
  return `${server.replace(/\/+$/, '')}/graphql`;
}
