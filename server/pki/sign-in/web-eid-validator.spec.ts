import 'reflect-metadata';
import { createHash, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Extension, KeyUsageFlags } from '@peculiar/x509';

import { CaFolder } from '../authority/ca-folder.js';
import { EmbeddedAuthority } from '../authority/embedded-authority.js';
import { MemoryRecords } from '../authority/memory-records.spec-support.js';
import { PkiAddresses } from '../authority/pki-addresses.js';
import {
  ecKeys,
  hsaSubject,
  makeAuthority,
  makeCertificate,
  makeList,
  NOW,
  rsaKeys,
  YEAR,
} from '../test-certificates.spec-support.js';
import type { KeyPair, Made, MakeOptions } from '../test-certificates.spec-support.js';
import { testConfiguration } from '../test-configuration.spec-support.js';
import { writePem } from '../trust/pem.js';
import { TrustStore } from '../trust/trust-store.js';
import { WebEidValidator } from './web-eid-validator.js';
import type { AuthenticationToken } from './web-eid-token.js';

const expected = { origin: 'https://kortlots.test', nonce: 'dGhlIG5vbmNlIGlzIGhhc2hlZCBhcyB0ZXh0IGFzIGl0IGlzISE=' };
const anchorsFolder = testConfiguration();
const anchorsFile = join(anchorsFolder.configuration.dataDirectory, 'anchors.pem');
const { configuration, clear } = testConfiguration({ TRUST_ANCHORS: anchorsFile });
const rsa = rsaKeys();
let root: Made;
let issuer: Made;
let own: EmbeddedAuthority;

const pem = (...made: Made[]): string => made.map(({ certificate }) => writePem('CERTIFICATE', certificate.der)).join('');

/** A validator that trusts what the file holds, and our own authority. */
function trusting(text: string): WebEidValidator {
  writeFileSync(anchorsFile, text);
  return new WebEidValidator(new TrustStore(configuration, own));
}

/** Three keys of 3072 bits. */
const START_MS = 30_000;

beforeAll(async () => {
  mkdirSync(anchorsFolder.configuration.dataDirectory, { recursive: true });
  const addresses = new PkiAddresses(configuration);
  const folder = new CaFolder(join(configuration.dataDirectory, 'ca'), addresses);
  own = await EmbeddedAuthority.open(folder, new MemoryRecords(), addresses);
  root = await makeAuthority('TEST Root');
  issuer = await makeAuthority('TEST CA', { issuer: root, pathLength: 0 });
}, START_MS);

afterAll(() => {
  clear();
  anchorsFolder.clear();
});

const digest = (hash: string, text: string): Buffer => createHash(hash).update(text, 'utf8').digest();

function tokenOf(made: Made, algorithm = 'RS256', signed = expected): AuthenticationToken {
  const hash = `sha${algorithm.slice(2)}`;
  const data = Buffer.concat([digest(hash, signed.origin), digest(hash, signed.nonce)]);
  return {
    format: 'web-eid:1.0',
    unverifiedCertificate: made.certificate.der,
    algorithm,
    signature: sign(hash, data, { key: made.privateKey, dsaEncoding: 'ieee-p1363' }),
    appVersion: 'https://kortlots.test/agent/0.1.0',
  };
}

const card = (options: MakeOptions = {}): Promise<Made> => makeCertificate({ issuer, keys: rsa, ...options });

async function refusal(validator: WebEidValidator, token: AuthenticationToken, now = NOW): Promise<unknown> {
  return validator.validate(token, expected, now).then(
    () => 'accepted',
    (error: unknown) => error,
  );
}

