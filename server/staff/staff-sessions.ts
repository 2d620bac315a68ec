import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { IsNull, LessThanOrEqual, MoreThan } from 'typeorm';

import { FaultError } from '../common/fault.js';
import { StaffSessionLookup } from '../common/request-context.js';
import type { StaffIdentity } from '../common/request-context.js';
import { hashToken, newToken } from '../common/token.js';
import { Configuration } from '../config/configuration.js';
import { ReadSource } from '../database/read-source.js';
import { WriteQueue } from '../database/write-queue.js';
import { StaffAccount } from './staff-account.entity.js';
import { StaffSession } from './staff-session.entity.js';

const SWEEP_MS = 15 * 60_000;

export interface OpenedStaffSession {
  readonly token: string;
  readonly identity: StaffIdentity;
}

/** Sign-ins of staff: in the database alone, so that any process knows them and disabling one ends it everywhere. */
@Injectable()
export class StaffSessions extends StaffSessionLookup implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(StaffSessions.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly readSource: ReadSource,
    private readonly configuration: Configuration,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.sweep();
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.logger.error(error, 'expired sign-ins could not be removed'));
    }, SWEEP_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async lookup(tokenHash: string): Promise<StaffIdentity | null> {
    const session = await this.readSource.manager.findOne(StaffSession, {
      where: { tokenHash, expiresAt: MoreThan(new Date()), staff: { disabledAt: IsNull() } },
      relations: { staff: true },
    });
    return session === null ? null : identityOf(session.staff, tokenHash);
  }

  /**
   * @param account as it was when its password was checked
   * @throws FaultError SIGN_IN_REJECTED when it was disabled or got another password in between
   */
  async open(account: StaffAccount): Promise<OpenedStaffSession> {
    const token = newToken();
    const tokenHash = hashToken(token);
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + this.configuration.staffSessionMinutes * 60_000);
    await this.writeQueue.run(async (manager) => {
      const { id, passwordHash } = account;
      const unchanged = await manager.existsBy(StaffAccount, { id, passwordHash, disabledAt: IsNull() });
      if (!unchanged) throw new FaultError('SIGN_IN_REJECTED', { detail: 'the account has changed' });
      await manager.insert(StaffSession, { tokenHash, staffId: id, createdAt, expiresAt });
    });
    return { token, identity: identityOf(account, tokenHash) };
  }

  async close(tokenHash: string): Promise<void> {
    await this.writeQueue.run((manager) => manager.delete(StaffSession, { tokenHash }));
  }

  /** Removes what has expired; it counted for nothing already. */
  async sweep(now = new Date()): Promise<void> {
    await this.writeQueue.run((manager) => manager.delete(StaffSession, { expiresAt: LessThanOrEqual(now) }));
  }
}

function identityOf({ id, userName, name, desk, roles }: StaffAccount, sessionTokenHash: string): StaffIdentity {
  return { id, userName, name, desk, roles, sessionTokenHash };
}
