import type { Position } from './position.js';

/** What lies between two positions, or the first part of it. */
export interface FeedPage<Message> {
  /** null: nothing of it is shown. */
  readonly message: Message | null;
  /** Where the page ends; before the position asked for when there is more than one message may hold. */
  readonly position: Position;
}

/**
 * What a subscription shows: committed rows after a position. A `@Subscription` method returns one, and the live server
 * reads it once for everybody who asked the same. It never waits for anything and holds nothing that would be lost.
 */
export abstract class Feed<Message extends object = object> implements AsyncIterable<never> {
  /** Names what is shown, and with which rights: equal names give equal messages. */
  abstract readonly group: string;
  /** Doorbell topic that rings when there may be more. */
  abstract readonly topic: string;
  /** The longest that changes are gathered before they are sent as one message; how long it is depends on the load. */
  abstract readonly coalesceMilliseconds: number;
  /** The argument that says where to resume: subscribers that differ in nothing else share the rest. */
  readonly resumeArgument: string | null = null;
  /** What this subscriber has seen; never after {@link mark}, or it would wait for ever. */
  abstract readonly from: Position;

  /** How far committed rows go now. */
  abstract mark(): Promise<Position>;

  /** @param upTo a mark, after `after` */
  abstract read(after: Position, upTo: Position): Promise<FeedPage<Message>>;

  /**
   * Called for each subscriber before its first message.
   * @returns called once when it has gone, for whatever reason
   */
  open(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }

  /** graphql takes only async iterables from a subscription; the live server takes the feed itself. */
  [Symbol.asyncIterator](): never {
    throw new Error('A feed is read by the live server.');
  }
}
