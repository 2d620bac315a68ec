import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { objectIdentifier } from './der.js';
import { algorithmOf, curves, ecPublicKeyInfo, keyTypeOf } from './public-key.js';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).publicKey;
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey;

describe('a public key', () => {
  it.each([
    ['RSA_2048', 'RS256', rsa(2048)],
    ['RSA_3072', 'RS256', rsa(3072)],
    ['RSA_4096', 'RS256', rsa(4096)],
    ['P_256', 'ES256', curve('P-256')],
    ['P_384', 'ES384', curve('P-384')],
    [null, 'RS256', rsa(1024)],
    [null, null, curve('P-521')],
    [null, null, curve('secp256k1')],
    [null, null, generateKeyPairSync('ed25519').publicKey],
    [null, null, generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey],
  ] as const)('of type %s signs %s', (keyType, algorithm, key) => {
    expect(keyTypeOf(key.export({ type: 'spki', format: 'der' }))).toBe(keyType);
    expect(algorithmOf(key)).toBe(algorithm);
  });

  it('that is none has no type', () => {
    expect(keyTypeOf(Buffer.from('junk'))).toBeNull();
  });

  it.each([
    ['P-256', curves.P_256],
    ['P-384', curves.P_384],
  ])('on %s is encoded as OpenSSL does', (namedCurve, { objectIdentifier: identifier, bytes }) => {
    const key = curve(namedCurve);
    const { x = '', y = '' } = createPublicKey(key.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    expect(point).toHaveLength(1 + 2 * bytes);
    expect(ecPublicKeyInfo(objectIdentifier(identifier), point).equals(key.export({ type: 'spki', format: 'der' }))).toBe(true);
  });
});
