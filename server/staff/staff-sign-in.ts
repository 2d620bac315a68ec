import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { FaultError } from '../common/fault.js';
import { newToken } from '../common/token.js';
import { AttemptLimiter } from '../database/attempt-limiter.js';
import type { AttemptRule } from '../database/attempt-limiter.js';
import { ReadSource } from '../database/read-source.js';
import { hashPassword, isPassword } from './password.js';
import type { StaffAccount } from './staff-account.entity.js';
import { findAccount, parseUserName } from './staff-accounts.js';
import { StaffSessions } from './staff-sessions.js';
import type { OpenedStaffSession } from './staff-sessions.js';

const WINDOW_MINUTES = 15;
const TRIES_PER_ACCOUNT = 10;
/** A whole helpdesk may sit behind one address. */
const TRIES_PER_ADDRESS = 200;

const accountRule = (userName: string): AttemptRule => ({
  purpose: 'staff',
  subject: ['account', userName],
  limit: TRIES_PER_ACCOUNT,
  windowMinutes: WINDOW_MINUTES,
});
const addressRule = (address: string): AttemptRule => ({
  purpose: 'staff',
  subject: ['address', address],
  limit: TRIES_PER_ADDRESS,
  windowMinutes: WINDOW_MINUTES,
});

@Injectable()
export class StaffSignIn implements OnModuleInit {
  /** Checked in place of an unknown account's password, so that both take the same time. */
  private decoyHash = '';

  constructor(
    private readonly attempts: AttemptLimiter,
    private readonly readSource: ReadSource,
    private readonly sessions: StaffSessions,
  ) {}

  async onModuleInit(): Promise<void> {
    this.decoyHash = await hashPassword(newToken());
  }

  /**
   * @throws FaultError TOO_MANY_ATTEMPTS; SIGN_IN_REJECTED without saying whether user name or password is wrong
   */
  async signIn(typedName: string, password: string, address: string): Promise<OpenedStaffSession> {
    const userName = parseUserName(typedName);
    const byAccount = accountRule(userName ?? typedName);
    await this.attempts.count([byAccount, addressRule(address)]);
    const account = await this.authenticated(userName, password);
    if (account === null) throw new FaultError('SIGN_IN_REJECTED', { detail: 'user name or password is wrong' });
    const opened = await this.sessions.open(account);
    await this.attempts.forget([byAccount]);
    return opened;
  }

  private async authenticated(userName: string | null, password: string): Promise<StaffAccount | null> {
    const account = userName === null ? null : await findAccount(this.readSource.manager, userName);
    const right = await isPassword(account?.passwordHash ?? this.decoyHash, password);
    return right && account?.disabledAt === null ? account : null;
  }
}
