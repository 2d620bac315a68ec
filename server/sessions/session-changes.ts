import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';

import { WriteQueue } from '../database/write-queue.js';
import { storedCard } from '../events/card.types.js';
import { EventStore } from '../events/event-store.js';
import type { NewEvent } from '../events/event-store.js';
import { storedScreen } from '../events/screen.types.js';
import { Doorbell } from '../live/doorbell.js';
import { readBoardRevision } from './board-revision.entity.js';
import { project } from './projection.js';
import type { Projection, StepMark } from './projection.js';
import { SessionProfile } from './session-profile.entity.js';
import { hasEnded } from './session-state.js';
import { SessionStep } from './session-step.entity.js';
import { findSession, sessionTable, stepTable } from './session-table.js';
import type { UpgradeSession } from './session.entity.js';
import { BOARD_TOPIC, sessionTopic } from './topics.js';

/** A session while it is being changed, in one transaction. */
export interface SessionEdit {
  readonly manager: EntityManager;
  readonly now: Date;
  /** Change its fields; what differs afterwards is stored. */
  readonly session: UpgradeSession;
  /** Stored after the session's last event, in this order. */
  readonly events: NewEvent[];
  /** Set when the agent's own view changes in what is not a field of the session: watchers, certificates. */
  agentSees: boolean;
}

type Edit<T> = (edit: SessionEdit) => T | Promise<T>;
type Changed = Partial<Record<keyof UpgradeSession, unknown>>;

/** What nobody is shown, so that it wakes nobody. */
const silentFields: readonly string[] = [
  'agentSeenAt',
  'challengeNonce',
  'challengeExpiresAt',
  'tokenHash',
  'cardMark',
  'signInKey',
  'acknowledgedEvents',
];

/** What the agent is shown of its own session. */
const agentFields: readonly string[] = [
  'state',
  'purpose',
  'upgradeId',
  'pairingCode',
  'pairingCodeExpiresAt',
  'holder',
  'acceptedTermsVersion',
];

/** The one way to change a session: state, events, step times and the board's revision in the same transaction. */
@Injectable()
export class SessionChanges {
  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly eventStore: EventStore,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Changes a session in a transaction of its own and wakes its subscribers after the commit, if there is something new
   * for them.
   * @throws FaultError INVALID_INPUT when there is no such session; whatever `edit` throws, with nothing changed
   */
  async run<T>(sessionId: string, edit: Edit<T>): Promise<T> {
    const { result } = await this.writeQueue.run(
      (manager) => this.change(manager, sessionId, edit),
      ({ visible }) => {
        if (visible) this.announce(sessionId);
      },
    );
    return result;
  }

  /** The same inside a write job of the caller's, who calls {@link announce} after the commit. */
  async inside<T>(manager: EntityManager, sessionId: string, edit: Edit<T>): Promise<T> {
    return (await this.change(manager, sessionId, edit)).result;
  }

  announce(sessionId: string): void {
    this.doorbell.ring(sessionTopic(sessionId));
    this.doorbell.ring(BOARD_TOPIC);
  }

  async nextRevision(manager: EntityManager): Promise<number> {
    await manager.query('UPDATE "board_revision" SET "value" = "value" + 1 WHERE "id" = 1');
    return readBoardRevision(manager);
  }

  private async change<T>(manager: EntityManager, sessionId: string, edit: Edit<T>): Promise<{ result: T; visible: boolean }> {
    // First of all: its row lock keeps the writers of several processes apart, and commits in the revision's order.
    const revision = await this.nextRevision(manager);
    const session = await findSession(manager, sessionId);
    const before = { ...session };
    const change: SessionEdit = { manager, now: new Date(), session, events: [], agentSees: false };
    const result = await edit(change);
    await this.storeEvents(change, before);
    const changed = difference(before, session);
    const fields = Object.keys(changed);
    const agentSees = change.agentSees || fields.some((field) => agentFields.includes(field));
    const visible = agentSees || fields.some((field) => !silentFields.includes(field));
    if (visible) changed.revision = revision;
    if (agentSees) changed.agentRevision = revision;
    if (visible || fields.length > 0) await sessionTable.update(manager, { id: sessionId }, changed as Partial<UpgradeSession>);
    return { result, visible };
  }

  private async storeEvents({ manager, session, events, now }: SessionEdit, before: UpgradeSession): Promise<void> {
    if (events.length === 0) return;
    await this.eventStore.append(manager, session.id, session.lastEventNumber, events, now);
    session.lastEventNumber += events.length;
    session.lastEventAt = now;
    const { step, stepStartedAt, faultCode } = session;
    const projection = project({ step, stepStartedAt, faultCode }, events, now);
    Object.assign(session, projection.session);
    // What arrives after the end happened before it: how it ended stands.
    if (hasEnded(before.state)) session.faultCode = before.faultCode;
    for (const mark of projection.steps) await storeStep(manager, session.id, mark);
    await storeProfile(manager, session.id, projection);
  }
}

async function storeStep(manager: EntityManager, sessionId: string, mark: StepMark): Promise<void> {
  const row = { sessionId, step: mark.step, startedAt: mark.at, completedAt: mark.completed ? mark.at : null };
  await stepTable.insert(manager, row, 'EXISTS');
  if (mark.completed) await manager.update(SessionStep, { sessionId, step: mark.step }, { completedAt: mark.at });
}

async function storeProfile(manager: EntityManager, sessionId: string, { card, screen }: Projection): Promise<void> {
  if (card) await manager.update(SessionProfile, { sessionId, cardBefore: IsNull() }, { cardBefore: storedCard.parse(card) });
  const changed = {
    ...(card === undefined ? {} : { cardNow: card === null ? null : storedCard.parse(card) }),
    ...(screen === undefined ? {} : { screen: storedScreen.parse(screen) }),
  };
  if (Object.keys(changed).length > 0) await manager.update(SessionProfile, { sessionId }, changed);
}

function difference(before: UpgradeSession, after: UpgradeSession): Changed {
  const fields = Object.entries(after) as [keyof UpgradeSession, unknown][];
  return Object.fromEntries(fields.filter(([field, value]) => !sameValue(before[field], value)));
}

function sameValue(one: unknown, other: unknown): boolean {
  return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}
