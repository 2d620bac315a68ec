import { expect, it } from '@jest/globals';
import { startOf } from './session-start.js';
import { at, details } from '../spec-support/samples.js';

it('is the first that is known of it: the step of an agent that reached the server a little later, or the opening', () => {
  const steps = [{ step: 'SIGN_IN', startedAt: at(1), completedAt: null }] as const;
  expect(startOf(details({ summary: { openedAt: at(3) }, steps: [...steps] }))).toBe(at(1));
  expect(startOf(details({ summary: { openedAt: at(0) }, steps: [...steps] }))).toBe(at(0));
  expect(startOf(details({ summary: { openedAt: at(3) }, steps: [] }))).toBe(at(3));
});
