import { afterEach, expect, it, jest } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { surroundingTexts } from '../texts/index.js';
import { faultView, offerView, pinView, termsView, workingView } from '../views.spec-support.js';
import { openPage } from './page.spec-support.js';

const pin = '736251';
let mounted: VueWrapper | null = null;
const open = () => {
  const opened = openPage();
  mounted = opened.page;
  return opened;
};
afterEach(() => {
  mounted?.unmount();
  jest.useRealTimers();
});

const button = (page: VueWrapper, name: string) => {
  const found = page.findAll('button').find((one) => one.text() === name);
  if (found === undefined) throw new Error(`No button ${name}`);
  return found;
};
const submit = async (page: VueWrapper) => {
  await page.get('form').trigger('submit');
  await flushPromises();
};
const described = (page: VueWrapper, selector: string) =>
  (page.get(selector).attributes('aria-describedby') ?? '')
    .split(' ')
    .map((id) => page.get(`#${id}`).text())
    .join(' ');

it('shows where it is in the seven steps, and moves the focus to the heading of a new screen', async () => {
  const { desk, page } = open();
  void desk.ask(termsView);
  await flushPromises();
  expect(page.findAll('nav li').map((row) => row.classes()[0])).toEqual([
    'passed',
    'passed',
    'current',
    ...Array(4).fill('ahead'),
  ]);
  expect(page.get('[aria-current="step"]').text()).toContain('Godkänn villkoren');
  expect(document.activeElement).toBe(page.get('h1').element);
  expect(page.get('h1').text()).toBe('Läs och godkänn villkoren');
  expect(document.title).toBe('Läs och godkänn villkoren · Kortlots');
});

it('sends a PIN once, and has forgotten it before the answer comes', async () => {
  const { desk, page, sent } = open();
  void desk.ask(pinView());
  await flushPromises();
  const field = page.get<HTMLInputElement>('#answer-pin');
  expect(field.attributes()).toMatchObject({ type: 'password', inputmode: 'numeric', autocomplete: 'off' });
  await field.setValue(pin);
  expect(page.text()).toContain('6 av 6 siffror');
  const done = submit(page);
  expect(page.html()).not.toContain(pin);
  await done;
  await submit(page);
  expect(sent).toEqual([{ id: 'submit-pin', pin }]);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(pin);
});

it('refuses a malformed PIN here, says so at the field, and sends nothing', async () => {
  const { desk, page, sent } = open();
  void desk.ask(pinView());
  await flushPromises();
  for (const wrong of ['', '12345', '1234567', '12a456']) {
    await page.get('#answer-pin').setValue(wrong);
    await submit(page);
    expect(page.get('#answer-pin').attributes('aria-invalid')).toBe('true');
    expect(described(page, '#answer-pin')).toContain('Inget försök har använts');
  }
  expect(document.activeElement).toBe(page.get('#answer-pin').element);
  expect(sent).toEqual([]);
});

it('ties what the last try came to, to the field', async () => {
  const { desk, page } = open();
  void desk.ask(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 2 } }));
  await flushPromises();
  expect(described(page, '#answer-pin')).toContain('Fel säkerhetskod. Antal försök kvar: 2.');
});

