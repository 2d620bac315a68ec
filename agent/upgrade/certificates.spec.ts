import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { CertificateOnToken, KeyOnToken } from '../card/card-port.js';
import { signRequest } from '../card/pkcs10.js';
import { checkIssued, chooseKey, chooseSigners, holdersOf, labelFor, verifySignature } from './certificates.js';
import { rulesOf, TestAuthority } from './test-authority.spec-support.js';
import { UpgradeTrouble } from './trouble.js';
import type { CertificateProfile, OfferedCertificate } from './types.js';

const token = { serialNumber: '0001', label: 'Kort (Legitimering)' };
const hsaId = 'TSTNMT2321000156-1001';
const personnummer = '199001012384';
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

interface Key {
  readonly onToken: KeyOnToken;
  readonly privateKey: KeyObject;
}

function makeKey(ckaId: string): Key {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    onToken: { token, ckaId, label: '', publicKey: publicKey.export({ type: 'spki', format: 'der' }), alwaysAuthenticate: false },
    privateKey,
  };
}

const [first, second] = [makeKey('45'), makeKey('46')];
let authority: TestAuthority;
beforeAll(async () => {
  authority = await TestAuthority.create();
});

function offer(profile: CertificateProfile): OfferedCertificate {
  const { purpose, issuer } = rulesOf(profile);
  const subject = [
    { type: '2.5.4.6', name: 'C', value: 'SE' },
    { type: '2.5.4.3', name: 'CN', value: 'Åsa, Testsson' },
    { type: '2.5.4.5', name: 'serialNumber', value: issuer === 'HSA' ? hsaId : personnummer },
  ];
  return { profile, purpose, issuer: authority.issuerName(profile), subject };
}

async function issue(profile: CertificateProfile, key: Key): Promise<Uint8Array> {
  const { subject } = offer(profile);
  const request = await signRequest(subject, key.onToken.publicKey, (data) =>
    Promise.resolve({ algorithm: 'RS256', bytes: new Uint8Array(sign('sha256', data, key.privateKey)) }),
  );
  return authority.issue(profile, request);
}

/** The fault that the work ends with; empty when it ends well. */
function faultOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    if (error instanceof UpgradeTrouble) return error.faultCode;
    throw error;
  }
}

const onCard = (der: Uint8Array, ckaId = '45'): CertificateOnToken => ({ token, ckaId, label: '', der });
const junk = onCard(Uint8Array.of(1, 2, 3));

describe('an issued certificate', () => {
  it('is accepted when it is what was offered, and gives its key', async () => {
    const der = await issue('HSA_AUTHENTICATION', first);
    const key = checkIssued(der, offer('HSA_AUTHENTICATION'), authority.authorities, minutesFromNow(1));
    expect(Buffer.from(key).equals(first.onToken.publicKey)).toBe(true);
  });

  it('is accepted when the offer names the issuer by its common name, and by a PC whose clock is slow', async () => {
    const der = await issue('HSA_AUTHENTICATION', first);
    const offered = { ...offer('HSA_AUTHENTICATION'), issuer: 'TEST SITHS e-id Person HSA-id 3 CA v1' };
    expect(() => checkIssued(der, offered, authority.authorities, minutesFromNow(-600))).not.toThrow();
  });

  it.each<[string, () => Partial<OfferedCertificate>]>([
    ['for another person', () => ({ subject: offer('PERSON_AUTHENTICATION').subject })],
    ['with its subject in another order', () => ({ subject: offer('HSA_AUTHENTICATION').subject.toReversed() })],
    ['with more in its subject than offered', () => ({ subject: offer('HSA_AUTHENTICATION').subject.slice(1) })],
    ['from another issuer', () => ({ issuer: authority.issuerName('PERSON_SIGNATURE') })],
    ['for the other purpose', () => ({ purpose: 'SIGNATURE' })],
  ])('%s is refused', async (_, changed) => {
    const der = await issue('HSA_AUTHENTICATION', first);
    const offered = { ...offer('HSA_AUTHENTICATION'), ...changed() };
    expect(faultOf(() => checkIssued(der, offered, authority.authorities))).toBe('CERTIFICATE_MISMATCH');
  });

  it('of another hierarchy, too old, or no certificate at all is refused', async () => {
    const mismatch = 'CERTIFICATE_MISMATCH';
    const der = await issue('HSA_AUTHENTICATION', first);
    const offered = offer('HSA_AUTHENTICATION');
    const { authorities } = await TestAuthority.create();
    expect(faultOf(() => checkIssued(der, offered, authorities))).toBe(mismatch);
    expect(faultOf(() => checkIssued(der, offered, authority.authorities, minutesFromNow(800 * 24 * 60)))).toBe(mismatch);
    expect(faultOf(() => checkIssued(junk.der, offered, authority.authorities))).toBe(mismatch);
    expect(faultOf(() => verifySignature(junk.der, junk.der, { algorithm: 'RS256', bytes: junk.der }))).toBe(mismatch);
  });
});

