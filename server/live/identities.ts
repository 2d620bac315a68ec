import type { Credentials, RequestContext, RequestContextFactory } from '../common/request-context.js';
import { hashToken } from '../common/token.js';

/** Who stands behind one or more sockets with the same credentials, looked up again while they are open. */
export class Identity {
  private readonly listeners = new Set<() => void>();
  private refreshing: Promise<void> | null = null;
  private checkedAt = performance.now();

  /** @param freshMilliseconds how old an answer may be before it is asked for again */
  constructor(
    private current: RequestContext,
    private readonly lookUp: () => Promise<RequestContext>,
    private readonly freshMilliseconds: number,
  ) {}

  get context(): RequestContext {
    return this.current;
  }

  /**
   * @param now performance.now(), which is read once for all
   * @returns null when the last answer is fresh, else what to wait for
   */
  confirm(now: number): Promise<void> | null {
    return now - this.checkedAt > this.freshMilliseconds ? this.refresh() : null;
  }

  /** @param listener called after each look-up @returns how to stop */
  onRefresh(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Looks up again; whoever asks meanwhile waits for the same answer. */
  refresh(): Promise<void> {
    this.refreshing ??= this.check().finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  private async check(): Promise<void> {
    const asked = performance.now();
    this.current = await this.lookUp();
    this.checkedAt = asked;
    for (const listener of this.listeners) listener();
  }
}

interface Entry {
  readonly identity: Promise<Identity>;
  users: number;
}

/** One look-up for all sockets of the same credentials and address. */
export class Identities {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly contexts: Pick<RequestContextFactory, 'create'>,
    private readonly freshMilliseconds: number,
  ) {}

  /** @returns the identity, and how to let go of it */
  async hold(credentials: Credentials): Promise<{ identity: Identity; release: () => void }> {
    const key = keyOf(credentials);
    const entry = this.entries.get(key) ?? { identity: this.identify(credentials), users: 0 };
    this.entries.set(key, entry);
    entry.users += 1;
    const release = (): void => {
      entry.users -= 1;
      if (entry.users === 0 && this.entries.get(key) === entry) this.entries.delete(key);
    };
    try {
      return { identity: await entry.identity, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Looks up all staff whose last answer is not fresh any more. An agent's token does not end before its session. */
  async confirmStaff(): Promise<void> {
    for (const entry of [...this.entries.values()]) {
      const identity = await entry.identity;
      if (identity.context.staff !== null) await identity.confirm(performance.now());
    }
  }

  private async identify(credentials: Credentials): Promise<Identity> {
    const lookUp = () => this.contexts.create(credentials);
    return new Identity(await lookUp(), lookUp, this.freshMilliseconds);
  }
}

/** A hash: what stands in memory for long should be no secret. */
function keyOf({ cookie, authorization, remoteAddress }: Credentials): string {
  return hashToken(JSON.stringify([cookie ?? null, authorization ?? null, remoteAddress]));
}
