import type { Doorbell } from './doorbell.js';
import { variableOf } from './documents.js';
import { renderMessage } from './execution.js';
import type { Subscribing } from './execution.js';
import type { Feed } from './feed.js';
import { Group } from './group.js';
import { nextRest } from './protocol.js';

/** The group of each question that is asked now. */
export class Groups {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly doorbell: Doorbell) {}

  get size(): number {
    return this.groups.size;
  }

  /** The group of all who ask the same of the same feed; made by the first. */
  of(feed: Feed, subscribing: Subscribing): Group {
    const key = keyOf(feed, subscribing);
    const before = this.groups.get(key);
    if (before !== undefined) return before;
    const group = new Group({
      feed,
      doorbell: this.doorbell,
      render: async (message) => nextRest(await renderMessage(subscribing, message)),
      onEmpty: () => {
        if (this.groups.get(key) === group) this.groups.delete(key);
      },
    });
    this.groups.set(key, group);
    return group;
  }
}

/** Document, operation, variables without the resume position, and what the feed says of rights. */
function keyOf(feed: Feed, { document, variables }: Subscribing): string {
  const resume = feed.resumeArgument === null ? null : variableOf(document, feed.resumeArgument);
  const others = Object.entries(variables).filter(([name]) => name !== resume);
  return JSON.stringify([document.number, feed.group, others.sort(([one], [other]) => (one < other ? -1 : 1))]);
}
