import fc from 'fast-check';
import { z } from 'zod';

import { InProcessDoorbell } from './doorbell.js';
import { Feed } from './feed.js';
import type { FeedPage } from './feed.js';
import { Group } from './group.js';
import type { Member } from './group.js';
import type { Position } from './position.js';

const TOPIC = 'numbers';
const PAGE = 3;
const sent = z.object({ values: z.array(z.number()) });

/** Committed rows are the numbers 1, 2, 3 … up to `last`; a message holds at most three of them. */
class Numbers extends Feed<{ values: number[] }> {
  readonly group = 'numbers';
  readonly topic = TOPIC;
  readonly coalesceMilliseconds = 1;
  readonly from: Position = [0];
  last = 0;
  /** Reads of what is not there yet. */
  tooEarly = 0;
  failing = false;

  async mark(): Promise<Position> {
    await anotherTurn();
    if (this.failing) throw new Error('no database');
    return [this.last];
  }

  async read([after = 0]: Position, [upTo = 0]: Position): Promise<FeedPage<{ values: number[] }>> {
    if (upTo <= after) this.tooEarly += 1;
    await anotherTurn();
    const position = Math.min(upTo, after + PAGE);
    // Every seventh number is there but not shown.
    const values = range(after + 1, position).filter((value) => value % 7 !== 0);
    return { position: [position], message: values.length === 0 ? null : { values } };
  }
}

class FakeMember implements Member {
  readonly seen: number[] = [];
  writable = true;
  /** Messages that came although there was no room for them. */
  unwelcome = 0;
  failures = 0;
  onConfirm: () => Promise<void> | null = () => null;

  confirmRights(): Promise<void> | null {
    return this.onConfirm();
  }

  deliver(message: Buffer): void {
    if (!this.writable) this.unwelcome += 1;
    this.seen.push(...sent.parse(JSON.parse(message.toString())).values);
  }

  fail(): void {
    this.failures += 1;
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

const shown = (after: number, last: number): number[] => range(after + 1, last).filter((value) => value % 7 !== 0);
const anotherTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await anotherTurn();
}

function newGroup(feed = new Numbers()) {
  const doorbell = new InProcessDoorbell();
  let rendered = 0;
  let empty = 0;
  const group = new Group({
    feed,
    doorbell,
    render: (message) => {
      rendered += 1;
      return Promise.resolve(JSON.stringify(message));
    },
    onEmpty: () => (empty += 1),
  });
  const ring = (): void => doorbell.ring(TOPIC);
  return { feed, group, ring, counts: { rendered: () => rendered, empty: () => empty } };
}

describe('Group', () => {
  it('renders once for all who are in step', async () => {
    const { feed, group, ring, counts } = newGroup();
    const members = [new FakeMember(), new FakeMember(), new FakeMember()];
    for (const member of members) group.join(member, [0]);
    feed.last = 2;
    ring();
    await until(() => members.every(({ seen }) => seen.length === 2));
    expect(counts.rendered()).toBe(1);
    for (const member of members) group.leave(member);
  });

  it('catches newcomers at the same place up together, page by page', async () => {
    const { feed, group, counts } = newGroup();
    feed.last = 6;
    const members = [new FakeMember(), new FakeMember()];
    for (const member of members) group.join(member, [0]);
    await until(() => members.every(({ seen }) => seen.length === 6));
    expect(counts.rendered()).toBe(2);
    for (const member of members) group.leave(member);
  });

  it('ends when the last member has left, and not again', () => {
    const { group, counts } = newGroup();
    const [one, other] = [new FakeMember(), new FakeMember()];
    group.join(one, [0]);
    group.join(other, [0]);
    group.leave(one);
    group.leave(one);
    expect(counts.empty()).toBe(0);
    group.leave(other);
    group.leave(other);
    expect(counts.empty()).toBe(1);
  });

  it('lets a newcomer wait that has seen more than the group', async () => {
    const { feed, group, ring } = newGroup();
    const [early, late] = [new FakeMember(), new FakeMember()];
    feed.last = 2;
    group.join(early, [0]);
    await until(() => early.seen.length === 2);
    feed.last = 5;
    group.join(late, [5]);
    await until(() => early.seen.length === 5);
    feed.last = 6;
    ring();
    await until(() => late.seen.length === 1);
    expect(late.seen).toEqual([6]);
    expect(feed.tooEarly).toBe(0);
    for (const member of [early, late]) group.leave(member);
  });

  it('sends nothing to a member who loses the rights while they are looked up', async () => {
    const { feed, group, ring } = newGroup();
    const [keeps, loses] = [new FakeMember(), new FakeMember()];
    group.join(keeps, [0]);
    group.join(loses, [0]);
    loses.onConfirm = async () => {
      await anotherTurn();
      group.leave(loses);
    };
    feed.last = 1;
    ring();
    await until(() => keeps.seen.length === 1);
    expect(loses.seen).toEqual([]);
    group.leave(keeps);
  });

  it('goes on where it was when reading works again', async () => {
    const { feed, group, ring } = newGroup();
    const member = new FakeMember();
    feed.last = 1;
    group.join(member, [0]);
    await until(() => member.seen.length === 1);
    feed.failing = true;
    feed.last = 4;
    ring();
    setTimeout(() => (feed.failing = false), 50);
    await until(() => member.seen.length === 4);
    expect(member.seen).toEqual([1, 2, 3, 4]);
    group.leave(member);
  });

  it('tells its members when reading does not come back', async () => {
    const { feed, group, counts } = newGroup();
    const member = new FakeMember();
    feed.failing = true;
    group.join(member, [0]);
    await until(() => member.failures === 1);
    expect(counts.empty()).toBe(1);
  });
});

type Step =
  | { readonly kind: 'commit'; readonly rows: number; readonly rings: boolean }
  | { readonly kind: 'join'; readonly share: number }
  | { readonly kind: 'leave' | 'slow' | 'drain'; readonly who: number }
  | { readonly kind: 'turns'; readonly count: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('commit' as const), rows: fc.integer({ min: 1, max: 8 }), rings: fc.boolean() }),
  fc.record({ kind: fc.constant('join' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constantFrom('leave' as const, 'slow' as const, 'drain' as const), who: fc.nat(9) }),
  fc.record({ kind: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 6 }) }),
);

