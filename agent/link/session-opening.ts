import { randomUUID } from 'node:crypto';
import { CurrentSessionDocument, OpenSessionDocument, type Language, type SessionState } from '../generated/graphql.js';
import type { CardIdentity } from '../upgrade/card-pairing.js';
import type { SessionFile, StoredSession } from '../upgrade/session-file.js';
import { isOfStorage } from '../upgrade/trouble.js';
import type { MiddlewareInfo } from '../upgrade/types.js';
import { ServerFault, type AgentSession } from '../upgrade/upgrade-server.js';
import { currentSessionAnswer, openSessionAnswer } from './answers.js';
import type { GraphqlClient } from './graphql-client.js';

export interface SessionOpeningOptions {
  /** The server's origin: a session belongs to one server. */
  readonly server: string;
  readonly sessionFile: SessionFile;
  readonly agentVersion: string;
  readonly operatingSystem: string;
  readonly language: () => Language;
  /** The next session starts with nothing of the last: told before one is opened. */
  readonly onNewSession: () => void;
}

/** What the agent says of this PC. */
export interface Equipment {
  readonly middleware: MiddlewareInfo;
  readonly readers: readonly string[];
}

export interface FoundSession {
  readonly session: AgentSession;
  readonly resumed: boolean;
  readonly stored: StoredSession & { readonly token: string };
}

const liveStates: readonly SessionState[] = ['AWAITING_SIGN_IN', 'SIGNED_IN', 'INSTALLING'];

export function isLive({ state }: AgentSession): boolean {
  return liveStates.includes(state);
}

/** Finds the session that an earlier run left, or opens one, and keeps on disk what the next run needs. */
export class SessionOpening {
  #token: string | null = null;

  constructor(
    private readonly options: SessionOpeningOptions,
    private readonly client: GraphqlClient,
  ) {}

  get token(): string | null {
    return this.#token;
  }

  /** @throws ServerFault, the signal's reason, or an Error of the file system */
  async find(equipment: Equipment, signal: AbortSignal): Promise<FoundSession> {
    return (await this.#findLeft(signal)) ?? (await this.#openNew(equipment, signal));
  }

  /** The session as the server has it. */
  async current(signal: AbortSignal): Promise<AgentSession> {
    const operation = { document: CurrentSessionDocument, answer: currentSessionAnswer };
    return this.client.ask(operation, {}, ({ agentSession }) => agentSession, signal);
  }

  rememberCard(card: CardIdentity): void {
    const stored = this.options.sessionFile.read();
    if (stored !== null) this.options.sessionFile.write({ ...stored, card });
  }

  /** The session is over: the next run opens another. On a disk that takes no changes, the server tells that run so. */
  forget(): void {
    try {
      this.#clear();
    } catch (error) {
      if (!isOfStorage(error)) throw error;
    }
  }

  #clear(): void {
    this.options.sessionFile.clear();
  }

  async #findLeft(signal: AbortSignal): Promise<FoundSession | null> {
    const left = this.options.sessionFile.read();
    if (left === null || left.server !== this.options.server || left.token === null) return null;
    this.#token = left.token;
    const session = await this.#unlessEnded(() => this.current(signal));
    // One that is done is this agent's too: its end was not heard of, and nothing must be done again.
    if (session !== null && (isLive(session) || session.state === 'COMPLETED'))
      return { session, resumed: true, stored: { ...left, token: left.token } };
    this.#token = null;
    this.#clear();
    return null;
  }

  /** The request's id is on disk before it is sent, so that a lost answer is asked for again and opens no second session. */
  async #openNew({ middleware, readers }: Equipment, signal: AbortSignal): Promise<FoundSession> {
    const { server, sessionFile, agentVersion, operatingSystem, language, onNewSession } = this.options;
    onNewSession();
    const left = sessionFile.read();
    const isAsked = left?.server === server && left.token === null;
    const requestId = isAsked ? left.requestId : randomUUID();
    const asked: StoredSession = { format: 1, server, requestId, sessionId: null, token: null, card: null };
    sessionFile.write(asked);
    const described = middleware.path === '' ? null : middleware;
    const input = {
      requestId,
      agentVersion,
      operatingSystem,
      language: language(),
      middleware: described,
      readers: [...readers],
    };
    const operation = { document: OpenSessionDocument, answer: openSessionAnswer };
    const ask = () => this.client.ask(operation, { input }, ({ openSession }) => openSession, signal);
    const opened = isAsked ? await this.#unlessEnded(ask) : await ask();
    if (opened === null) return this.#openAnother({ middleware, readers }, signal);
    const { sessionId, token } = opened;
    const stored = { ...asked, sessionId, token };
    sessionFile.write(stored);
    this.#token = token;
    return { session: isAsked ? await this.current(signal) : newSession(opened), resumed: false, stored };
  }

  /** What was asked for by an earlier run was opened, and is over since. */
  async #openAnother(equipment: Equipment, signal: AbortSignal): Promise<FoundSession> {
    this.#clear();
    return this.#openNew(equipment, signal);
  }

  async #unlessEnded<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ServerFault && overFaults.includes(error.faultCode)) return null;
      throw error;
    }
  }
}

function newSession(opened: { sessionId: string } & Pick<AgentSession, 'pairingCode' | 'acceptedIssuers'>): AgentSession {
  const { sessionId: id, pairingCode, acceptedIssuers } = opened;
  const nobody = { holder: null, acceptedTermsVersion: null, certificates: [], watchers: [] };
  const fresh = { upgradeId: id, purpose: 'UPGRADE', state: 'AWAITING_SIGN_IN', acknowledgedEvents: 0 } as const;
  return { id, ...fresh, pairingCode, acceptedIssuers, ...nobody };
}

/** The session has ended, or somebody signed in to it whose token was lost. */
const overFaults: readonly string[] = ['SESSION_ENDED', 'SESSION_STATE'];
