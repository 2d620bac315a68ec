import { describe, expect, it } from '@jest/globals';
import { readPairingCode, showPairingCode } from './pairing-code.js';

describe('a pairing code', () => {
  it.each(['7KQ2M4TX', '7kq2-m4tx', ' 7KQ2 M4TX ', '7KQ2–M4TX'])('is understood however it is written: %s', (written) => {
    expect(readPairingCode(written)).toBe('7KQ2M4TX');
  });

  it.each(['', '7KQ2M4T', '7KQ2M4TXX', '7KQ2M4TA', '7KQ2M401'])('is not %s', (written) => {
    expect(readPairingCode(written)).toBeNull();
  });

  it('is shown as it is read aloud', () => {
    expect(showPairingCode('7KQ2M4TX')).toBe('7KQ2-M4TX');
  });
});
