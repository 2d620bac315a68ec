import type { ScreenInput } from '../generated/graphql.js';
import { Desk } from './desk.js';
import type { GuideState } from './state.js';
import {
  changePinView,
  faultView,
  makeRoomView,
  offerView,
  pickView,
  pinView,
  termsView,
  unlockView,
  workingView,
} from './views.spec-support.js';

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

it('hands codes on when each is as it must be, names what is not, and keeps none', async () => {
  const { desk, screens, states } = makeDesk();
  const codes = { current: '83746152', new: '482915', repeat: '482915' };
  const asked = desk.ask(unlockView());
  const act = (change: Partial<typeof codes>) => desk.act({ id: 'submit-codes', codes: { ...codes, ...change } });
  expect(act({ current: '8374615' })).toBe('PUK_MALFORMED');
  expect(act({ new: '48291' })).toBe('NEW_MALFORMED');
  expect(act({ repeat: '482951' })).toBe('REPEAT_DIFFERS');
  expect(desk.act({ id: 'submit-codes' })).toBe('PUK_MALFORMED');
  expect(desk.act({ id: 'submit-pin', pin: codes.new })).toBe('MOVED_ON');
  expect(idsNow(desk)).toEqual(['submit-codes', 'back']);
  expect(act({})).toBe('ACCEPTED');
  await expect(asked).resolves.toEqual({ id: 'submit-codes', codes: { current: codes.current, new: codes.new } });
  await turn();
  const kept = JSON.stringify([desk, desk.state, states, screens]);
  for (const code of Object.values(codes)) expect(kept).not.toContain(code);
});

it('takes a new PIN for the old one, and not the same again', async () => {
  const { desk } = makeDesk();
  const asked = desk.ask(changePinView());
  const act = (current: string, next: string) => desk.act({ id: 'submit-codes', codes: { current, new: next, repeat: next } });
  expect(act('83746152', '482915')).toBe('OLD_MALFORMED');
  expect(act(pin, pin)).toBe('SAME_AS_OLD');
  expect(act(pin, '111111')).toBe('TOO_SIMPLE');
  expect(act(pin, '482915')).toBe('ACCEPTED');
  await expect(asked).resolves.toEqual({ id: 'submit-codes', codes: { current: pin, new: '482915' } });
});

it('hands on which card was picked, of those that are shown', async () => {
  const { desk } = makeDesk();
  const asked = desk.ask(pickView);
  for (const id of ['pick-2', 'pick--1', 'pick-', 'pick']) expect(desk.act({ id })).toBe('MOVED_ON');
  expect(desk.act({ id: 'pick-1' })).toBe('ACCEPTED');
  await expect(asked).resolves.toEqual({ id: 'pick', index: 1 });
});

it('shows staff fields by their labels, and cards without whose they are', () => {
  const { desk, screens } = makeDesk();
  void desk.ask(pickView);
  expect(screens.at(-1)?.actions.map(({ label }) => label)).toEqual([
    'Kortnummer 9752269990001234567, Läsare: Exempel Läsare 01',
    'Läsare: Exempel Läsare 02',
    'Avbryt',
  ]);
  expect(JSON.stringify(screens)).not.toMatch(/Vera|details|digits/);
  desk.show(unlockView());
  expect(screens.at(-1)?.fields).toEqual([
    { id: 'puk', label: 'PUK-kod' },
    { id: 'new', label: 'Ny säkerhetskod för legitimering (PIN1)' },
    { id: 'repeat', label: 'Ny säkerhetskod (PIN1) en gång till' },
  ]);
  desk.show(workingView('SIGN_IN', 'CHANGING_PIN'));
  expect(screens.at(-1)?.fields).toBeNull();
});

it.each([
  [offerView, 'restore'],
  [faultView('PIN_LOCKED', { canUnlock: true }), 'unlock'],
  [makeRoomView, 'allow'],
  [changePinView(), 'back'],
])('hands on what was pressed: %#', async (view, id) => {
  const { desk } = makeDesk();
  const asked = desk.ask(view);
  expect(desk.act({ id })).toBe('ACCEPTED');
  await expect(asked).resolves.toEqual({ id });
});

it('wants the box ticked before a last try, and before terms are accepted', () => {
  const { desk } = makeDesk();
  void desk.ask(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
  expect(desk.act({ id: 'submit-pin', pin })).toBe('CHECK_MISSING');
  expect(desk.act({ id: 'submit-pin', pin, checked: true })).toBe('ACCEPTED');
  const codes = { current: '83746152', new: '482915', repeat: '482915' };
  void desk.ask(unlockView({ pukTries: 'LAST' }));
  expect(desk.act({ id: 'submit-codes', codes })).toBe('CHECK_MISSING');
  expect(desk.act({ id: 'back' })).toBe('ACCEPTED');
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