describe('a Web eID sign-in', () => {
  it.each<[string, KeyPair]>([
    ['RS256', rsa],
    ['RS384', rsa],
    ['RS512', rsa],
    ['ES256', ecKeys('P-256')],
    ['ES384', ecKeys('P-384')],
  ])('is accepted with %s', async (algorithm, keys) => {
    const made = await card({ keys });
    const certificate = await trusting(pem(root, issuer)).validate(tokenOf(made, algorithm), expected, NOW);
    expect(certificate.der).toEqual(made.certificate.der);
  });

  it.each<[string, string, KeyPair]>([
    ['RS256', 'ES256', ecKeys('P-256')],
    ['ES384', 'ES256', ecKeys('P-256')],
    ['ES256', 'ES384', ecKeys('P-384')],
    ['ES512', 'ES256', ecKeys('P-256')],
    ['ES256', 'ES256', ecKeys('P-384')],
    ['ES256', 'ES256', ecKeys('secp256k1')],
  ])('that says %s and is signed with %s is rejected', async (algorithm, used, keys) => {
    const token = { ...tokenOf(await card({ keys }), used), algorithm };
    expect(await refusal(trusting(pem(root, issuer)), token)).toMatchObject({ code: 'SIGN_IN_REJECTED' });
  });

  it('with an ECDSA signature in DER, which Web eID does not use, is rejected', async () => {
    const made = await card({ keys: ecKeys('P-256') });
    const data = Buffer.concat([digest('sha256', expected.origin), digest('sha256', expected.nonce)]);
    const token = { ...tokenOf(made, 'ES256'), signature: sign('sha256', data, made.privateKey) };
    expect(await refusal(trusting(pem(root, issuer)), token)).toMatchObject({ code: 'SIGN_IN_REJECTED' });
  });

  it('is accepted with an issuing authority as the only anchor', async () => {
    await expect(trusting(pem(issuer)).validate(tokenOf(await card()), expected, NOW)).resolves.toBeDefined();
  });

  it('is accepted with a certificate of our own authority, until that is revoked', async () => {
    const order = { id: '4'.repeat(32), placedAt: NOW, profile: 'HSA_AUTHENTICATION', request: new Uint8Array() } as const;
    const der = await own.issue({ ...order, publicKey: rsa.publicKey, subject: hsaSubject, cardNumber: null });
    const token = { ...tokenOf(await card()), unverifiedCertificate: der };
    const later = new Date();
    const validator = trusting(pem(root));
    const certificate = await validator.validate(token, expected, later);
    await own.revoke(certificate, 'SUPERSEDED');
    expect(await refusal(validator, token, later)).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_REVOKED' });
  });

  it.each<[string, (token: AuthenticationToken) => Partial<AuthenticationToken>]>([
    ['another format', () => ({ format: 'web-eid:2.0' })],
    ['no format', () => ({ format: '' })],
    ['an unknown algorithm', () => ({ algorithm: 'none' })],
    ['an algorithm named like a property', () => ({ algorithm: 'constructor' })],
    ['an algorithm for another kind of key', () => ({ algorithm: 'ES256' })],
    ['another algorithm than the one used', () => ({ algorithm: 'RS512' })],
    ['an empty certificate', () => ({ unverifiedCertificate: new Uint8Array() })],
    ['a certificate that is none', () => ({ unverifiedCertificate: Buffer.from('certificate') })],
    [
      'bytes after the certificate',
      (token) => ({ unverifiedCertificate: Buffer.concat([token.unverifiedCertificate, Buffer.from([0])]) }),
    ],
    ['a certificate that is too long', () => ({ unverifiedCertificate: new Uint8Array(20_000) })],
    ['no signature', () => ({ signature: new Uint8Array() })],
    ['a signature that is too long', () => ({ signature: new Uint8Array(5_000) })],
    ['a signature cut off', (token) => ({ signature: token.signature.subarray(1) })],
    ['an app version that is too long', () => ({ appVersion: 'x'.repeat(1_000) })],
  ])('with %s is rejected', async (_, change) => {
    const token = tokenOf(await card());
    expect(await refusal(trusting(pem(root, issuer)), { ...token, ...change(token) })).toMatchObject({
      code: 'SIGN_IN_REJECTED',
    });
  });

  it('with a tampered signature, of another origin, nonce or key, is rejected', async () => {
    const made = await card();
    const validator = trusting(pem(root, issuer));
    const tampered = Uint8Array.from(tokenOf(made).signature);
    tampered[40] = (tampered[40] ?? 0) ^ 1;
    const tokens = [
      { ...tokenOf(made), signature: tampered },
      tokenOf(made, 'RS256', { ...expected, origin: 'https://kortlots.test.example' }),
      tokenOf(made, 'RS256', { ...expected, nonce: 'another' }),
      tokenOf(made, 'RS256', { origin: expected.nonce, nonce: expected.origin }),
      tokenOf({ ...made, ...rsaKeys() }),
    ];
    for (const token of tokens) expect(await refusal(validator, token)).toMatchObject({ code: 'SIGN_IN_REJECTED' });
  });

  it.each<[string, string, MakeOptions]>([
    ['expired', 'SIGN_IN_CERTIFICATE_EXPIRED', { notAfter: new Date('2026-05-01T00:00:00Z') }],
    ['not valid yet', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { notBefore: new Date('2026-07-01T00:00:00Z') }],
    ["an authority's", 'SIGN_IN_CERTIFICATE_UNTRUSTED', { ca: true, keyUsage: KeyUsageFlags.digitalSignature }],
    ['for signatures only', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { keyUsage: KeyUsageFlags.nonRepudiation }],
    ['for encryption only', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { keyUsage: KeyUsageFlags.keyEncipherment }],
    ['without key usage', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { keyUsage: null }],
    ['for e-mail only', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'] }],
    [
      'one with an unknown critical extension',
      'SIGN_IN_CERTIFICATE_UNTRUSTED',
      { more: [new Extension('1.2.3.4', true, Buffer.from([5, 0]))] },
    ],
    ['signed with SHA-1', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { hash: 'SHA-1' }],
    ['one of a short key', 'SIGN_IN_CERTIFICATE_UNTRUSTED', { keys: rsaKeys(1024) }],
  ])('with a certificate that is %s is refused as %s', async (_, code, options) => {
    expect(await refusal(trusting(pem(root, issuer)), tokenOf(await card(options)))).toMatchObject({ code });
  });

  it('takes a certificate for client authentication or any usage', async () => {
    const validator = trusting(pem(root, issuer));
    for (const extendedKeyUsage of [['1.3.6.1.5.5.7.3.2'], ['2.5.29.37.0']])
      expect(await refusal(validator, tokenOf(await card({ extendedKeyUsage })))).toBe('accepted');
  });

  it('of an unknown or self-made authority is refused', async () => {
    const impostor = await makeAuthority('TEST CA', { issuer: await makeAuthority('TEST Root') });
    const validator = trusting(pem(root, issuer));
    for (const made of [await card({ issuer: impostor }), await makeCertificate({ keys: rsa })])
      expect(await refusal(validator, tokenOf(made))).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_UNTRUSTED' });
  });

  it.each<[string, () => Promise<Made[]>, RegExp]>([
    [
      'has expired',
      async () => [root, await makeAuthority('TEST CA', { issuer: root, keys: issuer, notAfter: new Date('2026-05-01') })],
      /has expired/,
    ],
    [
      'is not valid yet',
      async () => [root, await makeAuthority('TEST CA', { issuer: root, keys: issuer, notBefore: new Date('2026-07-01') })],
      /not valid yet/,
    ],
    [
      'may not sign certificates',
      async () => [root, await makeAuthority('TEST CA', { issuer: root, keys: issuer, keyUsage: KeyUsageFlags.cRLSign })],
      /may not sign/,
    ],
    [
      'stands below one that allows none',
      async () => [await makeAuthority('TEST Root', { keys: root, pathLength: 0 }), issuer],
      /only 0 authorities/,
    ],
    [
      'has an expired root',
      async () => [await makeAuthority('TEST Root', { keys: root, notAfter: new Date('2026-05-01') }), issuer],
      /has expired/,
    ],
  ])('whose authority %s is refused', async (_, make, detail) => {
    const validator = trusting(pem(...(await make())));
    const error = await refusal(validator, tokenOf(await card()));
    expect(error).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_UNTRUSTED' });
    expect(String(error)).toMatch(detail);
  });

  it('finds its way when one of two authorities of the same name and key has expired', async () => {
    const old = await makeAuthority('TEST CA', { issuer: root, keys: issuer, notAfter: new Date('2026-05-01') });
    await expect(trusting(pem(root, old, issuer)).validate(tokenOf(await card()), expected, NOW)).resolves.toBeDefined();
  });
});

describe('revocation by CRLs in the files of TRUST_ANCHORS', () => {
  const crl = async (...parameters: Parameters<typeof makeList>) => writePem('X509 CRL', await makeList(...parameters));

  it('refuses what is revoked, and accepts what is not', async () => {
    const [revoked, good] = [await card(), await card()];
    const validator = trusting(pem(root, issuer) + (await crl(issuer, [revoked.certificate])) + (await crl(root, [])));
    expect(await refusal(validator, tokenOf(revoked))).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_REVOKED' });
    expect(await refusal(validator, tokenOf(good))).toBe('accepted');
  });

  it('refuses everything of a revoked authority', async () => {
    const validator = trusting(pem(root, issuer) + (await crl(root, [issuer.certificate])));
    const error = await refusal(validator, tokenOf(await card()));
    expect(error).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_UNTRUSTED' });
    expect(String(error)).toMatch(/is revoked/);
  });

  it('refuses when the list is out of date, and takes no list that another signed', async () => {
    const made = await card();
    const dates = { thisUpdate: YEAR.notBefore, nextUpdate: new Date('2026-05-01T00:00:00Z') };
    const stale = trusting(pem(root, issuer) + (await crl(issuer, [], dates)));
    expect(String(await refusal(stale, tokenOf(made)))).toMatch(/out of date/);
    const forged = trusting(pem(root, issuer) + (await crl({ ...issuer, ...ecKeys() }, [made.certificate])));
    expect(await refusal(forged, tokenOf(made))).toBe('accepted');
  });

  it('sees a list that is replaced while the server runs, and keeps the old one when the new one is damaged', async () => {
    const made = await card();
    const validator = trusting(pem(root, issuer) + (await crl(issuer, [])));
    expect(await refusal(validator, tokenOf(made))).toBe('accepted');
    writeFileSync(anchorsFile, pem(root, issuer) + (await crl(issuer, [made.certificate])) + '\n');
    expect(await refusal(validator, tokenOf(made))).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_REVOKED' });
    writeFileSync(anchorsFile, 'damaged');
    expect(await refusal(validator, tokenOf(made))).toMatchObject({ code: 'SIGN_IN_CERTIFICATE_REVOKED' });
  });

  it.each([
    ['nothing', ''],
    ['something else', 'some text'],
  ])('a file with %s stops the start with its name', async (_, text) => {
    writeFileSync(anchorsFile, text);
    const start = new TrustStore(configuration, own).onModuleInit();
    await expect(start).rejects.toThrow(/TRUST_ANCHORS: .*anchors\.pem can not be used: it holds no certificate/);
  });

  it("a file with a person's certificate stops the start", async () => {
    writeFileSync(anchorsFile, pem(await card()));
    await expect(new TrustStore(configuration, own).onModuleInit()).rejects.toThrow(/no certificate authority/);
  });
});
