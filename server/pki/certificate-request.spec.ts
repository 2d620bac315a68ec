import { sign } from 'node:crypto';

import fc from 'fast-check';

import { FaultError } from '../common/fault.js';
import { LONGEST_REQUEST, readCertificateRequest } from './certificate-request.js';
import { encodeName } from './distinguished-name.js';
import { publicKeyDer } from './public-key.js';
import { makeRequest, signInformation } from './test-request.spec-support.js';
import { ecKeys, hsaSubject, rsaKeys } from './test-certificates.spec-support.js';

const keys = rsaKeys();
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

  it('with a key on a curve is against the key policy', () => {
    expect(codeOf(makeRequest(ecKeys(), hsaSubject))).toBe('KEY_POLICY_VIOLATED');
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

  it('with any bytes changed, left out or put in gives a fault of the catalogue and nothing else', () => {
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
      { numRuns: 2_000 },
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
