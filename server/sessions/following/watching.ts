import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';

import type { SessionEdit } from '../session-changes.js';
import { hasEnded } from '../session-state.js';
import { SessionWatcher } from '../session-watcher.entity.js';

/** An open view of a session. */
export type View = Pick<SessionWatcher, 'id' | 'sessionId' | 'staffId' | 'name' | 'desk'>;

/**
 * Notes a view, and tells the cardholder when it is the person's first. Of an ended session nobody is told: there is
 * nothing to watch any more.
 * @returns whether the view is noted
 */
export async function join(edit: SessionEdit, view: View, leaseUntil: Date): Promise<boolean> {
  const { manager, session, now, events } = edit;
  if (hasEnded(session.state)) return false;
  const { sessionId, staffId, name } = view;
  const known = await manager.existsBy(SessionWatcher, { sessionId, staffId });
  const row = { ...view, since: now, leaseUntil };
  await manager.createQueryBuilder().insert().into(SessionWatcher).values(row).updateEntity(false).execute();
  if (!known) {
    events.push({ kind: 'STAFF_JOINED', occurredAt: now, staffName: name });
    edit.agentSees = true;
  }
  return true;
}

/** @returns false when the view is gone */
export async function extendLease(manager: EntityManager, id: string, leaseUntil: Date): Promise<boolean> {
  return (await manager.update(SessionWatcher, { id }, { leaseUntil })).affected === 1;
}

/** Takes away the views that nobody renewed; who has no other has left. */
export async function leaveExpired(edit: SessionEdit, now: Date): Promise<void> {
  const { manager, session, events } = edit;
  const views = await manager.findBy(SessionWatcher, { sessionId: session.id });
  const expired = views.filter(({ leaseUntil }) => leaseUntil <= now);
  if (expired.length === 0) return;
  await manager.delete(SessionWatcher, { id: In(expired.map(({ id }) => id)) });
  const staying = new Set(views.filter((view) => !expired.includes(view)).map(({ staffId }) => staffId));
  const left = new Map(expired.filter(({ staffId }) => !staying.has(staffId)).map(({ staffId, name }) => [staffId, name]));
  if (left.size === 0) return;
  edit.agentSees = true;
  if (hasEnded(session.state)) return;
  for (const staffName of left.values()) events.push({ kind: 'STAFF_LEFT', occurredAt: edit.now, staffName });
}
