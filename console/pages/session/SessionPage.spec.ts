/**
 * @jest-environment ./scripts/jest/page-environment.mjs
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { useLiveStore } from '../../stores/live.js';
import { eventually } from '../../spec-support/eventually.js';
import { allByRole, byRole, mountConsole, spoken } from '../../spec-support/mount-page.js';
import type { MountedPage } from '../../spec-support/mount-page.js';
import { at, card, certificate, details, event, holder, screen } from '../../spec-support/samples.js';
import { TestServer } from '../../spec-support/test-server.js';

const text = (): string => spoken(document.body);
const old = certificate();
const fresh = certificate({ serialNumber: '5a009c3d', issuer: 'CN=TEST SITHS e-id Person HSA-id 3 CA v1' });

// Real connections on a machine that may be busy; what is awaited are conditions.
jest.setTimeout(30_000);

describe('the page of a session', () => {
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

  async function open(language: 'sv' | 'en' = 'sv', id = 'session-1'): Promise<MountedPage> {
    mounted = await mountConsole(`/session/${id}`, language);
    await eventually(() => allByRole('heading').length > 1 || text().includes('finns inte'));
    return mounted;
  }

  function signedIn(): void {
    server.happen('session-1', [event(3, 'SIGNED_IN')], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'SIGNED_IN', holder },
    }));
  }

  it('shows the pairing code, and nobody, until the caller has signed in', async () => {
    await open();
    expect(spoken(byRole('heading', /Kopplingskod/))).toBe('Kopplingskod 7KQ2-M4TX');
    signedIn();
    await eventually(() => text().includes(holder.name));
    expect(spoken(byRole('heading', holder.name))).toBe(holder.name);
    for (const part of [holder.hsaId, holder.cardNumber, holder.organisation, '19800101-••••']) expect(text()).toContain(part);
  });

  it('shows the seven steps and which one is going on', async () => {
    await open();
    const steps = allByRole('listitem', /^[1-7]\. /);
    expect(steps).toHaveLength(7);
    expect(steps.filter((step) => step.getAttribute('aria-current') === 'step').map(spoken)).toEqual([
      expect.stringMatching(/^1\. Logga in med kortet – pågår/),
    ]);
    server.happen('session-1', [event(3, 'STEP_STARTED', { step: 'CHOOSE_UPGRADE' })], (before) => ({
      ...before,
      summary: { ...before.summary, step: 'CHOOSE_UPGRADE', stepStartedAt: at(3) },
      steps: [
        { step: 'SIGN_IN', startedAt: at(0), completedAt: at(3) },
        { step: 'CHOOSE_UPGRADE', startedAt: at(3), completedAt: null },
      ],
    }));
    await eventually(() => /1\. Logga in med kortet – klart.*2\. Välj Uppgradera kort – pågår/.test(text()));
    expect(document.title).toBe('Steg 2 av 7 · Uppgradering · Kortlots');
  });

  it('names a fault: its cause, what to say in the language of the caller first, what to do, and what IT wants to know', async () => {
    server.happen(
      'session-1',
      [event(3, 'FAULT_RAISED', { faultCode: 'PIN_WRONG', functionName: 'C_Login', returnValue: 0xa0, triesLeft: 1 })],
      (before) => ({ ...before, language: 'EN', summary: { ...before.summary, faultCode: 'PIN_WRONG' } }),
    );
    await open();
    await eventually(() => text().includes('Rubrik PIN_WRONG') && text().includes('C_Login'));
    const now = byRole('region', 'Just nu');
    expect(spoken(now)).toMatch(/Say about PIN_WRONG.*På svenska Säg om PIN_WRONG/);
    expect(now.querySelector('[lang=en]')?.textContent).toBe('Say about PIN_WRONG');
    for (const part of ['Orsak till PIN_WRONG', 'Gör vid PIN_WRONG', '1 försök kvar', 'C_Login → 0x000000A0 CKR_PIN_INCORRECT'])
      expect(spoken(now)).toContain(part);
    expect(document.title).toMatch(/^Fel: Rubrik PIN_WRONG/);
  });

  it('says that the number of tries is unknown when the card does not tell', async () => {
    server.happen('session-1', [event(3, 'FAULT_RAISED', { faultCode: 'PIN_WRONG' })], (before) => ({
      ...before,
      summary: { ...before.summary, faultCode: 'PIN_WRONG' },
    }));
    await open();
    await eventually(() => text().includes('Kortet berättar inte hur många försök som är kvar'));
  });

  it('announces a fault, and that it is over', async () => {
    await open();
    const said = (): string => allByRole('status').map(spoken).join(' ');
    await eventually(() => useLiveStore().status.phase === 'live');
    server.happen('session-1', [event(3, 'FAULT_RAISED', { faultCode: 'CARD_REMOVED' })], (before) => ({
      ...before,
      summary: { ...before.summary, faultCode: 'CARD_REMOVED' },
    }));
    await eventually(() => said().includes('Fel: Rubrik CARD_REMOVED'));
    server.happen('session-1', [event(4, 'FAULT_CLEARED')], (before) => ({
      ...before,
      summary: { ...before.summary, faultCode: null },
    }));
    await eventually(() => said().includes('Felet är över.'));
  });

  it('shows the screen of the caller in its own language, with nothing that can be focused', async () => {
    server.happen('session-1', [], (before) => ({
      ...before,
      screen: screen({
        language: 'EN',
        title: 'Sign in with your card',
        progressDone: 3,
        progressTotal: 12,
        progressLabel: '3 of 12',
      }),
    }));
    await open();
    const mirror = byRole('region', 'Skärmen hos den som ringer');
    expect(mirror.querySelector('[lang=en]')?.textContent).toContain('Sign in with your card');
    expect(spoken(mirror)).toContain('OK (knapp)');
    expect(mirror.querySelectorAll('a, button, input, select, textarea, [tabindex], [contenteditable]')).toHaveLength(0);
    const bar = byRole('progressbar', /./, mirror);
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['3', '12']);
  });

  it('shows a frame for each code that the caller types, and what of them is a label', async () => {
    const fields = [
      { id: 'puk', label: 'PUK-kod' },
      { id: 'new', label: 'Ny säkerhetskod' },
      { id: 'again', label: 'Ny säkerhetskod igen' },
    ];
    server.happen('session-1', [], (before) => ({ ...before, screen: screen({ kind: 'UNLOCK', pinLabel: null, fields }) }));
    await open();
    const mirror = byRole('region', 'Skärmen hos den som ringer');
    for (const { label } of fields) expect(spoken(mirror)).toMatch(new RegExp(`${label} ?Fält som den som ringer fyller i`));
    expect(mirror.querySelectorAll('input')).toHaveLength(0);
    expect(text()).toContain('Låser upp koden med PUK-koden');
  });

  it('says that it fetches existing certificates, and how many', async () => {
    server.happen('session-1', [event(3, 'RESTORE_CHOSEN')], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'INSTALLING', purpose: 'RESTORE', holder, installedCertificates: 2 },
    }));
    await open();
    expect(text()).toContain('Hämtar befintliga certifikat');
    expect(text()).toContain('2 certifikat hämtade');
    expect(text()).not.toContain('av 4 nya');
  });

  it('leads to the session that this one goes on from, and does not take its certificates for new ones', async () => {
    server.happen('session-1', [event(3, 'SESSION_CONTINUED', { detail: 'session-0' })], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'INSTALLING', continues: 'session-0', holder, installedCertificates: 1 },
      cardBefore: card([old]),
      cardNow: card([old]),
    }));
    await open();
    expect(byRole('link', 'en tidigare session').getAttribute('href')).toBe('/session/session-0');
    await eventually(() => text().includes('Uppgraderingen fortsätter från en tidigare session'));
    expect(spoken(byRole('region', 'Kortet'))).not.toContain('sedan kortet lästes');
  });

  it('tells every event in the language of the reader, and screens only when asked', async () => {
    server.happen('session-1', [
      event(3, 'CERTIFICATE_ISSUED', { profile: 'HSA_AUTHENTICATION', milliseconds: 1_240 }),
      event(4, 'SCREEN_SHOWN', { screen: { kind: 'PIN', language: 'SV', title: 'Logga in med ditt kort' } }),
    ]);
    await open('en');
    const list = byRole('region', 'Events');
    await eventually(() => spoken(list).includes('Certificate issued: authentication on HSA-id'));
    expect(allByRole('listitem', /./, list).map(spoken).at(-1)).toContain('The card agent started');
    expect(spoken(list)).not.toContain('The screen shows');
    byRole('checkbox', 'Show each change of screen').click();
    await eventually(() => spoken(list).includes('The screen shows “Logga in med ditt kort”'));
  });

  it('shows the card before and now, and which certificates are new', async () => {
    server.happen('session-1', [], (before) => ({ ...before, cardBefore: card([old]), cardNow: card([old]) }));
    await open();
    const panel = byRole('region', 'Kortet');
    expect(spoken(panel)).toContain('Inget på kortet har ändrats än.');
    server.happen('session-1', [event(3, 'CERTIFICATE_WRITTEN', { profile: 'HSA_AUTHENTICATION' })]);
    await eventually(() => spoken(panel).includes('1 certifikat skrivet sedan kortet lästes'));
    expect(spoken(panel)).toContain('När kortet senast lästes');
    const seen = event(4, 'CARD_SEEN', { card: { reader: 'Läsare 1', cardNumber: null } });
    server.happen('session-1', [seen], (before) => ({ ...before, cardNow: card([old, fresh], ['CKF_USER_PIN_FINAL_TRY']) }));
    await eventually(() => allByRole('listitem', /Nytt/, panel).length > 0);
    expect(spoken(panel)).toContain('1 nytt certifikat');
    const marked = allByRole('listitem', /Nytt/, panel).map(spoken);
    expect(marked).toEqual([expect.stringContaining('TEST SITHS e-id Person HSA-id 3 CA v1')]);
    expect(marked[0]).toMatch(/Legitimering på HSA-id.*Nyckeln passar.*5A00 9C3D/);
    expect(spoken(panel)).toContain('Sista försöket');

    expect(spoken(panel)).not.toContain('sedan kortet lästes');

    server.happen('session-1', [event(5, 'CARD_REMOVED')], (before) => ({ ...before, cardNow: null }));
    await eventually(() => spoken(panel).includes('Kortet är uttaget'));
  });

  it('takes the case and gives it back', async () => {
    await open();
    byRole('button', 'Ta ärendet').click();
    await eventually(() => text().includes('Du handlägger'));
    byRole('button', 'Släpp ärendet').click();
    await eventually(() => text().includes('Handläggare: Ingen ännu'));
  });

  it('says who else handles it and watches', async () => {
    server.happen('session-1', [], (before) => ({
      ...before,
      summary: { ...before.summary, handler: { id: 'staff-2', name: 'Bo Provberg' } },
      watchers: [
        { name: 'Anna Exempelsson', desk: 'Bord 4', since: at(0) },
        { name: 'Bo Provberg', desk: 'Bord 7', since: at(1) },
      ],
    }));
    await open();
    expect(text()).toContain('Bo Provberg handlägger');
    expect(text()).toContain('Den som ringer ser att du tittar. Tittar också: Bo Provberg (Bord 7).');
    expect(allByRole('button', /ärendet/)).toEqual([]);
  });

  it('copies what one would otherwise read out, and says that it did', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: (written: string) => Promise.resolve(void copied.push(written)) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    signedIn();
    await open();
    byRole('button', 'Kopiera HSA-id').click();
    await eventually(() => allByRole('status', /HSA-id är kopierat/).length === 1);
    dispatchEvent(new KeyboardEvent('keydown', { key: 'd' }));
    await eventually(() => copied.length === 2);
    expect(copied[0]).toBe(holder.hsaId);
    expect(copied[1]).toContain('Net iD Enterprise 6.8');
    expect(copied[1]).not.toContain(holder.name);
  });

  it('says that it is stale and keeps what it shows; afterwards nothing is missing', async () => {
    await open();
    await eventually(() => useLiveStore().status.phase === 'live');
    await server.stop();
    await eventually(() => text().includes('Förbindelsen är bruten. Du ser läget'));
    expect(text()).toContain('Kortagenten startade');
    server.happen('session-1', [event(3, 'CARD_SEEN')]);
    await server.start();
    useLiveStore().retryNow();
    await eventually(() => text().includes('Kort i läsaren'));
    expect(text()).not.toContain('Förbindelsen är bruten');
  });

  it('says kindly that there is no such session, and leads back', async () => {
    await open('sv', 'no-such-session');
    expect(spoken(byRole('heading'))).toBe('Uppgraderingen finns inte');
    expect(byRole('link', 'Tillbaka till tavlan').getAttribute('href')).toBe('/');
  });

  it('goes from one session to another without mixing them', async () => {
    server.sessions.set('session-2', {
      details: details({ summary: { id: 'session-2', pairingCode: 'BCDF2345' } }),
      events: [event(1, 'CARD_REMOVED')],
    });
    const { router } = await open();
    await router.push('/session/session-2');
    await eventually(() => text().includes('BCDF-2345') && text().includes('Kortet togs ut'));
    expect(text()).not.toContain('7KQ2-M4TX');
    expect(text()).not.toContain('Kortagenten startade');
  });

  it('says how the session ended and what to say then', async () => {
    server.happen('session-1', [event(3, 'SESSION_COMPLETED')], (before) => ({
      ...before,
      summary: { ...before.summary, state: 'COMPLETED', step: 'DONE', endedAt: at(60), agentConnected: false, holder },
    }));
    await open();
    expect(spoken(byRole('heading', 'Uppgraderingen är klar'))).toBe('Uppgraderingen är klar');
    expect(text()).toContain('välj det med HSA-id');
    expect(text()).not.toContain('Ingen kontakt med kortagenten');
    expect(allByRole('button', /ärendet/)).toEqual([]);
  });
});
