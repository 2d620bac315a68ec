import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FaultError } from '../common/fault.js';
import { AttemptLimiter } from '../database/attempt-limiter.js';
import type { AttemptRule } from '../database/attempt-limiter.js';
import { ReadSource } from '../database/read-source.js';
import { EventStore } from '../events/event-store.js';
import type { SessionEvent } from '../events/event.types.js';
import type { AgentSession } from './agent-session.types.js';
import { readBoardRevision } from './board-revision.entity.js';
import { parsePairingCode } from './pairing-code.js';
import { IssuedCertificates, SignInVerifier } from './ports.js';
import { SessionProfile } from './session-profile.entity.js';
import { liveStates } from './session-state.js';
import { findSession, sessionTable } from './session-table.js';
import { SessionStep } from './session-step.entity.js';
import { SessionWatcher } from './session-watcher.entity.js';
import { UpgradeSession } from './session.entity.js';
import type { SessionDetails, SessionSummary } from './session.types.js';
import { holderView, summaryView, watcherViews } from './views.js';

/** Most sessions in one message of the board. */
const BOARD_SNAPSHOT = 5_000;
/** More changes than this, and a snapshot is the shorter way. */
export const BOARD_PAGE = 500;

/** Ten wrong codes in ten minutes, for each member of staff. */
const guessing = (staffId: string): AttemptRule[] => [{ purpose: 'pairing', subject: [staffId], limit: 10, windowMinutes: 10 }];

/** Everything that is read of sessions, from committed rows. */
@Injectable()
export class SessionReader {
  constructor(
    private readonly source: ReadSource,
    private readonly eventStore: EventStore,
    private readonly issued: IssuedCertificates,
    private readonly limiter: AttemptLimiter,
    private readonly verifier: SignInVerifier,
  ) {}

  private get manager(): EntityManager {
    return this.source.manager;
  }

  /** @throws FaultError INVALID_INPUT when there is no such session */
  session(id: string): Promise<UpgradeSession> {
    return findSession(this.manager, id);
  }

  /** @throws FaultError INVALID_INPUT when there is no such session */
  async details(id: string): Promise<SessionDetails> {
    return this.detailsOf(await this.session(id));
  }

  async detailsOf(session: UpgradeSession): Promise<SessionDetails> {
    const sessionId = session.id;
    const [profile, steps, watchers] = await Promise.all([
      this.manager.findOneByOrFail(SessionProfile, { sessionId }),
      this.manager.find(SessionStep, { where: { sessionId }, order: { startedAt: 'ASC' } }),
      this.manager.findBy(SessionWatcher, { sessionId }),
    ]);
    const { agentVersion, operatingSystem, language, middleware, readers, cardBefore, cardNow, screen } = profile;
    return {
      summary: summaryView(session),
      ...{ agentVersion, operatingSystem, language, middleware, readers, cardBefore, cardNow, screen },
      steps: steps.map(({ step, startedAt, completedAt }) => ({ step, startedAt, completedAt })),
      watchers: watcherViews(watchers),
      lastEventNumber: session.lastEventNumber,
    };
  }

  /** What the agent sees of its own session. @throws FaultError INVALID_INPUT when there is no such session */
  async agentSession(id: string): Promise<AgentSession> {
    return this.agentSessionOf(await this.session(id));
  }

  async agentSessionOf(session: UpgradeSession): Promise<AgentSession> {
    const [watchers, certificates, acceptedIssuers] = await Promise.all([
      this.manager.findBy(SessionWatcher, { sessionId: session.id }),
      this.issued.ofSession(this.manager, session.id),
      this.verifier.acceptedIssuers(),
    ]);
    const { id, upgradeId, purpose, state, acceptedTermsVersion, acknowledgedEvents } = session;
    const { pairingCode, pairingCodeExpiresAt } = session;
    const code =
      pairingCode === null || pairingCodeExpiresAt === null ? null : { code: pairingCode, expiresAt: pairingCodeExpiresAt };
    const holder = holderView(session.holder);
    return {
      id,
      upgradeId,
      purpose,
      state,
      pairingCode: code,
      holder,
      acceptedTermsVersion,
      certificates,
      acceptedIssuers,
      acknowledgedEvents,
      watchers: watcherViews(watchers),
    };
  }

  /** @throws FaultError INVALID_INPUT when there is no such session */
  async events(sessionId: string, after: number, upTo: number | null, first?: number): Promise<SessionEvent[]> {
    await this.session(sessionId);
    return this.eventStore.read(this.manager, sessionId, after, upTo, first);
  }

  /**
   * Every wrong try counts, in the database, so that restarting or changing the server does not help; nor does a code
   * that is known to be right, in between.
   * @throws FaultError PAIRING_CODE_UNKNOWN, TOO_MANY_ATTEMPTS
   */
  async byPairingCode(typed: string, staffId: string): Promise<SessionDetails> {
    await this.limiter.count(guessing(staffId));
    const pairingCode = parsePairingCode(typed);
    const session = pairingCode === null ? null : await this.manager.findOneBy(UpgradeSession, { pairingCode });
    const expiresAt = session?.pairingCodeExpiresAt ?? null;
    if (session === null || expiresAt === null || expiresAt <= new Date()) throw new FaultError('PAIRING_CODE_UNKNOWN');
    await this.limiter.giveBack(guessing(staffId));
    return this.detailsOf(session);
  }

  /** Every change up to here is committed and readable. */
  async boardRevision(): Promise<number> {
    return readBoardRevision(this.manager);
  }

  /**
   * Live sessions as they last changed up to the revision. When there are too many, those that somebody has signed in to
   * go before the others, which any program can open.
   */
  async liveSessions(upTo: number, most = BOARD_SNAPSHOT): Promise<SessionSummary[]> {
    const states = liveStates.map(() => '?').join(', ');
    const order = `ORDER BY CASE "state" WHEN 'AWAITING_SIGN_IN' THEN 1 ELSE 0 END, "revision" DESC LIMIT ${most}`;
    const clauses = `WHERE "state" IN (${states}) AND "revision" <= ? ${order}`;
    const rows = await sessionTable.find(this.manager, clauses, [...liveStates, upTo]);
    return rows.sort((one, other) => one.revision - other.revision).map((row) => summaryView(row));
  }

  /** Sessions, ended ones too, whose last change is after one revision and up to another; at most a page and one. */
  async changedSessions(after: number, upTo: number): Promise<SessionSummary[]> {
    const clauses = `WHERE "revision" > ? AND "revision" <= ? ORDER BY "revision" LIMIT ${BOARD_PAGE + 1}`;
    const rows = await sessionTable.find(this.manager, clauses, [after, upTo]);
    return rows.map((row) => summaryView(row));
  }
}
