import { execFileSync, spawnSync } from 'node:child_process';
import { sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { FaultError } from '../common/fault.js';
import { LONGEST_REQUEST, readCertificateRequest } from './certificate-request.js';
import { encodeDer, encodeObjectIdentifier, Tag } from './der.js';
import { encodeName } from './distinguished-name.js';
import { publicKeyDer } from './public-key.js';
import { ecKeys, hsaSubject, rsaKeys } from './test-certificates.spec-support.js';
import { ECDSA_SHA_384, makeRequest, signInformation } from './test-request.spec-support.js';
import type { RequestOptions } from './test-request.spec-support.js';

const keys = rsaKeys();
const ec = ecKeys();
const folder = mkdtempSync(join(tmpdir(), 'kortlots-request-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const P_256 = '1.2.840.10045.3.1.7';
const request = makeRequest(keys, hsaSubject);

function codeOf(der: Uint8Array): string {
  try {
    readCertificateRequest(der);
    return 'accepted';
  } catch (error) {
    if (error instanceof FaultError) return error.code;
    throw error;
  }
}

describe('a PKCS#10 request', () => {
  it('is read: subject in order, key', () => {
    const { subject, publicKey } = readCertificateRequest(request);
    expect(subject).toEqual(hsaSubject);
    expect(publicKeyDer(publicKey)).toEqual(publicKeyDer(keys.publicKey));
  });

  it.each([
    ['sha256', '1.2.840.113549.1.1.11', 'accepted'],
    ['sha384', '1.2.840.113549.1.1.12', 'accepted'],
    ['sha512', '1.2.840.113549.1.1.13', 'accepted'],
    ['sha1', '1.2.840.113549.1.1.5', 'REQUEST_REJECTED'],
    ['sha512', '1.2.840.113549.1.1.11', 'PROOF_OF_POSSESSION_FAILED'],
  ])('signed with %s as %s: %s', (hash, algorithm, code) => {
    expect(codeOf(makeRequest(keys, hsaSubject, { hash, algorithm }))).toBe(code);
  });

  it('signed by another key proves nothing', () => {
    const other = rsaKeys();
    expect(codeOf(makeRequest({ ...keys, privateKey: other.privateKey }, hsaSubject))).toBe('PROOF_OF_POSSESSION_FAILED');
  });

  it.each<[string, RequestOptions, string]>([
    ['P-256', {}, 'accepted'],
    ['P-384', { hash: 'sha384', algorithm: ECDSA_SHA_384 }, 'accepted'],
    ['P-256', { hash: 'sha384', algorithm: ECDSA_SHA_384 }, 'accepted'],
    ['P-384', {}, 'accepted'],
    ['P-256', { hash: 'sha384' }, 'PROOF_OF_POSSESSION_FAILED'],
    ['P-256', { algorithm: '1.2.840.113549.1.1.11', parameters: encodeDer(Tag.NULL) }, 'REQUEST_REJECTED'],
    ['P-256', { parameters: encodeDer(Tag.NULL) }, 'REQUEST_REJECTED'],
    ['P-256', { hash: 'sha512', algorithm: '1.2.840.10045.4.3.4' }, 'REQUEST_REJECTED'],
    [
      'P-256',
      { signer: (data) => sign('sha256', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }) },
      'PROOF_OF_POSSESSION_FAILED',
    ],
    ['P-521', {}, 'KEY_POLICY_VIOLATED'],
    ['secp256k1', {}, 'KEY_POLICY_VIOLATED'],
  ])('with a key on %s, signed in the way of %j: %s', (curve, options, code) => {
    const own = curve === 'P-256' ? ec : ecKeys(curve);
    expect(codeOf(makeRequest(own, hsaSubject, options))).toBe(code);
  });

  it('signed by another key on the curve proves nothing', () => {
    expect(codeOf(makeRequest({ ...ec, privateKey: ecKeys().privateKey }, hsaSubject))).toBe('PROOF_OF_POSSESSION_FAILED');
  });

  it('with an RSA key, signed as if it were on a curve, is rejected', () => {
    const options = { algorithm: '1.2.840.10045.4.3.2', parameters: new Uint8Array() };
    expect(codeOf(makeRequest(keys, hsaSubject, options))).toBe('REQUEST_REJECTED');
  });

  it('with a point that is compressed, cut or not on its curve is rejected; so is a curve given by its equation', () => {
    const spki = publicKeyDer(ec.publicKey);
    const point = Buffer.from(spki.subarray(-65));
    const withPoint = (bytes: Uint8Array): string => {
      const algorithm = encodeDer(Tag.SEQUENCE, encodeObjectIdentifier('1.2.840.10045.2.1'), encodeObjectIdentifier(P_256));
      const key = encodeDer(Tag.SEQUENCE, algorithm, encodeDer(Tag.BIT_STRING, Buffer.from([0]), bytes));
      return codeOf(makeRequest(ec, hsaSubject, { key }));
    };
    expect(withPoint(point)).toBe('accepted');
    const off = Buffer.from(point);
    off[64] = (off[64] ?? 0) ^ 1;
    const compressed = Buffer.concat([Buffer.from([2 + ((point[64] ?? 0) & 1)]), point.subarray(1, 33)]);
    for (const wrong of [off, compressed, point.subarray(0, -1), Buffer.from([0])])
      expect(withPoint(wrong)).toBe('REQUEST_REJECTED');
    const explicit = execFileSync('openssl', ['ec', '-pubin', '-inform', 'DER', '-outform', 'DER', '-param_enc', 'explicit'], {
      input: spki,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    expect(codeOf(makeRequest(ec, hsaSubject, { key: explicit }))).toBe('REQUEST_REJECTED');
  });

  it('is read as OpenSSL makes it, and OpenSSL takes ours', () => {
    const file = join(folder, 'key.pem');
    for (const one of [keys, ec, ecKeys('P-384')]) {
      writeFileSync(file, one.privateKey.export({ type: 'pkcs8', format: 'pem' }));
      const subject = '/C=SE/CN=Test Testsson/serialNumber=TSTNMT2321000156-ABCD';
      const made = execFileSync('openssl', ['req', '-new', '-utf8', '-key', file, '-subj', subject, '-outform', 'DER']);
      const read = readCertificateRequest(made);
      expect(read.subject.map(({ value }) => value)).toEqual(['SE', 'Test Testsson', 'TSTNMT2321000156-ABCD']);
      expect(publicKeyDer(read.publicKey)).toEqual(publicKeyDer(one.publicKey));
      const judge = ['req', '-inform', 'DER', '-verify', '-noout'];
      const { stderr } = spawnSync('openssl', judge, { input: makeRequest(one, hsaSubject), encoding: 'utf8' });
      expect(stderr).toMatch(/verify OK/);
    }
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('-----BEGIN CERTIFICATE REQUEST-----')],
    ['bytes after the end', Buffer.concat([request, Buffer.from([0])])],
    ['a cut', request.subarray(0, -1)],
    ['too many bytes', new Uint8Array(LONGEST_REQUEST + 1)],
    ['attributes', signInformation(keys, encodeName(hsaSubject), { attributes: Buffer.from([0x30, 0x00]) })],
    ['another version', signInformation(keys, encodeName(hsaSubject), { version: 1 })],
    [
      'two attributes in one set',
      signInformation(
        keys,
        Buffer.from('301a311830 0a0603550403 0c03414141 300a0603550404 0c03414141'.replaceAll(' ', ''), 'hex'),
      ),
    ],
  ])('of %s is rejected', (_, der) => {
    expect(codeOf(der)).toBe('REQUEST_REJECTED');
  });

  it.each([
    ['RSA', request],
    ['a curve', makeRequest(ec, hsaSubject)],
  ])('with a key of %s, any bytes changed, left out or put in, gives a fault of the catalogue and nothing else', (_, request) => {
    const faults = ['REQUEST_REJECTED', 'PROOF_OF_POSSESSION_FAILED', 'KEY_POLICY_VIOLATED'];
    const position = fc.nat(request.length - 1);
    const change = fc.tuple(position, fc.nat(3), fc.uint8Array({ minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const mutated = changes.reduce<Buffer>(
          (bytes, [at, removed, put]) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]),
          Buffer.from(request),
        );
        fc.pre(!mutated.equals(request));
        expect(faults).toContain(codeOf(mutated));
      }),
      { numRuns: 1_000 },
    );
  });

  it('of bytes signed as they are: whatever stands in the middle, it is a fault or the same bytes again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (name) => {
        const der = signInformation(keys, name, { signer: (data) => sign('sha256', data, keys.privateKey) });
        expect(['REQUEST_REJECTED', 'accepted']).toContain(codeOf(der));
      }),
      { numRuns: 100 },
    );
  });
});
