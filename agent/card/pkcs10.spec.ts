import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import 'reflect-metadata';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import type { CardSignature } from './card-port.js';
import { objectIdentifier, rsaPublicKeyInfo, sequence } from './der.js';
import { signRequest } from './pkcs10.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const signer = (data: Uint8Array): Promise<CardSignature> =>
  Promise.resolve({ algorithm: 'RS256', bytes: new Uint8Array(sign('sha256', data, privateKey)) });

describe('a PKCS#10 request', () => {
  const subject = [
    { type: '2.5.4.6', value: 'SE' },
    { type: '2.5.4.42', value: 'Åsa' },
    { type: '2.5.4.4', value: 'Öberg' },
    { type: '2.5.4.3', value: 'Åsa Öberg' },
    { type: '2.5.4.5', value: 'TSTNMT2321000156-1001' },
  ];

  it('holds the subject in the order given, and proves possession of the key', async () => {
    const request = new Pkcs10CertificateRequest(new Uint8Array(await signRequest(subject, spki, signer)));
    expect(await request.verify()).toBe(true);
    expect(request.subjectName.toJSON().flatMap((relative) => Object.values(relative).flat())).toEqual(
      subject.map(({ value }) => value),
    );
    expect(Buffer.from(request.publicKey.rawData).equals(spki)).toBe(true);
  });

  it.each([
    ['P-256', 'sha256', 'ES256', '1.2.840.10045.4.3.2'],
    ['P-384', 'sha384', 'ES384', '1.2.840.10045.4.3.3'],
  ] as const)('of a key on %s is signed with %s, without parameters', async (namedCurve, hash, algorithm, identifier) => {
    const pair = generateKeyPairSync('ec', { namedCurve });
    const ofCurve = (data: Uint8Array): Promise<CardSignature> => {
      const bytes = sign(hash, data, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
      return Promise.resolve({ algorithm, bytes: new Uint8Array(bytes) });
    };
    const bytes = await signRequest(subject, pair.publicKey.export({ type: 'spki', format: 'der' }), ofCurve);
    const request = new Pkcs10CertificateRequest(new Uint8Array(bytes));
    expect(await request.verify()).toBe(true);
    expect(Buffer.from(bytes).includes(sequence(objectIdentifier(identifier)))).toBe(true);
  });

  it('refuses what the attribute can not hold', async () => {
    await expect(signRequest([{ type: '2.5.4.5', value: 'å' }], spki, signer)).rejects.toThrow('PrintableString');
    await expect(signRequest([{ type: '2.5.4.3', value: '' }], spki, signer)).rejects.toThrow('empty');
    await expect(signRequest([{ type: 'CN', value: 'x' }], spki, signer)).rejects.toThrow('object identifier');
  });

  it('builds the same key information as OpenSSL', () => {
    const { n = '', e = '' } = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' });
    expect(rsaPublicKeyInfo(Buffer.from(n, 'base64url'), Buffer.from(e, 'base64url')).equals(spki)).toBe(true);
  });
});
