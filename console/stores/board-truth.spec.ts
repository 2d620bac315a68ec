import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoardTruth, LINGER } from './board-truth.js';
import { at, START, summary } from '../spec-support/samples.js';

const change = (revision: number, ids: readonly string[], complete = false) => ({
  complete,
  revision,
  sessions: ids.map((id) => summary({ id, revision })),
});

describe('the board as the server last told it', () => {
  it('starts from a snapshot and goes on with what changed', () => {
    const board = new BoardTruth();
    expect(board.apply(change(10, ['a', 'b'], true))).toBe(2);
    expect(board.apply(change(11, ['b', 'c']))).toBe(2);
    expect([...board.sessions.keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(board.sessions.get('b')?.revision).toBe(11);
    expect(board.revision).toBe(11);
  });

  it('ends the same whichever way changes are repeated and mixed', () => {
    const changes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 50 })), { maxLength: 60 });
    fc.assert(
      fc.property(changes, fc.array(fc.nat(), { maxLength: 60 }), (all, repeats) => {
        const board = new BoardTruth();
        board.apply(change(0, [], true));
        const told = [...all, ...repeats.flatMap((index) => all.slice(index % Math.max(1, all.length)).slice(0, 1))];
        for (const [id, revision] of told) board.apply(change(revision, [id]));
        for (const id of ['a', 'b', 'c', 'd']) {
          const revisions = all.filter(([one]) => one === id).map(([, revision]) => revision);
          expect(board.sessions.get(id)?.revision).toBe(revisions.length === 0 ? undefined : Math.max(...revisions));
        }
        expect(board.revision).toBe(Math.max(0, ...all.map(([, revision]) => revision)));
      }),
    );
  });

  it('does not bring back what a snapshot left out', () => {
    const board = new BoardTruth();
    board.apply(change(10, ['a', 'b'], true));
    board.apply(change(20, ['a'], true));
    expect(board.apply(change(15, ['b']))).toBe(0);
    expect([...board.sessions.keys()]).toEqual(['a']);
  });

  it('takes a snapshot as it is, even when the server has fewer revisions than before', () => {
    const board = new BoardTruth();
    board.apply(change(100, ['a', 'b'], true));
    board.apply(change(30, ['c'], true));
    expect([...board.sessions.keys()]).toEqual(['c']);
    expect(board.revision).toBe(30);
  });

  it('resumes where it was after the answer to a mutation: others may have changed before it', () => {
    const board = new BoardTruth();
    board.apply(change(10, ['a'], true));
    expect(board.merge(summary({ id: 'a', revision: 15 }))).toBe(true);
    expect(board.merge(summary({ id: 'a', revision: 15 }))).toBe(false);
    expect(board.revision).toBe(10);
  });

  it('lets an ended session stay for a while, then forgets it', () => {
    const board = new BoardTruth();
    board.apply({ complete: true, revision: 1, sessions: [summary({ id: 'a', endedAt: at(0) }), summary({ id: 'b' })] });
    expect(board.prune(START + LINGER - 1)).toBe(0);
    expect(board.prune(START + LINGER + 1)).toBe(1);
    expect([...board.sessions.keys()]).toEqual(['b']);
  });

  it('forgets everything when it is cleared', () => {
    const board = new BoardTruth();
    board.apply(change(10, ['a'], true));
    board.clear();
    expect(board.sessions.size).toBe(0);
    expect(board.revision).toBe(0);
    expect(board.apply(change(3, ['z']))).toBe(1);
  });
});
