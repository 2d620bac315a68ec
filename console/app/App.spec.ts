/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { useBoardStore } from '../stores/board.js';
import { useLiveStore } from '../stores/live.js';
import { usePreferencesStore } from '../stores/preferences.js';
import { useSessionStore } from '../stores/session.js';
import { useStaffStore } from '../stores/staff.js';
import { eventually } from '../spec-support/eventually.js';
import { allByRole, byRole, mountConsole, spoken } from '../spec-support/mount-page.js';
import type { MountedPage } from '../spec-support/mount-page.js';
import { details, events, holder, summary } from '../spec-support/samples.js';
import { anna, TestServer } from '../spec-support/test-server.js';

const text = (): string => spoken(document.body);

function write(label: string | RegExp, value: string): void {
  const field = byRole('textbox', label);
  if (!(field instanceof HTMLInputElement)) throw new Error('That is no field.');
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the console', () => {
  let server: TestServer;
  let mounted: MountedPage | null = null;

  beforeEach(async () => {
    server = new TestServer();
    await server.start();
    visit(server.url);
    localStorage.clear();
    server.sessions.set('session-1', { details: details({ summary: { holder }, lastEventNumber: 2 }), events: events(1, 2) });
    server.board = [summary({ id: 'session-1', revision: 1, holder })];
  });

  afterEach(async () => {
    mounted?.page.unmount();
    mounted = null;
    useLiveStore().stopAll();
    await server.stop();
  });

  const open = async (path: string, language: 'sv' | 'en' = 'sv') => (mounted = await mountConsole(path, language));
  const address = () => mounted?.router.currentRoute.value.fullPath;

  it('asks who it is first, and then goes where one was going', async () => {
    server.signedIn = null;
    await open('/session/session-1');
    expect(address()).toBe('/sign-in?from=/session/session-1');
    write('Användarnamn', 'anna');
    write('Lösenord', 'fel');
    byRole('button', 'Logga in').click();
    await eventually(() => text().includes('Användarnamnet eller lösenordet stämmer inte.'));
    write('Lösenord', 'rätt');
    byRole('button', 'Logga in').click();
    await eventually(() => address() === '/session/session-1');
    await eventually(() => text().includes(holder.name));
  });

  it('says what is missing instead of asking the server', async () => {
    server.signedIn = null;
    await open('/sign-in');
    byRole('button', 'Logga in').click();
    await eventually(() => text().includes('Skriv ditt användarnamn.') && text().includes('Skriv ditt lösenord.'));
  });

  it('forgets everybody when somebody signs out', async () => {
    const { router } = await open('/');
    await eventually(() => useBoardStore().sessions.size === 1);
    await router.push('/session/session-1');
    await eventually(() => useSessionStore().events.length === 2);
    await useStaffStore().signOut();
    await eventually(() => address() === '/sign-in');
    expect(useSessionStore().details).toBeNull();
    expect(useSessionStore().events).toEqual([]);
    expect(useBoardStore().sessions.size).toBe(0);
    expect(useLiveStore().status.phase).toBe('idle');
    expect(text()).not.toContain(holder.name);
  });

  it('leads whose sign-in ran out back to where they were', async () => {
    await open('/session/session-1');
    await eventually(() => useLiveStore().status.phase === 'live');
    server.signedIn = null;
    server.drop();
    await eventually(() => useLiveStore().status.retryAt !== null);
    useLiveStore().retryNow();
    await eventually(() => address() === '/sign-in?from=/session/session-1');
    expect(text()).toContain('Du har varit inloggad för länge');
  });

  it('explains to who is not helpdesk staff why nothing is shown, and whom to ask', async () => {
    server.signedIn = { ...anna, roles: ['MANAGER'] };
    await open('/');
    expect(spoken(byRole('heading', 'Du saknar rollen handläggare'))).toBe('Du saknar rollen handläggare');
    expect(text()).toContain('Dina roller: chef');
    expect(document.title).toBe('Du saknar rollen handläggare · Kortlots');
    expect(allByRole('link', 'Tavlan')).toEqual([]);
    expect(server.asked).toEqual([]);
  });

  it('changes language everywhere at once, and remembers it', async () => {
    await open('/session/session-1');
    await eventually(() => text().includes('De sju stegen'));
    usePreferencesStore().language = 'en';
    await eventually(() => text().includes('The seven steps'));
    expect(document.documentElement.lang).toBe('en');
    expect(document.title).toBe('Step 1 of 7 · Upgrade · Kortlots');
    expect(localStorage.getItem('kortlots.preferences')).toContain('"language":"en"');
  });

  it('goes to the board with two keys, unless shortcuts of a single key are off', async () => {
    await open('/session/session-1');
    await eventually(() => text().includes('De sju stegen'));
    const press = (...keys: string[]) => keys.forEach((key) => dispatchEvent(new KeyboardEvent('keydown', { key })));
    press('b');
    press('g', 'x', 'b');
    usePreferencesStore().singleKeys = false;
    press('g', 'b');
    expect(address()).toBe('/session/session-1');
    usePreferencesStore().singleKeys = true;
    press('g', 'b');
    await eventually(() => address() === '/');
    await eventually(() => text().includes('1 uppgradering'));
  });

  it('says where a wrong address led', async () => {
    await open('/nowhere');
    expect(text()).toContain('Sidan finns inte');
  });
});
