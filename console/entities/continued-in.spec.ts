import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { continuedIn } from './continued-in.js';
import { event } from '../spec-support/samples.js';

const id = '00000000-0000-4000-8000-000000000002';
const detail = `the card signed in to session ${id}`;

it('is the session that the card signed in to later', () => {
  expect(continuedIn([event(1), event(2, 'SESSION_CANCELLED', { detail })])).toBe(id);
});

it('is none when it was cancelled otherwise, or something else tells the same', () => {
  expect(continuedIn([event(1, 'SESSION_CANCELLED'), event(2, 'SESSION_CANCELLED', { detail: 'from the offer' })])).toBeNull();
  expect(continuedIn([event(1, 'CARD_SEEN', { detail })])).toBeNull();
});

it('reads what the server writes', () => {
  const source = readFileSync('server/sessions/agent/continuing.ts', 'utf8');
  expect(source).toContain('`the card signed in to session ${session.id}`');
});
