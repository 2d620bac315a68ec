import { createPublicKey, verify } from 'node:crypto';
import type { CardSignature, KeyOnToken, TokenInfo } from '../card/card-port.js';
import { readCertificate } from '../card/x509.js';
import { OldAuthority } from '../card-tool/old-authority.js';
import type { Pkcs11Card } from './pkcs11-card.js';
import { TemporaryCard, tokenOf } from './temporary-card.spec-support.js';

let temporary: TemporaryCard;
let card: Pkcs11Card;
let token: TokenInfo;

beforeAll(async () => {
  temporary = await TemporaryCard.make();
  card = temporary.open();
  token = await tokenOf(card, 'AUTHENTICATION');
}, 60_000);
afterAll(() => temporary.discard());
afterEach(() => card.logout(token));

const logIn = () => card.login(token, temporary.file.pin1);
const isSignedBy = (key: KeyOnToken, data: Uint8Array, signature: CardSignature) =>
  verify('sha256', data, createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' }), signature.bytes);

describe('a card in a PKCS#11 module', () => {
  it('tells what the module is and where it came from', async () => {
    expect(await card.middleware()).toMatchObject({ path: temporary.file.modulePath, source: 'option', manufacturer: 'SoftHSM' });
  });

  it('shows a token for each PIN, with four certificates, without any PIN', async () => {
    const { tokens, certificates, unreadable } = await card.scan();
    expect(tokens.map(({ purpose }) => purpose).sort()).toEqual(['AUTHENTICATION', 'SIGNATURE']);
    expect(tokens[0]?.flags).toContain('CKF_LOGIN_REQUIRED');
    expect(unreadable).toEqual([]);
    const { hsaId, personnummer, cardNumber } = temporary.file.holder;
    const summaries = certificates.map(({ der }) => readCertificate(der));
    const numbers = summaries.map(
      ({ subjectAttributes }) => subjectAttributes.find(({ name }) => name === 'serialNumber')?.value,
    );
    expect(numbers.sort()).toEqual([hsaId, hsaId, personnummer, personnummer].sort());
    expect(summaries.every((summary) => summary.cardNumber === cardNumber)).toBe(true);
  });

  it('refuses a wrong PIN with function and number, and takes the right one after it', async () => {
    const wrong = temporary.file.pin1 === '000000' ? '111111' : '000000';
    await expect(card.login(token, wrong)).rejects.toMatchObject({
      faultCode: 'PIN_WRONG',
      functionName: 'C_Login',
      returnValue: 0xa0,
    });
    expect((await tokenOf(card, 'AUTHENTICATION')).flags).toContain('CKF_USER_PIN_COUNT_LOW');
    await logIn();
    expect((await tokenOf(card, 'AUTHENTICATION')).flags).not.toContain('CKF_USER_PIN_COUNT_LOW');
  });

  it('says so when a PIN has a length that no card takes', async () => {
    await expect(card.login(token, '12')).rejects.toMatchObject({ faultCode: 'PIN_MALFORMED', returnValue: 0xa2 });
  });

  it('checks the PIN again when somebody logs in twice', async () => {
    await logIn();
    await expect(card.login(token, temporary.file.pin2)).rejects.toMatchObject({ faultCode: 'PIN_WRONG' });
    await expect(card.keys(token)).rejects.toMatchObject({ returnValue: 0x101 });
  });

  it('shows and uses keys only after a login', async () => {
    await expect(card.keys(token)).rejects.toMatchObject({ faultCode: 'CARD_BUSY', returnValue: 0x101 });
    await expect(card.sign(token, '45', Buffer.from('x'))).rejects.toMatchObject({ returnValue: 0x101 });
    await logIn();
    expect((await card.keys(token)).map(({ ckaId }) => ckaId)).toEqual(['45']);
    await card.logout(token);
    await expect(card.keys(token)).rejects.toMatchObject({ returnValue: 0x101 });
  });

  it('signs what the key of its certificate verifies', async () => {
    await logIn();
    const [key] = await card.keys(token);
    if (key === undefined) throw new Error('no key');
    const data = Buffer.from('a challenge');
    expect(isSignedBy(key, data, await card.sign(token, '45', data))).toBe(true);
    const [certificate] = await card.certificates(token);
    expect(readCertificate(certificate?.der ?? new Uint8Array()).publicKey).toEqual(key.publicKey);
  });

  it('says so when there is no such key, and goes on after that', async () => {
    await logIn();
    await expect(card.sign(token, 'abcd', Buffer.from('x'))).rejects.toMatchObject({
      faultCode: 'CARD_ERROR',
      functionName: 'C_FindObjects',
    });
    expect((await card.sign(token, '45', Buffer.from('x'))).bytes).toHaveLength(256);
  });

  it('makes a key pair under the CKA_ID asked for, and signs with it', async () => {
    await logIn();
    const key = await card.generateKeyPair(token, { ckaId: 'a1b2', label: 'Ny nyckel åäö', keyType: 'RSA_2048' });
    expect(key).toMatchObject({ ckaId: 'a1b2', label: 'Ny nyckel åäö', token: { label: token.label } });
    const data = Buffer.from('another challenge');
    expect(isSignedBy(key, data, await card.sign(token, 'a1b2', data))).toBe(true);
    expect((await card.keys(token)).map(({ ckaId }) => ckaId).sort()).toEqual(['45', 'a1b2']);
    expect((await card.publicKeys(token)).find(({ ckaId }) => ckaId === 'a1b2')?.publicKey).toEqual(key.publicKey);
  });

  it('writes a certificate once, reads the same bytes back, and removes that one only', async () => {
    await logIn();
    const before = await card.certificates(token);
    const [key] = await card.keys(token);
    if (key === undefined) throw new Error('no key');
    const subject = [{ type: '2.5.4.3', value: 'Ny Testsson' }];
    const authority = await OldAuthority.create();
    const { publicKey } = key;
    const der = await authority.issue({
      issuer: 'ORGANISATION',
      purpose: 'AUTHENTICATION',
      subject,
      cardNumber: '9752',
      publicKey,
    });
    await card.writeCertificate(token, { ckaId: '45', label: 'Nytt', der });
    await card.writeCertificate(token, { ckaId: '45', label: 'Nytt', der });
    const after = await card.certificates(token);
    expect(after).toHaveLength(before.length + 1);
    expect(after.find(({ label }) => label === 'Nytt')).toMatchObject({ ckaId: '45', der });
    await card.removeCertificate(token, { ckaId: '46', der });
    expect(await card.certificates(token)).toHaveLength(before.length + 1);
    await card.removeCertificate(token, { ckaId: '45', der });
    expect(await card.certificates(token)).toEqual(before);
  });

  it('counts the time spent inside the module', async () => {
    const before = card.millisecondsInCard();
    await logIn();
    await card.generateKeyPair(token, { ckaId: 'c0de', label: 'Tid', keyType: 'RSA_2048' });
    const spent = card.millisecondsInCard() - before;
    expect(spent).toBeGreaterThan(10);
    expect(spent).toBeLessThan(60_000);
  });
});
