import { expect, it } from '@jest/globals';
import { changedSinceRead } from './changed-since-read.js';
import { event } from '../spec-support/samples.js';

const read = event(1, 'CARD_SEEN', { card: { reader: 'Läsare 1', cardNumber: null } });
const noticed = event(2, 'CARD_SEEN', { detail: 'Läsare 1' });

it('counts what was written and removed after the card was last read whole', () => {
  const written = event(3, 'CERTIFICATE_WRITTEN', { profile: 'HSA_SIGNATURE' });
  const removed = event(4, 'CERTIFICATE_REMOVED');
  expect(changedSinceRead([written, read, removed, noticed, written, written])).toEqual({ written: 2, removed: 1 });
  expect(changedSinceRead([written, removed, read])).toEqual({ written: 0, removed: 0 });
  expect(changedSinceRead([written])).toEqual({ written: 1, removed: 0 });
});