it('wants a look in the PIN letter before a last try', async () => {
  const { desk, page, sent } = open();
  void desk.ask(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
  await flushPromises();
  await page.get('#answer-pin').setValue(pin);
  await submit(page);
  expect(sent).toEqual([]);
  expect(described(page, '#answer-check')).toContain('Titta i kodbrevet');
  await page.get('#answer-check').setValue(true);
  await submit(page);
  expect(sent).toEqual([{ id: 'submit-pin', pin, checked: true }]);
});

it('starts the download only when the terms are accepted', async () => {
  const { desk, page, sent } = open();
  const asked = desk.ask(termsView);
  await flushPromises();
  await submit(page);
  expect(sent).toEqual([]);
  expect(page.text()).toContain('Kryssa i rutan först');
  await page.get('#answer-check').setValue(true);
  expect(button(page, 'STARTA NEDLADDNING').attributes('type')).toBe('submit');
  await submit(page);
  await expect(asked).resolves.toEqual({ id: 'accept' });
});

it('declines with its own button', async () => {
  const { desk, page } = open();
  const asked = desk.ask(termsView);
  await flushPromises();
  await button(page, 'Jag godkänner inte').trigger('click');
  await expect(asked).resolves.toEqual({ id: 'decline' });
});

it('says that a button came too late', async () => {
  const opened = open();
  void opened.desk.ask(offerView);
  await flushPromises();
  opened.answer = 'MOVED_ON';
  await submit(opened.page);
  expect(opened.page.get('.note').text()).toBe(surroundingTexts.SV.movedOn);
  expect(button(opened.page, 'Uppgradera kort').attributes('aria-disabled')).toBeUndefined();
});

it('counts what is done, and says to leave the card in', async () => {
  const { desk, page } = open();
  desk.show(workingView('INSTALL_AUTHENTICATION', 'WRITING', 6, 'HSA_AUTHENTICATION'));
  await flushPromises();
  const bar = page.get('[role="progressbar"]');
  expect(bar.attributes()).toMatchObject({ 'aria-valuenow': '6', 'aria-valuemax': '16' });
  expect(bar.findAll('.done')).toHaveLength(6);
  expect(page.get('.warning').text()).toContain('Dra inte ur kortet');
});

it('shows the pairing code in fours with the words that spell it, and when it is over', async () => {
  jest.useFakeTimers({ now: new Date('2026-01-01T10:00:00Z') });
  const { desk, page } = open();
  desk.setPairingCode({ code: 'K7MW4QRX', expiresAt: '2026-01-01T10:15:00Z' });
  await flushPromises();
  const code = page.get('[role="group"][aria-labelledby="pairing-heading"]');
  expect(code.text().replace(/\s+/g, ' ')).toBe('K7MW 4QRX');
  expect(code.findAll('[data-word]').map((one) => one.attributes('data-word'))).toEqual([
    'Kalle',
    'sjua',
    'Martin',
    'Wilhelm',
    'fyra',
    'Qvintus',
    'Rudolf',
    'Xerxes',
  ]);
  expect(page.text()).toContain('Gäller till');
  jest.advanceTimersByTime(15 * 60_000);
  await flushPromises();
  expect(page.text()).toContain('Koden har gått ut');
});

it('says who watches and since when, and tells when somebody comes or goes', async () => {
  const { desk, page } = open();
  expect(page.text()).toContain('Ingen tittar.');
  desk.setWatchers([{ name: 'Anna Exempelsson', desk: 'Kundservice', since: '2026-01-01T10:00:00Z' }]);
  await flushPromises();
  expect(page.get('.watchers').text()).toMatch(/Anna Exempelsson, Kundservice.*tittar sedan \d\d:\d\d/s);
  expect(page.get('[role="status"]').text()).toBe('Anna Exempelsson tittar nu.');
  desk.setWatchers([]);
  await flushPromises();
  expect(page.get('[role="status"]').text()).toBe('Anna Exempelsson tittar inte längre.');
});

it('says when the server is away, and that it goes on by itself', async () => {
  const { desk, page } = open();
  desk.setLink('ONLINE');
  desk.setLink('OFFLINE');
  await flushPromises();
  expect(page.get('main').text()).toContain('Det går vidare av sig självt');
});

it('switches the language of everything, on any screen', async () => {
  const { desk, page } = open();
  void desk.ask(faultView('CARD_ERROR'));
  await flushPromises();
  await page.get('input[value="EN"]').trigger('change');
  await flushPromises();
  expect(desk.state.language).toBe('EN');
  expect(document.documentElement.lang).toBe('en');
  for (const text of ['The card did not answer as it should', 'Try again', 'Who sees this?', 'Leave the card in'])
    expect(page.text()).toContain(text);
});

it('shows no screen that may no longer be true when the agent is gone', async () => {
  const { desk, page, phase } = open();
  void desk.ask(pinView());
  phase.value = 'closed';
  await flushPromises();
  expect(page.get('h1').text()).toBe('Kortagenten har stängts');
  expect(document.activeElement).toBe(page.get('h1').element);
  expect(page.find('#answer-pin').exists()).toBe(false);
  phase.value = 'live';
  await flushPromises();
  expect(page.get('h1').text()).toBe('Logga in med ditt kort');
});

it('has a text for each of its own states, and none is missing', async () => {
  const warn = jest.spyOn(console, 'warn');
  const { page, phase } = open();
  for (const now of ['opening', 'closed', 'usedLink', 'restarted', 'signedOut', 'ended'] as const) {
    phase.value = now;
    await flushPromises();
    expect(page.get('h1').text()).toBe(surroundingTexts.SV.away[now].title);
  }
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
