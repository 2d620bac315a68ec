/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { useBoardStore } from '../../stores/board.js';
import { useBoardViewStore } from '../../stores/board-view.js';
import { useLiveStore } from '../../stores/live.js';
import { eventually } from '../../spec-support/eventually.js';
import { allByRole, byRole, mountConsole, spoken } from '../../spec-support/mount-page.js';
import type { MountedPage } from '../../spec-support/mount-page.js';
import { at, details, holder, summary } from '../../spec-support/samples.js';
import { TestServer } from '../../spec-support/test-server.js';

const text = (): string => spoken(document.body);

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the page of the board', () => {
  let server: TestServer;
  let mounted: MountedPage | null = null;

  beforeEach(async () => {
    server = new TestServer();
    await server.start();
    visit(server.url);
    server.board = [
      summary({ id: 'a', revision: 1 }),
      summary({ id: 'b', revision: 2, state: 'INSTALLING', step: 'INSTALL_AUTHENTICATION', holder, faultCode: 'CARD_REMOVED' }),
    ];
  });

  afterEach(async () => {
    mounted?.page.unmount();
    mounted = null;
    useLiveStore().stopAll();
    await server.stop();
  });

  async function open(): Promise<void> {
    mounted = await mountConsole('/');
    await eventually(() => useBoardStore().loaded);
  }

  it('says what to do when nothing is running', async () => {
    server.board = [];
    await open();
    await eventually(() => text().includes('Be den som ringer att öppna kortagenten'));
  });

  it('says how many there are, filters and clears', async () => {
    await open();
    await eventually(() => text().includes('2 uppgraderingar'));
    useBoardViewStore().text = 'ingen sådan';
    await eventually(() => text().includes('Ingen av de 2 uppgraderingarna passar sökningen och filtren.'));
    byRole('button', 'Rensa sökning och filter').click();
    await eventually(() => allByRole('grid').length === 1);
    expect(useBoardViewStore().rows.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('says which sessions go on from an earlier one, and which fetch existing certificates', async () => {
    server.board = [
      summary({ id: 'a', revision: 1, state: 'INSTALLING', holder, continues: 'earlier' }),
      summary({ id: 'b', revision: 2, state: 'INSTALLING', holder, purpose: 'RESTORE' }),
    ];
    await open();
    await eventually(() => allByRole('row', /Fortsätter en tidigare session/).length === 1);
    expect(allByRole('row', /Hämtar befintliga certifikat/)).toHaveLength(1);
  });

  it('pauses at a key, says so, and goes on', async () => {
    await open();
    dispatchEvent(new KeyboardEvent('keydown', { key: 'p' }));
    await eventually(() => text().includes('Tavlan är pausad och visar läget'));
    server.board = [...server.board, summary({ id: 'c', revision: 3 })];
    server.ring();
    await eventually(() => text().includes('1 ändring väntar'));
    byRole('button', /^Fortsätt/).click();
    await eventually(() => text().includes('3 uppgraderingar'));
  });

  it('finds an upgrade by the code that is read out, and says when there is none', async () => {
    server.sessions.set('a', { details: details({ summary: { id: 'a' } }), events: [] });
    await open();
    const field = byRole('textbox', 'Öppna med kopplingskod');
    if (!(field instanceof HTMLInputElement)) throw new Error('That is no field.');
    const search = (code: string) => {
      field.value = code;
      field.dispatchEvent(new Event('input'));
      byRole('button', 'Öppna').click();
    };
    search('7KQ0');
    await eventually(() => text().includes('En kopplingskod har åtta tecken'));
    search('BCDF-2345');
    await eventually(() => text().includes('Ingen uppgradering har koden BCDF-2345.'));
    search('7kq2 m4tx');
    await eventually(() => mounted?.router.currentRoute.value.fullPath === '/session/a');
  });

  it('keeps an ended upgrade for a while, with its end', async () => {
    server.board = [summary({ id: 'a', revision: 1, state: 'COMPLETED', endedAt: new Date().toISOString(), openedAt: at(0) })];
    await open();
    expect(useBoardViewStore().counts).toMatchObject({ all: 1, ended: 1 });
  });
});
