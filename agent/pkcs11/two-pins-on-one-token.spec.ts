import type { TokenInfo } from '../card/card-port.js';
import { verifySignature } from '../card/x509.js';
import type { Pkcs11Card } from './pkcs11-card.js';
import { TemporaryCard } from './temporary-card.spec-support.js';

const data = Buffer.from('a challenge');
let temporary: TemporaryCard;
let card: Pkcs11Card;
let token: TokenInfo;
beforeAll(async () => {
  temporary = await TemporaryCard.make({ hasOneToken: true });
  card = temporary.open();
  const [only] = await card.tokens();
  if (only === undefined) throw new Error('The card shows no token');
  token = only;
}, 60_000);
afterAll(() => temporary.discard());
afterEach(() => card.logout(token));

const firstPin = () => card.login(token, temporary.file.pin1, 'AUTHENTICATION');
const secondPin = () => card.login(token, temporary.file.pin2, 'SIGNATURE');

describe('a token with two PINs', () => {
  it('has keys of both kinds, and says which need the second PIN', async () => {
    expect(token.purpose).toBeNull();
    await firstPin();
    const keys = await card.keys(token);
    expect(keys.map(({ ckaId, alwaysAuthenticate }) => [ckaId, alwaysAuthenticate]).toSorted()).toEqual([
      ['45', false],
      ['46', true],
    ]);
  });

  it('signs with the first PIN where that is enough, and not where the second is needed', async () => {
    await firstPin();
    expect((await card.sign(token, '45', data)).bytes).toHaveLength(256);
    await expect(card.sign(token, '46', data)).rejects.toMatchObject({ functionName: 'C_Login', returnValue: 0x101 });
    expect((await card.sign(token, '45', data)).bytes).toHaveLength(256);
  });

  it('signs again and again once the second PIN was given, until logout', async () => {
    await firstPin();
    await secondPin();
    const certificate = (await card.certificates(token)).find(({ ckaId }) => ckaId === '46');
    for (let count = 0; count < 3; count += 1) {
      expect(verifySignature(certificate?.der ?? new Uint8Array(), data, await card.sign(token, '46', data))).toBe(true);
    }
    expect((await card.sign(token, '45', data)).bytes).toHaveLength(256);
    await card.logout(token);
    await firstPin();
    await expect(card.sign(token, '46', data)).rejects.toMatchObject({ returnValue: 0x101 });
  });

  it('the second PIN alone costs no try: it would be tried as the first', async () => {
    await expect(secondPin()).rejects.toMatchObject({ functionName: 'C_Login', returnValue: 0x101 });
    const [seen] = await card.tokens();
    expect(seen?.flags).not.toContain('CKF_USER_PIN_COUNT_LOW');
  });

  it('a wrong second PIN says so, is not kept, and leaves the first login as it was', async () => {
    await firstPin();
    const wrong = temporary.file.pin2 === '000000' ? '111111' : '000000';
    await expect(card.login(token, wrong, 'SIGNATURE')).rejects.toMatchObject({
      faultCode: 'PIN_WRONG',
      functionName: 'C_Login',
    });
    await expect(card.sign(token, '46', data)).rejects.toMatchObject({ returnValue: 0x101 });
    expect((await card.sign(token, '45', data)).bytes).toHaveLength(256);
    await secondPin();
    expect((await card.sign(token, '46', data)).bytes).toHaveLength(256);
  });

  it('a new signature key needs the second PIN, and a new authentication key does not', async () => {
    await firstPin();
    await secondPin();
    const keyType = 'P_256';
    const one = await card.generateKeyPair(token, { ckaId: 'a1', label: 'L', keyType, purpose: 'AUTHENTICATION' });
    const two = await card.generateKeyPair(token, { ckaId: 'a2', label: 'U', keyType, purpose: 'SIGNATURE' });
    expect([one.alwaysAuthenticate, two.alwaysAuthenticate]).toEqual([false, true]);
    expect((await card.keys(token)).find(({ ckaId }) => ckaId === 'a2')).toEqual(two);
    expect((await card.sign(token, 'a2', data)).algorithm).toBe('ES256');
  });
});
