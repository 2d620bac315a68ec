/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ScreenFieldsFragment } from '../../generated/graphql.js';
import { eventually } from '../../spec-support/eventually.js';
import { allByRole, byRole, mountConsole, spoken } from '../../spec-support/mount-page.js';
import type { MountedPage } from '../../spec-support/mount-page.js';
import { at, card, certificate, details, event, holder, screen } from '../../spec-support/samples.js';
import { TestServer } from '../../spec-support/test-server.js';
import { useLiveStore } from '../../stores/live.js';
import type { Details } from '../../stores/session-truth.js';

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the page of a session that has ended', () => {
  let server: TestServer;
  let mounted: MountedPage | null = null;

  beforeEach(async () => {
    server = new TestServer();
    await server.start();
    visit(server.url);
    server.sessions.set('session-1', { details: details(), events: [] });
    server.happen('session-1', [event(1, 'SESSION_OPENED'), event(2, 'STEP_STARTED', { step: 'SIGN_IN' })]);
  });

  afterEach(async () => {
    mounted?.page.unmount();
    mounted = null;
    useLiveStore().stopAll();
    await server.stop();
  });

  const now = (): string => spoken(byRole('region', 'Just nu'));

  async function open(): Promise<void> {
    mounted = await mountConsole('/session/session-1', 'sv');
    await eventually(() => allByRole('region', 'Just nu').length > 0);
  }

  function complete(over: Partial<ScreenFieldsFragment>, more: Partial<Details['summary']> = {}): void {
    server.happen('session-1', [event(3, 'SESSION_COMPLETED')], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'COMPLETED', step: 'DONE', endedAt: at(60), agentConnected: false, holder, ...more },
      screen: screen({ step: 'DONE', pinLabel: null, ...over }),
    }));
  }

  it.each(['CHANGE_PIN', 'UNLOCK', 'WORKING', 'FAULT'] as const)(
    'never tells the caller to take the card out while the last page shows %s',
    async (kind) => {
      complete({ kind, faultCode: kind === 'FAULT' ? 'PIN_LOCKED' : null });
      await open();
      expect(now()).toContain('Kortet är klart');
      expect(now()).not.toMatch(/[Tt]a ut/);
    },
  );

  it('names what went wrong with a PIN afterwards, and forgets it on the last page', async () => {
    complete({ kind: 'CHANGE_PIN', faultCode: 'PIN_WRONG' });
    await open();
    await eventually(() => now().includes('Rubrik PIN_WRONG'));
    expect(now()).toContain('Fel just nu');
    server.happen('session-1', [], (before) => ({ ...before, screen: screen({ kind: 'DONE', step: 'DONE' }) }));
    await eventually(() => !now().includes('Rubrik PIN_WRONG'));
    expect(now()).toContain('Uppgraderingen är klar');
  });

  it('says nothing of going on when the card was pulled afterwards', async () => {
    complete({ kind: 'FAULT', faultCode: 'CARD_REMOVED' });
    await open();
    await eventually(() => now().includes('något gick fel efteråt'));
    expect(now()).not.toContain('Säg om CARD_REMOVED');
  });

  it('leads on to the session that the card signed in to later', async () => {
    const id = '00000000-0000-4000-8000-000000000002';
    const cancelled = event(3, 'SESSION_CANCELLED', { detail: `the card signed in to session ${id}` });
    server.happen('session-1', [cancelled], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'CANCELLED', endedAt: at(60), agentConnected: false, holder },
      screen: screen({ step: 'INSTALL_SIGNATURE' }),
    }));
    await open();
    await eventually(() => now().includes('Uppgraderingen fortsätter i en senare session'));
    expect(now()).not.toContain('Starta kortagenten igen');
    expect(byRole('link', 'en senare session').getAttribute('href')).toBe(`/session/${id}`);
    expect(spoken(byRole('region', 'Skärmen hos den som ringer'))).toContain('när kortagenten senast hördes av');
  });

  it('marks certificates that were put back as added, and not as new', async () => {
    const old = certificate();
    const fetched = certificate({ serialNumber: '5a009c3d' });
    complete({ kind: 'DONE' }, { purpose: 'RESTORE' });
    server.happen('session-1', [], (before) => ({ ...before, cardBefore: card([fetched]), cardNow: card([fetched, old]) }));
    await open();
    const panel = byRole('region', 'Kortet');
    expect(allByRole('listitem', /Tillagt/, panel)).toHaveLength(1);
    expect(spoken(panel)).toContain('1 tillagt certifikat');
    expect(spoken(panel)).not.toMatch(/Nytt|nytt certifikat/);
  });
});
