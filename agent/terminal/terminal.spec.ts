import { PassThrough } from 'node:stream';
import { Desk } from '../guide/desk.js';
import {
  changePinView,
  doneView,
  faultView,
  offerView,
  pickView,
  pinView,
  termsView,
  unlockView,
  workingView,
} from '../guide/views.spec-support.js';
import { readKeys } from './keys.js';
import { wrap } from './render.js';
import { startTerminal, TerminalError } from './terminal.js';

const pin = '736251';
const escape = '\u001b';

/** A terminal of streams: raw mode is noted, what is written is kept, keys come when the test presses them. */
function makeTerminal() {
  const raw: boolean[] = [];
  const keys = new PassThrough();
  const input = Object.assign(keys, { isTTY: true, setRawMode: (on: boolean) => raw.push(on) });
  const output = Object.assign(new PassThrough(), { columns: 80 });
  let text = '';
  output.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const desk = new Desk({ language: 'SV', onScreen: () => undefined });
  let interrupted = 0;
  const terminal = startTerminal(desk, { input, output, interrupt: () => (interrupted += 1) });
  const press = async (...chunks: string[]) => {
    for (const chunk of chunks) {
      keys.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { desk, press, raw, terminal, output, printed: () => text, interrupts: () => interrupted };
}

it('refuses to read from anything but a terminal', () => {
  const desk = new Desk({ language: 'EN', onScreen: () => undefined });
  const streams = { input: new PassThrough(), output: new PassThrough() };
  expect(() => startTerminal(desk, streams)).toThrow(TerminalError);
  expect(() => startTerminal(desk, streams)).toThrow('needs a terminal');
});

it('takes a PIN without showing it, and leaves the terminal as it was', async () => {
  const { desk, press, printed, raw, terminal } = makeTerminal();
  const asked = desk.ask(pinView());
  await press('73', '6', '29', '\u007f', '51', '\r');
  await expect(asked).resolves.toEqual({ id: 'submit-pin', pin });
  terminal.close();
  expect(raw).toEqual([true, false]);
  expect(printed()).toContain('Säkerhetskod för legitimering (PIN1): ******');
  expect(printed()).not.toMatch(/[7362519]{2}/);
});

it('refuses a malformed PIN, and begins anew with an empty one', async () => {
  const { desk, press, printed } = makeTerminal();
  const asked = desk.ask(pinView());
  await press('7362', '\r', `${pin}1`, '\r');
  expect(printed().match(/Inget försök har använts/g)).toHaveLength(2);
  await press(pin, '\n');
  await expect(asked).resolves.toEqual({ id: 'submit-pin', pin });
});

it('wants the box ticked before a last try', async () => {
  const { desk, press, printed } = makeTerminal();
  const asked = desk.ask(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
  await press(pin, '\r');
  expect(printed()).toContain('Titta i kodbrevet och kryssa i rutan först');
  await press('x', pin, '\r');
  expect(printed()).toContain('[x] Jag har tittat i kodbrevet');
  await expect(asked).resolves.toEqual({ id: 'submit-pin', pin });
});

it('takes PUK and new PIN one after the other, and shows none of them', async () => {
  const { desk, press, printed } = makeTerminal();
  const asked = desk.ask(unlockView());
  await press('83746152', '\r', '4829', '15', '\r', '482915', '\r');
  await expect(asked).resolves.toEqual({ id: 'submit-codes', codes: { current: '83746152', new: '482915' } });
  for (const label of ['PUK-kod: ********', '(PIN1): ******', '(PIN1) en gång till: ******']) expect(printed()).toContain(label);
  expect(printed()).not.toMatch(/83746152|482915/);
});

it('begins anew with the first code when one is not as it must be', async () => {
  const { desk, press, printed } = makeTerminal();
  const asked = desk.ask(changePinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
  await press(pin, '\r', '482915', '\r', '482916', '\r');
  expect(printed()).toContain('Titta i kodbrevet och kryssa i rutan först');
  await press('x', pin, '\r', '482915', '\r', '482916', '\r');
  expect(printed()).toContain('De två nya koderna var inte lika');
  await press(pin, '\r', '482915', '\r', '482915', '\r');
  await expect(asked).resolves.toMatchObject({ id: 'submit-codes' });
});

it('goes back from codes with Esc, and keeps none of what was typed', async () => {
  const { desk, press, printed } = makeTerminal();
  const asked = desk.ask(unlockView({ pukTries: 'LAST' }));
  await press('8374', escape);
  await expect(asked).resolves.toEqual({ id: 'back' });
  expect(printed()).toContain('[ ] Jag har läst PUK-koden i kodbrevet');
  void desk.ask(unlockView());
  await press('\r', '\r', '\r');
  expect(printed()).toContain('PUK-koden har åtta siffror');
});

it('offers the cards by digit, with what tells them apart', async () => {
  const { desk, press, printed } = makeTerminal();
  const asked = desk.ask(pickView);
  for (const text of ['1  Vera Provsson', '     Kortnummer 9752269990001234567', '2  Kort utan namn', '3  Avbryt'])
    expect(printed()).toContain(text);
  await press('2');
  await expect(asked).resolves.toEqual({ id: 'pick', index: 1 });
});

it('cancels at the PIN with Esc, and takes arrows for nothing', async () => {
  const { desk, press } = makeTerminal();
  const asked = desk.ask(pinView());
  await press(`${escape}[A`, escape);
  await expect(asked).resolves.toEqual({ id: 'cancel' });
});

it('offers choices by digit, the box of the terms among them', async () => {
  const { desk, press, printed } = makeTerminal();
  const offered = desk.ask(offerView);
  await press('9', '1');
  await expect(offered).resolves.toEqual({ id: 'upgrade' });
  const terms = desk.ask(termsView);
  await press('2');
  expect(printed()).toContain('Kryssa i rutan först');
  await press('1', '2');
  await expect(terms).resolves.toEqual({ id: 'accept' });
});

it('prints a line for each change in the work, and the screen once', () => {
  const { desk, printed } = makeTerminal();
  for (const done of [5, 5, 6]) desk.show(workingView('INSTALL_SIGNATURE', 'WRITING', done));
  expect(printed().match(/INSTALLERAR CERTIFIKATEN/g)).toHaveLength(1);
  expect(printed().match(/\[#####\.{11}\] 5 av 16/g)).toHaveLength(1);
  expect(printed()).toContain('[######..........] 6 av 16');
  expect(printed()).toContain('*** Dra inte ur kortet');
});

it('shows the pairing code with its spelling, who watches, and the contact with the server', () => {
  const { desk, printed } = makeTerminal();
  desk.setPairingCode({ code: 'K7MW4QRX', expiresAt: '2026-01-01T10:15:00Z' });
  desk.setWatchers([{ name: 'Anna Exempelsson', desk: 'Kundservice', since: '2026-01-01T10:00:00Z' }]);
  desk.setLink('OFFLINE');
  desk.setWatchers([]);
  for (const text of [
    'Kopplingskod: K7MW 4QRX',
    'Kalle sjua Martin Wilhelm, fyra',
    'Anna Exempelsson, Kundservice tittar nu.',
    'Anna Exempelsson tittar inte längre.',
    'Ingen kontakt med servern.',
  ])
    expect(printed()).toContain(text);
});

it('adds the choices when the question comes after the screen, and prints the screen once', async () => {
  const { desk, press, printed } = makeTerminal();
  desk.show(doneView());
  expect(printed()).not.toContain('1  LOGGA UT');
  const asked = desk.ask(doneView());
  expect(printed()).toContain('1  LOGGA UT');
  expect(printed().match(/KLART!/g)).toHaveLength(1);
  await press('1');
  await expect(asked).resolves.toEqual({ id: 'close' });
});

it('switches the language on any screen', async () => {
  const { desk, press, printed } = makeTerminal();
  void desk.ask(faultView('CARD_REMOVED', { waits: true }));
  await press('l');
  expect(desk.state.language).toBe('EN');
  expect(printed()).toContain('THE CARD IS NOT IN THE READER');
});

it('hands Ctrl-C on to the program', async () => {
  const { press, interrupts } = makeTerminal();
  await press('\u0003');
  expect(interrupts()).toBe(1);
});

it('keeps to the width of a terminal', () => {
  const { desk, printed } = makeTerminal();
  for (const view of [pinView(), offerView, termsView, workingView('INSTALL_SIGNATURE', 'GENERATING_KEY', 3, 'PERSON_SIGNATURE')])
    desk.show(view);
  for (const line of printed().split(/[\r\n]+/)) expect(line.trimEnd().length).toBeLessThanOrEqual(80);
  expect(wrap('en två tre', 20, '- ')).toEqual(['- en två tre']);
  expect(wrap('ett längre stycke som bryts', 20, '- ')).toEqual(['- ett längre stycke', '  som bryts']);
});

it('reads keys one by one', () => {
  expect(readKeys('1x\u007f?')).toEqual([{ kind: 'digit', digit: '1' }, { kind: 'check' }, { kind: 'erase' }, { kind: 'other' }]);
  expect(readKeys(`${escape}[200~${pin}`)).toEqual([{ kind: 'other' }]);
});
