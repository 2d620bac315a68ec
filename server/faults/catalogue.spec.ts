import { faultCatalogue } from './catalogue.js';
import { FaultCode } from './fault-code.js';
import { beforeStart } from './texts/before-start.js';
import { cardWork } from './texts/card-work.js';
import { certificates } from './texts/certificates.js';
import { keeping } from './texts/keeping.js';
import { pinChange } from './texts/pin-change.js';
import { pin } from './texts/pin.js';
import { session } from './texts/session.js';
import { signIn } from './texts/sign-in.js';

const shares = [beforeStart, signIn, pin, pinChange, keeping, cardWork, certificates, session];
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

/** What is seen in the field, and how it is named here. */
const seen: readonly [string, readonly FaultCode[]][] = [
  ['no middleware found', ['MIDDLEWARE_NOT_FOUND']],
  ['no reader', ['NO_READER']],
  ['reader but no card', ['NO_CARD']],
  ['several readers or cards', ['SEVERAL_CARDS']],
  ['card not recognised', ['CARD_NOT_RECOGNISED', 'CARD_OTHER_ISSUER']],
  ['card not eligible', ['CARD_NOT_ELIGIBLE']],
  [
    'sign-in certificate expired, revoked, untrusted',
    ['SIGN_IN_CERTIFICATE_EXPIRED', 'SIGN_IN_CERTIFICATE_REVOKED', 'SIGN_IN_CERTIFICATE_UNTRUSTED'],
  ],
  ['wrong PIN', ['PIN_WRONG']],
  ['PIN locked', ['PIN_LOCKED', 'PUK_LOCKED']],
  ['PIN dialog cancelled or timed out', ['PIN_CANCELLED', 'PIN_TIMED_OUT']],
  ['card pulled out', ['CARD_REMOVED']],
  ['other card inserted', ['OTHER_CARD']],
  ['card memory full', ['CARD_MEMORY_FULL']],
  ['card or reader error', ['CARD_ERROR', 'MODULE_CRASHED', 'MODULE_TIMED_OUT']],
  ['card busy', ['CARD_BUSY', 'CARD_IN_USE']],
  ['request rejected', ['REQUEST_REJECTED', 'KEY_POLICY_VIOLATED', 'PROOF_OF_POSSESSION_FAILED', 'SUBJECT_MISMATCH']],
  ['authority or network not reachable', ['CA_UNREACHABLE', 'SERVER_UNREACHABLE']],
  ['certificate does not match', ['CERTIFICATE_MISMATCH']],
  ['remote desktop', ['REMOTE_DESKTOP']],
  ['window closed or PC asleep', ['WINDOW_CLOSED']],
];

it.each(seen)('has what is seen in the field: %s', (_, codes) => {
  for (const code of codes) expect(faultCatalogue.find((one) => one.code === code)?.staffDo.sv).toMatch(/\w{3}/);
});

it('says what the cardholder can do on the page', () => {
  const text = (code: FaultCode): string => faultCatalogue.find((one) => one.code === code)?.cardholderText.sv ?? '';
  expect(text('PIN_LOCKED')).toMatch(/här på sidan med PUK/);
  expect(text('CARD_MEMORY_FULL')).toMatch(/gått ut .* bara om du säger ja/);
  expect(text('REMOTE_DESKTOP')).toMatch(/fortsätta ändå/);
  expect(text('SEVERAL_CARDS')).toMatch(/Välj här på sidan/);
  expect(text('SESSION_ENDED')).toMatch(/hämtas då igen/);
});
