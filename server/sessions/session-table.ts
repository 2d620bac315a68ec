import type { EntityManager } from 'typeorm';
import { z } from 'zod';

import { FaultError } from '../common/fault.js';
import { HotTable } from '../database/hot-table.js';
import { SessionStep } from './session-step.entity.js';
import { UpgradeSession } from './session.entity.js';

/** What every event reads and writes. */
export const sessionTable = new HotTable(UpgradeSession);
export const stepTable = new HotTable(SessionStep);

/** Anything else is no session's; PostgreSQL refuses some texts as a parameter. */
const sessionIdentity = z.uuid();

/** @throws FaultError INVALID_INPUT when there is no such session */
export async function findSession(manager: EntityManager, id: string): Promise<UpgradeSession> {
  const [session] = sessionIdentity.safeParse(id).success ? await sessionTable.find(manager, 'WHERE "id" = ?', [id]) : [];
  if (session === undefined) throw new FaultError('INVALID_INPUT', { field: 'id', detail: 'no such session' });
  return session;
}
