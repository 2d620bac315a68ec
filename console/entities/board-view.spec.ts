import { describe, expect, it } from '@jest/globals';
import { arrange, countBoard, usualView } from './board-view.js';
import type { BoardView } from './board-view.js';
import { at, holder, summary } from '../spec-support/samples.js';

const me = 'staff-1';
const mine = { id: me, name: 'Anna Exempelsson' };
const sessions = [
  summary({ id: 'waiting', pairingCode: 'BCDF2345', stepStartedAt: at(50) }),
  summary({ id: 'working', state: 'INSTALLING', step: 'INSTALL_AUTHENTICATION', holder, handler: mine, stepStartedAt: at(40) }),
  summary({
    id: 'faulty',
    state: 'INSTALLING',
    holder: { ...holder, name: 'Åsa Provberg' },
    faultCode: 'CARD_BUSY',
    stepStartedAt: at(60),
  }),
  summary({
    id: 'silent',
    state: 'SIGNED_IN',
    holder: { ...holder, name: 'Östen Låtsas' },
    agentConnected: false,
    stepStartedAt: at(10),
  }),
  summary({ id: 'ended', state: 'COMPLETED', step: 'DONE', endedAt: at(90), handler: { id: 'staff-2', name: 'Bo Provberg' } }),
];
const shown = (over: Partial<BoardView>) => arrange(sessions, { ...usualView, ...over }, me).map(({ id }) => id);

describe('the board as the reader wants it', () => {
  it('shows who needs help first, and who has waited longest among equals', () => {
    expect(shown({})).toEqual(['faulty', 'silent', 'working', 'waiting', 'ended']);
  });

  it.each<[string, string[]]>([
    ['märta', ['working']],
    ['BCDF-2345', ['waiting']],
    ['bcdf2', ['waiting']],
    ['7k3q region', ['faulty', 'silent', 'working']],
    ['nobody', []],
  ])('finds %s', (text, ids) => {
    expect(shown({ text })).toEqual(ids);
  });

  it('filters by status, fault and handler', () => {
    expect(shown({ status: 'waiting' })).toEqual(['waiting']);
    expect(shown({ status: 'ended' })).toEqual(['ended']);
    expect(shown({ faultyOnly: true })).toEqual(['faulty']);
    expect(shown({ handling: 'mine' })).toEqual(['working']);
    expect(shown({ handling: 'unhandled' })).toEqual(['faulty', 'silent', 'waiting']);
  });

  it('sorts names as Swedish does, and those without a name last either way', () => {
    expect(shown({ sort: 'holder' })).toEqual(['working', 'faulty', 'silent', 'waiting', 'ended'].sort(byName));
    expect(shown({ sort: 'holder', descending: true }).slice(0, 3)).toEqual(['silent', 'faulty', 'working']);
    expect(shown({ sort: 'holder', descending: true }).slice(3).sort()).toEqual(['ended', 'waiting']);
  });

  it('counts what each filter would show', () => {
    expect(countBoard(sessions, me)).toEqual({ all: 5, waiting: 1, working: 3, ended: 1, faulty: 1, unhandled: 3, mine: 1 });
  });
});

/** M, Å, Ö, and then by the step's age. */
function byName(a: string, b: string): number {
  const order = ['working', 'faulty', 'silent', 'ended', 'waiting'];
  return order.indexOf(a) - order.indexOf(b);
}
