import { Logger } from '@nestjs/common';
import type { GraphQLFormattedError } from 'graphql';

import { isAllowed } from '../common/permissions.js';
import type { Permission } from '../common/permissions.js';
import { formatError, formatErrors, openFeed } from './execution.js';
import type { Subscribing } from './execution.js';
import type { Group, Member } from './group.js';
import type { Groups } from './groups.js';
import type { Identity } from './identities.js';
import { nextStart } from './protocol.js';

/** What a subscription needs of its socket. */
export interface Outlet {
  readonly writable: boolean;
  send(start: Buffer, rest: Buffer): void;
  /** The subscription has ended by itself. */
  failed(subscription: string, errors: readonly GraphQLFormattedError[]): void;
}

const notAllowed: readonly GraphQLFormattedError[] = [
  { message: 'Not signed in any more, or not allowed any more.', extensions: { code: 'UNAUTHENTICATED' } },
];

/** One operation of one socket: from the feed's opening until it is left, whoever ends it. */
export class Subscription implements Member {
  private readonly logger = new Logger(Subscription.name);
  private readonly start: Buffer;
  private readonly releases: (() => void)[] = [];
  private group: Group | null = null;
  private ended = false;

  constructor(
    readonly id: string,
    private readonly outlet: Outlet,
    private readonly identity: Identity,
    private readonly permission: Permission | null,
  ) {
    this.start = nextStart(id);
  }

  /** Calls the resolver and joins the group; errors are told to the client. */
  async open(groups: Groups, subscribing: Subscribing): Promise<void> {
    try {
      const feed = await openFeed(subscribing);
      if (!('from' in feed)) return this.refuse(formatErrors(feed));
      if (this.ended) return;
      this.release(await feed.open());
      if (this.ended) return;
      this.release(this.identity.onRefresh(() => this.checkRights()));
      this.group = groups.of(feed, subscribing);
      this.group.join(this, feed.from);
    } catch (error) {
      this.fail(error);
    }
  }

  /** The client or its socket has gone; nothing is sent any more. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.group?.leave(this);
    for (const release of this.releases.splice(0)) this.letGo(release);
  }

  /** The socket has drained. */
  wake(): void {
    this.group?.wake();
  }

  get writable(): boolean {
    return this.outlet.writable;
  }

  confirmRights(now: number): Promise<void> | null {
    return this.identity.confirm(now);
  }

  deliver(message: Buffer): void {
    this.outlet.send(this.start, message);
  }

  fail(error: unknown): void {
    this.refuse([formatError(error)]);
  }

  refuse(errors: readonly GraphQLFormattedError[]): void {
    if (this.ended) return;
    this.end();
    this.outlet.failed(this.id, errors);
  }

  private checkRights(): void {
    if (!isAllowed(this.permission, this.identity.context)) this.refuse(notAllowed);
  }

  /** At the end; at once when it has come. */
  private release(release: () => void): void {
    if (this.ended) this.letGo(release);
    else this.releases.push(release);
  }

  private letGo(release: () => void): void {
    try {
      release();
    } catch (error) {
      this.logger.error(error, `subscription ${this.id} could not be left`);
    }
  }
}
