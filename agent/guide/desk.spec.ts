import type { ScreenInput } from '../generated/graphql.js';
import { Desk } from './desk.js';
import type { GuideState } from './state.js';
import { faultView, offerView, pinView, termsView, workingView } from './views.spec-support.js';

const pin = '736251';

function makeDesk() {
  const screens: ScreenInput[] = [];
  const states: GuideState[] = [];
  const desk = new Desk({ language: 'SV', onScreen: (screen) => screens.push(screen) });
  desk.watch((state) => states.push(state));
  return { desk, screens, states };
}

const idsNow = (desk: Desk) => desk.state.screen.actions.map(({ id }) => id);
/** After what the desk has put off until the steps had their turn. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

it('starts with a screen of its own, before anything is shown', () => {
  const { desk, screens } = makeDesk();
  expect(desk.state).toMatchObject({ version: 1, link: 'CONNECTING', pairingCode: null, watchers: [] });
  expect(desk.state.screen).toMatchObject({ kind: 'START', step: 'SIGN_IN' });
  expect(screens).toEqual([]);
});

it('hands the first answer to who asked, and tells the second that it came too late', async () => {
  const { desk } = makeDesk();
  const asked = desk.ask(offerView);
  expect(desk.act({ id: 'upgrade' })).toBe('ACCEPTED');
  expect(desk.act({ id: 'upgrade' })).toBe('MOVED_ON');
  expect(desk.act({ id: 'cancel' })).toBe('MOVED_ON');
  await expect(asked).resolves.toEqual({ id: 'upgrade' });
});

it('refuses what the screen does not offer', () => {
  const { desk } = makeDesk();
  void desk.ask(offerView);
  expect(desk.act({ id: 'submit-pin', pin })).toBe('MOVED_ON');
  expect(desk.act({ id: 'accept', checked: true })).toBe('MOVED_ON');
  expect(desk.act({ id: '__proto__' })).toBe('MOVED_ON');
});

it('refuses an answer to an older screen, and takes one that only missed watchers or language', async () => {
  const { desk } = makeDesk();
  const older = desk.state.version;
  const asked = desk.ask(offerView);
  const { version } = desk.state;
  desk.setWatchers([{ name: 'Anna Exempelsson', desk: 'Kundservice', since: '2026-01-01T10:00:00Z' }]);
  desk.setLanguage('EN');
  expect(desk.act({ id: 'upgrade', version: older })).toBe('MOVED_ON');
  expect(desk.act({ id: 'upgrade', version })).toBe('ACCEPTED');
  await asked;
});

it('lets no malformed PIN through, and keeps none', async () => {
  const { desk, screens, states } = makeDesk();
  const asked = desk.ask(pinView());
  for (const wrong of ['', '12345', '1234567', '12 345', 'abcdef', '１２３４５６']) {
    expect(desk.act({ id: 'submit-pin', pin: wrong })).toBe('PIN_MALFORMED');
  }
  expect(desk.act({ id: 'submit-pin' })).toBe('PIN_MALFORMED');
  expect(desk.act({ id: 'submit-pin', pin })).toBe('ACCEPTED');
  await expect(asked).resolves.toEqual({ id: 'submit-pin', pin });
  await turn();
  expect(JSON.stringify([desk, desk.state, states, screens])).not.toContain(pin);
});

it('wants the box ticked before a last try, and before terms are accepted', () => {
  const { desk } = makeDesk();
  void desk.ask(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
  expect(desk.act({ id: 'submit-pin', pin })).toBe('CHECK_MISSING');
  expect(desk.act({ id: 'submit-pin', pin, checked: true })).toBe('ACCEPTED');
  void desk.ask(termsView);
  expect(desk.act({ id: 'accept', checked: false })).toBe('CHECK_MISSING');
  expect(desk.act({ id: 'decline' })).toBe('ACCEPTED');
});

it('withdraws a question when its signal is aborted', async () => {
  const { desk } = makeDesk();
  const controller = new AbortController();
  const asked = desk.ask(pinView(), controller.signal);
  const reason = new Error('pulled');
  controller.abort(reason);
  await expect(asked).rejects.toBe(reason);
  expect(desk.act({ id: 'submit-pin', pin })).toBe('MOVED_ON');
  await turn();
  expect(idsNow(desk)).toEqual([]);
  await expect(desk.ask(pinView(), AbortSignal.abort(reason))).rejects.toBe(reason);
});

it('keeps the question open when another view is shown meanwhile', async () => {
  const { desk } = makeDesk();
  const asked = desk.ask(faultView('CARD_REMOVED', { waits: true }));
  desk.show(faultView('OTHER_CARD', { waits: true }));
  expect(desk.state.screen.faultCode).toBe('OTHER_CARD');
  expect(desk.act({ id: 'cancel' })).toBe('ACCEPTED');
  await expect(asked).resolves.toEqual({ id: 'cancel' });
});

it('asks one thing at a time', async () => {
  const { desk } = makeDesk();
  void desk.ask(offerView);
  await expect(desk.ask(termsView)).rejects.toThrow('two things');
});

it('offers buttons only while somebody waits for the answer', async () => {
  const { desk } = makeDesk();
  desk.show({ kind: 'CANCELLED' });
  expect(idsNow(desk)).toEqual([]);
  void desk.ask({ kind: 'CANCELLED' });
  expect(idsNow(desk)).toEqual(['close']);
  desk.act({ id: 'close' });
  await turn();
  expect(idsNow(desk)).toEqual([]);
});

it('reports each screen once, in the language it is read in', async () => {
  const { desk, screens } = makeDesk();
  desk.show(workingView('SIGN_IN', 'SIGNING_IN'));
  desk.show(workingView('SIGN_IN', 'SIGNING_IN'));
  desk.setLink('ONLINE');
  desk.setPairingCode({ code: 'BCDF2345', expiresAt: '2026-01-01T10:15:00Z' });
  desk.setLanguage('EN');
  desk.setLanguage('EN');
  await turn();
  expect(screens.map(({ language, title }) => [language, title])).toEqual([
    ['SV', 'Loggar in'],
    ['EN', 'Signing in'],
  ]);
});

it('rises with each change, and is quiet when nothing changed', () => {
  const { desk, states } = makeDesk();
  const watcher = { name: 'Anna Exempelsson', desk: 'Kundservice', since: '2026-01-01T10:00:00Z' };
  desk.setLink('ONLINE');
  desk.setLink('ONLINE');
  desk.setWatchers([watcher]);
  desk.setWatchers([{ ...watcher }]);
  desk.setPairingCode({ code: 'BCDF2345', expiresAt: '2026-01-01T10:15:00Z' });
  desk.setPairingCode(null);
  expect(states.map(({ version }) => version)).toEqual([2, 3, 4, 5]);
  expect(desk.state).toMatchObject({ link: 'ONLINE', watchers: [watcher], pairingCode: null, pairingCodeExpiresAt: null });
});

it('shows a failure that ends the upgrade at the step where it happened', () => {
  const { desk } = makeDesk();
  desk.show(workingView('INSTALL_SIGNATURE', 'WRITING', 12));
  desk.show(faultView('CARD_MEMORY_FULL', { canRetry: false, step: 'SIGN_IN' }));
  expect(desk.state.screen.step).toBe('INSTALL_SIGNATURE');
});

it('stops telling a listener that has left', () => {
  const { desk } = makeDesk();
  let told = 0;
  const stop = desk.watch(() => (told += 1));
  desk.setLink('ONLINE');
  stop();
  desk.setLink('OFFLINE');
  expect(told).toBe(1);
});
