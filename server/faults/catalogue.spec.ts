import { faultCatalogue } from './catalogue.js';
import { FaultCode } from './fault-code.js';
import { beforeStart } from './texts/before-start.js';
import { cardWork } from './texts/card-work.js';
import { certificates } from './texts/certificates.js';
import { pin } from './texts/pin.js';
import { session } from './texts/session.js';
import { signIn } from './texts/sign-in.js';

const shares = [beforeStart, signIn, pin, cardWork, certificates, session];
const everyText = faultCatalogue.flatMap(({ code, cause, cardholderTitle, cardholderText, staffSay, staffDo }) =>
  Object.entries({ cause, cardholderTitle, cardholderText, staffSay, staffDo }).map(([kind, text]) => ({ code, kind, ...text })),
);

it('has each code once, in one file', () => {
  expect(shares.flatMap((share) => Object.keys(share)).sort()).toEqual(Object.keys(FaultCode).sort());
  expect(faultCatalogue.map(({ code }) => code)).toEqual(Object.keys(FaultCode));
});

it.each(everyText)('$code $kind says something in both languages', ({ sv, en }) => {
  for (const text of [sv, en]) {
    expect(text.trim()).toBe(text);
    expect(text.length).toBeGreaterThan(4);
    expect(text).not.toMatch(/ {2}|\.\.|!|undefined/);
  }
  expect(sv).not.toBe(en);
});

it('keeps titles short, without a full stop', () => {
  for (const { cardholderTitle } of faultCatalogue)
    for (const title of [cardholderTitle.sv, cardholderTitle.en]) {
      expect(title.length).toBeLessThanOrEqual(60);
      expect(title).not.toMatch(/\.$/);
    }
});

it('tells the cardholder of whatever stops the upgrade whom to call', () => {
  for (const { severity, cardholderText } of faultCatalogue.filter(({ severity: one }) => one === 'FATAL')) {
    expect(severity).toBe('FATAL');
    expect(cardholderText.sv).toContain('2020, val 5');
    expect(cardholderText.en).toContain('2020, option 5');
  }
});

it('costs a PIN try only for a wrong PIN', () => {
  expect(faultCatalogue.filter(({ costsPinTry }) => costsPinTry).map(({ code }) => code)).toEqual(['PIN_WRONG']);
});

it('never asks anybody to say a PIN or PUK', () => {
  for (const { sv, en } of everyText) {
    expect(sv).not.toMatch(/(läs upp|berätta|uppge) (din |den )?(PIN|PUK|säkerhetskod)/i);
    expect(en).not.toMatch(/(?<!not )(tell|read out|give) (us |me )?(your |the )?(PIN|PUK)\b/i);
  }
});
