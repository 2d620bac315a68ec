import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { ecdsaSignatureValue } from './ecdsa.js';

const data = Buffer.from('a message');

describe('an ECDSA signature', () => {
  it.each(['P-256', 'P-384', 'P-521'])('on %s is the same in DER', (namedCurve) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
    // Often enough for halves that begin with a zero, and with a set highest bit.
    for (let count = 0; count < 200; count += 1) {
      const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verify('sha256', data, publicKey, ecdsaSignatureValue(signature))).toBe(true);
    }
  });

  it('has whole halves', () => {
    expect(() => ecdsaSignatureValue(Buffer.alloc(63))).toThrow('two halves');
    expect(() => ecdsaSignatureValue(Buffer.alloc(0))).toThrow('two halves');
    expect(ecdsaSignatureValue(Buffer.alloc(64)).toString('hex')).toBe('3006020100020100');
  });
});