describe('the certificate that signs in', () => {
  it('is for authentication, on the HSA-id first, then the newest, always with its key on the card', async () => {
    const [hsa, person] = [await issue('HSA_AUTHENTICATION', first), await issue('PERSON_AUTHENTICATION', first)];
    const signature = await issue('HSA_SIGNATURE', first);
    const keyless = await issue('HSA_AUTHENTICATION', second);
    const certificates = [person, signature, keyless, hsa].map((der) => onCard(der));
    const signers = chooseSigners([junk, ...certificates], [first.onToken], minutesFromNow(1));
    expect(signers.map(({ certificate }) => Buffer.from(certificate))).toEqual([Buffer.from(hsa), Buffer.from(person)]);
    expect(signers.map(({ ckaId }) => ckaId)).toEqual(['45', '45']);
  });

  it('says whether there is none, or none that is valid', async () => {
    const der = await issue('HSA_AUTHENTICATION', first);
    const choose = (certificates: CertificateOnToken[], now: Date) => () => chooseSigners(certificates, [first.onToken], now);
    expect(faultOf(choose([junk], new Date()))).toBe('CARD_NOT_ELIGIBLE');
    expect(faultOf(choose([onCard(der)], minutesFromNow(800 * 24 * 60)))).toBe('SIGN_IN_CERTIFICATE_EXPIRED');
  });
});

describe('the key that is used again', () => {
  it('is the one that signed in, when it is on the token', () => {
    const keys = [first.onToken, second.onToken];
    expect(chooseKey(keys, [], offer('HSA_AUTHENTICATION'), second.onToken.publicKey)).toBe(second.onToken);
  });

  it('is else the key of a certificate with the same purpose and number', async () => {
    const keys = [first.onToken, second.onToken];
    const certificates = [
      onCard(await issue('HSA_SIGNATURE', first)),
      onCard(await issue('PERSON_SIGNATURE', second), '46'),
      junk,
    ];
    expect(chooseKey(keys, certificates, offer('HSA_SIGNATURE'), null)).toBe(first.onToken);
    expect(chooseKey(keys, certificates, offer('PERSON_SIGNATURE'), null)).toBe(second.onToken);
    expect(chooseKey(keys, certificates.slice(0, 1), offer('PERSON_SIGNATURE'), null)).toBe(first.onToken);
  });

  it('is else the only one; where nothing tells, none is guessed', () => {
    expect(chooseKey([first.onToken], [], offer('HSA_SIGNATURE'), null)).toBe(first.onToken);
    const notEligible = 'CARD_NOT_ELIGIBLE';
    expect(faultOf(() => chooseKey([], [], offer('HSA_SIGNATURE'), null))).toBe(notEligible);
    expect(faultOf(() => chooseKey([first.onToken, second.onToken], [], offer('HSA_SIGNATURE'), null))).toBe(notEligible);
  });
});

it('holders are read from what can be read', async () => {
  const certificates = [await issue('HSA_AUTHENTICATION', first), junk.der, await issue('PERSON_SIGNATURE', second)];
  expect(holdersOf(certificates)).toEqual(new Set([hsaId, personnummer]));
});

it('labels say in plain words what a certificate is for', () => {
  expect(labelFor(offer('HSA_AUTHENTICATION'))).toBe('Legitimering (HSA-id)');
  expect(labelFor(offer('PERSON_SIGNATURE'))).toBe('Underskrift (personnummer)');
});
