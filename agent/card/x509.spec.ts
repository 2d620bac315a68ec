import 'reflect-metadata';
import { generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { matches, readCertificate, verifyChain, verifySignature } from './x509.js';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const now = new Date('2026-06-01T00:00:00Z');
const year = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-12-31T00:00:00Z') };
const caExtensions = (isCa: boolean) => [
  new BasicConstraintsExtension(isCa, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
];

async function makeChain(options: { issuerIsCa?: boolean; notAfter?: Date } = {}) {
  const [rootKeys, issuerKeys, keys] = [await newKeys(), await newKeys(), await newKeys()];
  const root = await X509CertificateGenerator.createSelfSigned({
    name: 'C=SE, CN=TEST Root',
    keys: rootKeys,
    signingAlgorithm: algorithm,
    extensions: caExtensions(true),
    ...year,
  });
  const issuer = await X509CertificateGenerator.create({
    subject: 'C=SE, CN=TEST CA',
    issuer: root.subject,
    publicKey: issuerKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: caExtensions(options.issuerIsCa ?? true),
    ...year,
  });
  const leaf = await X509CertificateGenerator.create({
    subject: 'C=SE, CN=Åsa Öberg, G=Åsa, 2.5.4.5=TSTNMT2321000156-1001',
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: issuerKeys.privateKey,
    signingAlgorithm: algorithm,
    serialNumber: '0abc',
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
      new Extension('1.2.752.34.2.1', false, Buffer.from('\x13\x049752', 'latin1')),
    ],
    ...year,
    ...(options.notAfter ? { notAfter: options.notAfter } : {}),
  });
  const bytes = (certificate: { rawData: ArrayBuffer }) => new Uint8Array(certificate.rawData);
  return { root: bytes(root), issuer: bytes(issuer), leaf: bytes(leaf), keys };
}

describe('a certificate', () => {
  it('is read: names in order, usage, card number, key', async () => {
    const { leaf, keys } = await makeChain();
    const summary = readCertificate(leaf);
    expect(summary).toMatchObject({
      serialNumber: '0abc',
      subject: 'C=SE, CN=Åsa Öberg, GN=Åsa, serialNumber=TSTNMT2321000156-1001',
      issuer: 'C=SE, CN=TEST CA',
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      cardNumber: '9752',
      ...year,
    });
    expect(summary.subjectAttributes[3]).toEqual({ type: '2.5.4.5', name: 'serialNumber', value: 'TSTNMT2321000156-1001' });
    const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey));
    expect(matches(leaf, publicKey)).toBe(true);
    expect(
      matches(leaf, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' })),
    ).toBe(false);
  });

  it('is chained to its root, whatever the order of the authorities', async () => {
    const { leaf, issuer, root } = await makeChain();
    expect(verifyChain(leaf, [root, issuer], now)).toEqual([issuer, root]);
  });

  it.each([
    [
      'without the issuer',
      async () => {
        const { leaf, root } = await makeChain();
        return [leaf, [root], now] as const;
      },
      'No authority issued',
    ],
    [
      'without the root',
      async () => {
        const { leaf, issuer } = await makeChain();
        return [leaf, [issuer], now] as const;
      },
      'No authority issued',
    ],
    [
      'of other keys under the same names',
      async () => {
        const [one, other] = [await makeChain(), await makeChain()];
        return [one.leaf, [other.issuer, other.root], now] as const;
      },
      'No authority issued',
    ],
    [
      'issued by what is no CA',
      async () => {
        const { leaf, issuer, root } = await makeChain({ issuerIsCa: false });
        return [leaf, [issuer, root], now] as const;
      },
      'no certificate authority',
    ],
    [
      'past its time',
      async () => {
        const { leaf, issuer, root } = await makeChain({ notAfter: new Date('2026-05-01T00:00:00Z') });
        return [leaf, [issuer, root], now] as const;
      },
      'was valid until',
    ],
    [
      'of bytes that are none',
      async () => [Uint8Array.of(1, 2, 3), [(await makeChain()).root], now] as const,
      'not a certificate',
    ],
  ])('%s is refused', async (_, make, message) => {
    const [leaf, authorities, at] = await make();
    expect(() => verifyChain(leaf, authorities, at)).toThrow(message);
  });

  it('verifies a signature of its own key and no other', async () => {
    const { leaf, keys } = await makeChain();
    const data = Buffer.from('challenge');
    const bytes = new Uint8Array(await webcrypto.subtle.sign('RSASSA-PKCS1-v1_5', keys.privateKey, data));
    expect(verifySignature(leaf, data, { algorithm: 'RS256', bytes })).toBe(true);
    expect(verifySignature(leaf, Buffer.from('other'), { algorithm: 'RS256', bytes })).toBe(false);
    expect(verifySignature(leaf, data, { algorithm: 'ES256', bytes })).toBe(false);
    const other = sign('sha256', data, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    expect(verifySignature(leaf, data, { algorithm: 'RS256', bytes: other })).toBe(false);
  });
});
