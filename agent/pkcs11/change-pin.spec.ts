import type { TokenInfo } from '../card/card-port.js';
import { CardError } from '../card/card-error.js';
import type { Pkcs11Card } from './pkcs11-card.js';
import { TemporaryCard, tokenOf } from './temporary-card.spec-support.js';

let temporary: TemporaryCard;
let card: Pkcs11Card;
let token: TokenInfo;
let pin: string;
beforeEach(async () => {
  temporary = await TemporaryCard.make();
  pin = temporary.file.pin1;
  card = temporary.open();
  token = await tokenOf(card, 'AUTHENTICATION');
}, 60_000);
afterEach(() => temporary.discard());

const other = (code: string): string => [...code].map((digit) => String((Number(digit) + 1) % 10)).join('');
const canUse = async (code: string): Promise<boolean> => {
  try {
    await card.login(token, code);
    return true;
  } catch (error) {
    if (error instanceof CardError && error.faultCode === 'PIN_WRONG') return false;
    throw error;
  } finally {
    await card.logout(token);
  }
};

async function failureOf(work: Promise<unknown>): Promise<CardError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CardError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}

describe('changing a PIN', () => {
  it('with the old one, without a login', async () => {
    await card.changePin(token, { old: pin, new: other(pin) });
    expect(await canUse(pin)).toBe(false);
    expect(await canUse(other(pin))).toBe(true);
  });

  it('during a login leaves the login as it is', async () => {
    await card.login(token, pin);
    await card.changePin(token, { old: pin, new: other(pin) });
    expect((await card.sign(token, '45', Buffer.from('x'))).algorithm).toBe('RS256');
    await card.logout(token);
    expect(await canUse(other(pin))).toBe(true);
  });

  it('a wrong old PIN changes nothing, and says which call refused it', async () => {
    const failure = await failureOf(card.changePin(token, { old: other(pin), new: '246802' }));
    expect(failure).toMatchObject({ faultCode: 'PIN_WRONG', functionName: 'C_SetPIN', returnValue: 0xa0 });
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain(other(pin));
    expect(await canUse(pin)).toBe(true);
  });

  it('a new PIN of a length that the card does not take never reaches it', async () => {
    const failure = await failureOf(card.changePin(token, { old: pin, new: '12' }));
    expect(failure).toMatchObject({ faultCode: 'PIN_MALFORMED', returnValue: 0xa2 });
    expect(await canUse(pin)).toBe(true);
  });
});

describe('unlocking with the PUK', () => {
  it('sets a new PIN, also while somebody is logged in, and ends that login', async () => {
    await card.login(token, pin);
    await card.unlockPin(token, { puk: temporary.file.puk, newPin: other(pin) });
    expect((await failureOf(card.keys(token))).returnValue).toBe(0x101);
    expect(await canUse(pin)).toBe(false);
    expect(await canUse(other(pin))).toBe(true);
  });

  it('a wrong PUK changes nothing, and is told from a wrong PIN', async () => {
    const wrong = other(temporary.file.puk);
    const failure = await failureOf(card.unlockPin(token, { puk: wrong, newPin: other(pin) }));
    expect(failure).toMatchObject({ faultCode: 'PUK_WRONG', functionName: 'C_Login', returnValue: 0xa0 });
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain(wrong);
    expect(await canUse(pin)).toBe(true);
  });

  it('a new PIN of a length that the card does not take costs no try of the PUK', async () => {
    const failure = await failureOf(card.unlockPin(token, { puk: temporary.file.puk, newPin: '1' }));
    expect(failure).toMatchObject({ faultCode: 'PIN_MALFORMED', functionName: 'C_GetTokenInfo' });
    expect((await tokenOf(card, 'AUTHENTICATION')).flags).not.toContain('CKF_SO_PIN_COUNT_LOW');
    expect(await canUse(pin)).toBe(true);
  });

  it('leaves the other token of the card alone', async () => {
    const signature = await tokenOf(card, 'SIGNATURE');
    await card.login(signature, temporary.file.pin2);
    await card.unlockPin(token, { puk: temporary.file.puk, newPin: other(pin) });
    expect(await card.keys(signature)).toHaveLength(1);
  });
});