interface Guest {
  readonly member: FakeMember;
  readonly after: number;
  left: boolean;
}

/** Plays the steps, then lets everybody drain and see the end. */
async function play(steps: readonly Step[]): Promise<{ guests: Guest[]; last: number }> {
  const { feed, group, ring } = newGroup();
  const guests: Guest[] = [];
  const drain = ({ member }: Guest): void => {
    member.writable = true;
    group.wake();
  };
  // Somebody is always there: a group whose last member has left is replaced by another.
  const host: Guest = { member: new FakeMember(), after: 0, left: false };
  group.join(host.member, [0]);
  for (const one of steps) {
    const guest = 'who' in one ? guests[one.who % Math.max(1, guests.length)] : undefined;
    if (one.kind === 'commit') {
      feed.last += one.rows;
      if (one.rings) ring();
    } else if (one.kind === 'join') {
      const joining: Guest = { member: new FakeMember(), after: Math.floor(feed.last * one.share), left: false };
      guests.push(joining);
      group.join(joining.member, [joining.after]);
    } else if (one.kind === 'turns') {
      for (let turn = 0; turn < one.count; turn += 1) await anotherTurn();
    } else if (guest !== undefined && !guest.left) {
      if (one.kind === 'slow') guest.member.writable = false;
      if (one.kind === 'drain') drain(guest);
      if (one.kind === 'leave') {
        group.leave(guest.member);
        guest.left = true;
      }
    }
  }
  const all = [host, ...guests];
  for (const guest of all) if (!guest.left) drain(guest);
  ring();
  await until(() => all.every(({ left, after, member }) => left || member.seen.length >= shown(after, feed.last).length));
  for (const { member } of all) group.leave(member);
  return { guests: all, last: feed.last };
}

describe('Group, whatever happens in whatever order', () => {
  it('shows every member its numbers without a gap and without a duplicate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { guests, last } = await play(steps);
        for (const { member, after, left } of guests) {
          const expected = shown(after, last);
          expect(member.unwelcome).toBe(0);
          expect(member.seen).toEqual(left ? expected.slice(0, member.seen.length) : expected);
        }
      }),
      { numRuns: 300 },
    );
  });
});
