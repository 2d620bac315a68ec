/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPinia, setActivePinia } from 'pinia';
import { useBoardStore } from './board.js';
import { useBoardViewStore } from './board-view.js';
import { useLiveStore } from './live.js';
import { useStaffStore } from './staff.js';
import { eventually } from '../spec-support/eventually.js';
import { details, holder, summary } from '../spec-support/samples.js';
import { anna, TestServer } from '../spec-support/test-server.js';

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the board', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = new TestServer();
    await server.start();
    visit(server.url);
    setActivePinia(createPinia());
    server.board = [summary({ id: 'a', revision: 1 }), summary({ id: 'b', revision: 2, holder })];
  });

  afterEach(async () => {
    useBoardStore().clear();
    useLiveStore().stopAll();
    await server.stop();
  });

  function change(id: string, over: Parameters<typeof summary>[0]): void {
    const revision = Math.max(...server.board.map((one) => one.revision)) + 1;
    server.board = [...server.board.filter((one) => one.id !== id), summary({ id, ...over, revision })];
    server.ring();
  }

  it('shows every session, and what changes', async () => {
    const board = useBoardStore();
    board.start();
    await eventually(() => board.loaded);
    expect([...board.sessions.keys()]).toEqual(['a', 'b']);
    change('a', { faultCode: 'NO_CARD' });
    change('c', {});
    await eventually(() => board.sessions.size === 3);
    expect(board.sessions.get('a')?.faultCode).toBe('NO_CARD');
  });

  it('resumes after the last revision when the connection breaks', async () => {
    const board = useBoardStore();
    const live = useLiveStore();
    board.start();
    await eventually(() => board.loaded);
    server.drop();
    await eventually(() => live.stale);
    change('c', {});
    live.retryNow();
    await eventually(() => board.sessions.size === 3);
    expect(server.asked.map((one) => one.arguments)).toEqual([{ after: 0 }, { after: 2 }]);
  });

  it('stands still while paused, counts what waits, and has missed nothing afterwards', async () => {
    const board = useBoardStore();
    board.start();
    await eventually(() => board.loaded);
    board.pause();
    change('a', { faultCode: 'NO_CARD' });
    change('c', {});
    await eventually(() => board.waiting >= 2);
    expect(board.sessions.size).toBe(2);
    expect(board.sessions.get('a')?.faultCode).toBeNull();

    board.resume();
    expect(board.sessions.size).toBe(3);
    expect(board.sessions.get('a')?.faultCode).toBe('NO_CARD');
    expect(board.waiting).toBe(0);
  });

  it('shows at once what the reader took, also while paused', async () => {
    const board = useBoardStore();
    server.sessions.set('a', { details: details({ summary: { id: 'a', revision: 4 } }), events: [] });
    board.start();
    await eventually(() => board.loaded);
    board.pause();
    expect(await board.setHandling('a', true)).toBeNull();
    expect(board.sessions.get('a')?.handler).toEqual({ id: anna.id, name: anna.name });
    expect(await board.setHandling('nobody', true)).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('keeps the search of who signs in again, and not for anybody else', async () => {
    const staff = useStaffStore();
    const view = useBoardViewStore();
    const signIn = async (id: string): Promise<void> => {
      staff.person = { ...anna, id };
      await Promise.resolve();
    };
    await signIn('staff-1');
    view.text = 'Märta';
    staff.person = null;
    await signIn('staff-1');
    expect(view.text).toBe('Märta');
    staff.person = null;
    await signIn('staff-2');
    expect(view.text).toBe('');
  });
});
