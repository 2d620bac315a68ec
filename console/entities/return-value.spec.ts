import { expect, it } from '@jest/globals';
import { repeatsCall, showReturnValue } from './return-value.js';
import { event } from '../spec-support/samples.js';

const locked = { functionName: 'C_Login', returnValue: 0xa4 } as const;

it('says what a card answered once, and keeps what says more', () => {
  const repeats = (detail: string | null) => repeatsCall(event(1, 'FAULT_RAISED', { ...locked, detail }));
  expect(repeats('C_Login: CKR_PIN_LOCKED (0xa4)')).toBe(true);
  expect(repeats('C_Login: CKR_PIN_LOCKED (0xa4), slot 2')).toBe(false);
  expect(repeats(null)).toBe(false);
});

it('names the values that cards are known to give', () => {
  expect(showReturnValue(0xa4)).toBe('0x000000A4 CKR_PIN_LOCKED');
  expect(showReturnValue(0x80000001)).toBe('0x80000001');
});
