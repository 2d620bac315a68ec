import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import type { CardSignature, CertificateOnToken, KeyType, Purpose, TokenInfo } from '../card/card-port.js';
import { createRequest } from '../card/pkcs10.js';
import { hashOf, keyTypeOf } from '../card/public-key.js';
import { readCertificate, verifySignature } from '../card/x509.js';
import { NssCard } from './nss-card.spec-support.js';
import type { Pkcs11Card } from './pkcs11-card.js';
import { tokenOf } from './temporary-card.spec-support.js';

const data = Buffer.from('a challenge');
const subject = [{ type: '2.5.4.3', value: 'Åsa Testsson' }];

let nss: NssCard;
let card: Pkcs11Card;
let token: TokenInfo;
let old: readonly CertificateOnToken[];
beforeAll(async () => {
  nss = await NssCard.make();
  card = nss.open();
  token = await tokenOf(card, 'AUTHENTICATION');
  old = await card.certificates(token);
}, 60_000);
afterAll(() => nss.discard());
afterEach(() => card.logout(token));
const logIn = () => card.login(token, nss.pins.pin1);
const issue = (publicKey: Uint8Array, purpose: Purpose = 'AUTHENTICATION') =>
  nss.authority.issue({ issuer: 'ORGANISATION', purpose, subject, cardNumber: nss.holder.cardNumber, publicKey });

function isBy(publicKey: Uint8Array, { algorithm, bytes }: CardSignature): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return verify(hashOf(algorithm), data, { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

/** NSS softokn is nobody's idea of a card, and that is what it is here for: nothing may fit SoftHSM alone. */
describe('a card in NSS', () => {
  it('shows its two tokens with the old certificates, without any PIN', async () => {
    expect(await card.middleware()).toMatchObject({ manufacturer: 'Mozilla Foundation' });
    const { tokens, certificates, unreadable } = await card.scan();
    expect(tokens.map(({ purpose, reader }) => [purpose, reader])).toEqual([
      ['AUTHENTICATION', 'NSS Reader 1'],
      ['SIGNATURE', 'NSS Reader 1'],
    ]);
    expect(unreadable).toEqual([]);
    expect(certificates).toHaveLength(4);
    expect(certificates.every(({ der }) => readCertificate(der).cardNumber === nss.holder.cardNumber)).toBe(true);
    expect(token.freeMemory).toBeNull();
    expect(await card.keyTypes(token)).toEqual(['RSA_2048', 'RSA_3072', 'RSA_4096', 'P_256', 'P_384']);
  });

  it('takes the PIN of each token, and no other', async () => {
    await expect(card.login(token, nss.pins.pin2)).rejects.toMatchObject({
      faultCode: 'PIN_WRONG',
      functionName: 'C_Login',
      returnValue: 0xa0,
    });
    await expect(card.keys(token)).rejects.toMatchObject({ returnValue: 0x101 });
    await logIn();
    const [key] = await card.keys(token);
    expect(key).toMatchObject({ ckaId: '45', alwaysAuthenticate: false });
    expect(isBy(key?.publicKey ?? new Uint8Array(), await card.sign(token, '45', data))).toBe(true);
  });

  it.each(['RSA_2048', 'P_256', 'P_384'] satisfies KeyType[])(
    'does with a new %s key what an upgrade does, and leaves nothing behind',
    async (keyType) => {
      await logIn();
      const ckaId = `c0${Buffer.from(keyType).toString('hex')}`;
      const key = await card.generateKeyPair(token, { ckaId, label: `Ny ${keyType}`, keyType });
      expect(keyTypeOf(key.publicKey)).toBe(keyType);
      expect(await card.keys(token)).toContainEqual(key);
      const request = await createRequest(card, token, key, subject);
      const judge = spawnSync('openssl', ['req', '-inform', 'DER', '-verify', '-noout'], { input: request });
      expect(judge.stderr.toString()).toContain('verify OK');
      const der = await issue(key.publicKey);
      await card.writeCertificate(token, { ckaId, label: 'Nytt', der });
      expect((await card.certificates(token)).filter((one) => one.ckaId === ckaId).map((one) => one.der)).toEqual([der]);
      expect(verifySignature(der, data, await card.sign(token, ckaId, data))).toBe(true);
      await card.removeCertificate(token, { ckaId, der });
      await card.removeKeyPair(token, { ckaId, publicKey: key.publicKey });
      expect(await card.keyIds(token)).toEqual(['45']);
      expect(await card.certificates(token)).toEqual(old);
    },
  );

  it('takes a certificate whose label another person’s has, which NSS refuses, under a label with a number', async () => {
    await logIn();
    const [key] = await card.keys(token);
    const der = await issue(key?.publicKey ?? new Uint8Array());
    const taken = old[0]?.label ?? '';
    await card.writeCertificate(token, { ckaId: '45', label: taken, der });
    expect((await card.certificates(token)).find((one) => Buffer.from(one.der).equals(der))?.label).toBe(`${taken} 2`);
    await card.removeCertificate(token, { ckaId: '45', der });
    expect(await card.certificates(token)).toEqual(old);
  });

  it('gives a certificate another CKA_ID and takes it back', async () => {
    await logIn();
    const [certificate] = old;
    if (certificate === undefined) throw new Error('There is no old certificate');
    const { der } = certificate;
    await card.moveCertificate(token, { from: '45', to: 'beef', der });
    expect(await card.certificates(token)).toContainEqual({ ...certificate, ckaId: 'beef' });
    await card.moveCertificate(token, { from: 'beef', to: '45', der });
    expect(await card.certificates(token)).toHaveLength(old.length);
    expect(await card.certificates(token)).toContainEqual(certificate);
  });

  it('changes its PIN, and has no PUK to unlock with', async () => {
    await expect(card.changePin(token, { old: '999999', new: '112233' })).rejects.toMatchObject({
      faultCode: 'PIN_WRONG',
      returnValue: 0xa0,
    });
    await card.changePin(token, { old: nss.pins.pin1, new: '112233' });
    await expect(logIn()).rejects.toMatchObject({ faultCode: 'PIN_WRONG' });
    await card.login(token, '112233');
    expect((await card.sign(token, '45', data)).algorithm).toBe('RS256');
    await card.changePin(token, { old: '112233', new: nss.pins.pin1 });
    await expect(card.unlockPin(token, { puk: '12345678', newPin: '112233' })).rejects.toMatchObject({
      faultCode: 'PIN_CHANGE_UNSUPPORTED',
      functionName: 'C_Login',
      returnValue: 0x103,
    });
    await logIn();
  });
});
