import { generateKeyPairSync, privateEncrypt, verify } from 'node:crypto';
import { jest } from '@jest/globals';
import pkcs11js from 'pkcs11js';
import type { TokenKey } from '../card/card-port.js';
import { Cryptoki, Pkcs11Failure, type Session } from './cryptoki.js';
import { faultOf, type UserType } from './return-values.js';
import { TokenWork } from './token-work.js';

/** What SoftHSM can not be made to do, in a module that stands in for it. */
interface Script {
  readonly [functionName: string]: ((module: FakeModule) => unknown) | undefined;
}

class FakeModule {
  readonly calls: string[] = [];
  readonly loginPins: (string | null)[] = [];
  state = 0;
  sessions = 0;
}

const pair = {
  slotDescription: 'Reader 1',
  manufacturerID: '',
  flags: 1,
  hardwareVersion: { major: 1, minor: 0 },
  firmwareVersion: { major: 1, minor: 0 },
};
const version = { major: 1, minor: 0 };
const tokenIn = (slot: Buffer, flags = 0x40d) => ({
  label: slot[0] === 1 ? 'Kort (Legitimering)             ' : 'Kort (Underskrift)              ',
  manufacturerID: 'Maker',
  model: 'Model',
  serialNumber: `000${String(slot[0])}            `,
  flags,
  maxSessionCount: 0,
  sessionCount: 0,
  maxRwSessionCount: 0,
  rwSessionCount: 0,
  maxPinLen: 8,
  minPinLen: 6,
  hardwareVersion: version,
  firmwareVersion: version,
  utcTime: '',
  totalPublicMemory: 0,
  freePublicMemory: 0,
  totalPrivateMemory: 0,
  freePrivateMemory: 0,
});
const keyPair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const slots = [Buffer.from([1]), Buffer.from([2])];

/** Of an RSA key without a PIN of its own. */
function attribute(type: number): Buffer {
  return type === pkcs11js.CKA_KEY_TYPE ? Buffer.alloc(8) : Buffer.from([0]);
}

/** Calls reach a stub of pkcs11js, so that the work's own order of calls is what is tested. */
class ScriptedCryptoki extends Cryptoki {
  readonly fake = new FakeModule();

  constructor(private readonly script: Script = {}) {
    super();
  }

  override call<T>(functionName: string, work: (module: pkcs11js.PKCS11) => T): T {
    this.fake.calls.push(functionName);
    const module = new pkcs11js.PKCS11();
    const scripted = this.script[functionName];
    Object.assign(module, this.#standIns());
    if (scripted !== undefined) Object.assign(module, { [functionName]: () => scripted(this.fake) });
    return work(module);
  }

  override logIn(_session: Session, _user: UserType, pin: Uint8Array | null): void {
    this.fake.calls.push('C_Login');
    this.fake.loginPins.push(pin === null ? null : Buffer.from(pin).toString());
    const scripted = this.script['C_Login'];
    if (scripted !== undefined) scripted(this.fake);
    this.fake.state = 3;
  }

  #standIns() {
    const { fake } = this;
    return {
      C_GetSlotList: () => slots,
      C_GetSlotInfo: () => pair,
      C_GetTokenInfo: (slot: Buffer) => tokenIn(slot),
      C_OpenSession: () => Buffer.from([(fake.sessions += 1)]),
      C_CloseSession: () => undefined,
      C_GetSessionInfo: () => ({ slotID: slots[0], state: fake.state, flags: 0, deviceError: 0 }),
      C_Logout: () => (fake.state = 0),
      C_WaitForSlotEvent: () => null,
      C_FindObjectsInit: () => undefined,
      C_FindObjects: () => [Buffer.from([9])],
      C_FindObjectsFinal: () => undefined,
      C_GetAttributeValue: (_session: Session, _object: Buffer, [{ type }]: [{ type: number }]) => [
        { type, value: attribute(type) },
      ],
      C_GetMechanismList: () => [pkcs11js.CKM_SHA256_RSA_PKCS],
      C_SignInit: () => undefined,
      C_Sign: () => Buffer.from('signature'),
      C_Initialize: () => undefined,
      C_Finalize: () => undefined,
    };
  }
}

const fail = (functionName: string, returnValue: number) => () => {
  throw new Pkcs11Failure(functionName, returnValue, functionName);
};
const token: TokenKey = { serialNumber: '0001', label: 'Kort (Legitimering)' };
const pin = () => Buffer.from('123456');

function returnValueOf(work: () => unknown): number | null {
  try {
    work();
  } catch (error) {
    if (error instanceof Pkcs11Failure) return error.returnValue;
    throw error;
  }
  throw new Error('It did not fail');
}

describe('work with tokens, where SoftHSM can not show it', () => {
  it.each([
    ['locked', 0xa4, 'PIN_LOCKED'],
    ['cancelled at the reader', 0x50, 'PIN_CANCELLED'],
    ['held by another', 0x104, 'CARD_BUSY'],
  ])('a login that is %s says so, and leaves no session open', (_, returnValue, fault) => {
    const cryptoki = new ScriptedCryptoki({ C_Login: fail('C_Login', returnValue) });
    const work = new TokenWork(cryptoki);
    expect(returnValueOf(() => work.pins.logIn(token, pin(), null))).toBe(returnValue);
    expect(faultOf({ functionName: 'C_Login', returnValue, user: 'USER' })).toBe(fault);
    expect(cryptoki.fake.calls.filter((name) => name === 'C_Login')).toHaveLength(1);
    expect(cryptoki.fake.calls.at(-1)).toBe('C_CloseSession');
    expect(returnValueOf(() => work.keys(token))).toBe(0x101);
  });

  it('a reader with a PIN pad is given no PIN at all', () => {
    const cryptoki = new ScriptedCryptoki();
    new TokenWork(cryptoki).pins.logIn(token, null, null);
    expect(cryptoki.fake.loginPins).toEqual([null]);
  });

  it('a PIN of a length that the token does not take never reaches it', () => {
    const cryptoki = new ScriptedCryptoki();
    const work = new TokenWork(cryptoki);
    expect(returnValueOf(() => work.pins.logIn(token, Buffer.from('12345'), null))).toBe(0xa2);
    expect(returnValueOf(() => work.pins.logIn(token, Buffer.from('123456789'), null))).toBe(0xa2);
    expect(cryptoki.fake.loginPins).toEqual([]);
  });

  it('a login left over from before is ended first, so that the PIN is really checked', () => {
    const cryptoki = new ScriptedCryptoki();
    cryptoki.fake.state = 3;
    new TokenWork(cryptoki).pins.logIn(token, pin(), null);
    expect(cryptoki.fake.calls.indexOf('C_Logout')).toBeGreaterThan(-1);
    expect(cryptoki.fake.calls.indexOf('C_Logout')).toBeLessThan(cryptoki.fake.calls.indexOf('C_Login'));
  });

  it('a write-protected token can still be logged in to', () => {
    let refused = 0;
    const cryptoki = new ScriptedCryptoki({
      C_OpenSession: () => {
        refused += 1;
        if (refused === 1) throw new Pkcs11Failure('C_OpenSession', 0xe2, 'C_OpenSession');
        return Buffer.from([2]);
      },
    });
    new TokenWork(cryptoki).pins.logIn(token, pin(), null);
    expect(cryptoki.fake.loginPins).toEqual(['123456']);
  });

  it('a signature that fails costs its session, and not the login', () => {
    let tries = 0;
    const cryptoki = new ScriptedCryptoki({
      C_Sign: () => {
        tries += 1;
        if (tries === 1) throw new Pkcs11Failure('C_Sign', 0x30, 'C_Sign');
        return Buffer.from('signature');
      },
    });
    const work = new TokenWork(cryptoki);
    work.pins.logIn(token, pin(), null);
    expect(returnValueOf(() => work.sign(token, '45', Buffer.from('x')))).toBe(0x30);
    const opened = cryptoki.fake.calls.lastIndexOf('C_OpenSession');
    expect(cryptoki.fake.calls.indexOf('C_CloseSession')).toBeGreaterThan(opened);
    expect(Buffer.from(work.sign(token, '45', Buffer.from('x')).bytes).toString()).toBe('signature');
    expect(cryptoki.fake.loginPins).toHaveLength(1);
  });

  it('a search that can not be ended costs its session, and not the login', () => {
    let tries = 0;
    const cryptoki = new ScriptedCryptoki({
      C_FindObjectsFinal: () => {
        tries += 1;
        if (tries === 2) throw new Pkcs11Failure('C_FindObjectsFinal', 0x30, 'C_FindObjectsFinal');
      },
    });
    const work = new TokenWork(cryptoki);
    work.pins.logIn(token, pin(), null);
    expect(returnValueOf(() => work.certificates(token))).toBe(0x30);
    const opened = cryptoki.fake.calls.lastIndexOf('C_OpenSession');
    expect(opened).toBeGreaterThan(cryptoki.fake.calls.lastIndexOf('C_FindObjectsFinal'));
    expect(cryptoki.fake.calls.indexOf('C_CloseSession')).toBeGreaterThan(opened);
    expect(work.keyIds(token)).toEqual(['00']);
    expect(cryptoki.fake.loginPins).toHaveLength(1);
  });

  it.each(['C_Initialize', 'C_Finalize'])('a module that did not start anew (%s) is started at the next look', (functionName) => {
    let [isStarted, now, failures] = [true, 0, 0];
    const startOrStop = (name: string, started: boolean) => () => {
      if (isStarted === started) throw new Pkcs11Failure(name, started ? 0x191 : 0x190, name);
      isStarted = started;
      if (name !== functionName || (failures += 1) > 1) return;
      isStarted = false;
      throw new Pkcs11Failure(name, 0x30, name);
    };
    const cryptoki = new ScriptedCryptoki({
      C_GetSlotList: () => {
        if (isStarted) return [];
        throw new Pkcs11Failure('C_GetSlotList', 0x190, 'C_GetSlotList');
      },
      C_Initialize: startOrStop('C_Initialize', true),
      C_Finalize: startOrStop('C_Finalize', false),
    });
    const work = new TokenWork(cryptoki, () => now);
    now = 60_000;
    expect(returnValueOf(() => work.look())).toBe(0x30);
    expect(work.look().tokens).toEqual([]);
  });

  it('a token that does not hash is given the digest, ready for PKCS #1', () => {
    const { publicKey, privateKey } = keyPair;
    let input: Buffer | undefined;
    const cryptoki = new ScriptedCryptoki({ C_GetMechanismList: () => [pkcs11js.CKM_RSA_PKCS] });
    const original = cryptoki.call.bind(cryptoki);
    jest.spyOn(cryptoki, 'call').mockImplementation((name, work) => {
      if (name !== 'C_Sign') return original(name, work);
      const module = new pkcs11js.PKCS11();
      Object.assign(module, { C_Sign: (_session: Session, data: Buffer) => (input = data) });
      return work(module);
    });
    const work = new TokenWork(cryptoki);
    work.pins.logIn(token, pin(), null);
    work.sign(token, '45', Buffer.from('a message'));
    const signature = privateEncrypt(privateKey, input ?? Buffer.alloc(0));
    expect(verify('sha256', Buffer.from('a message'), publicKey, signature)).toBe(true);
  });

  it('a slot that fails is named, and hides no other', () => {
    let count = 0;
    const cryptoki = new ScriptedCryptoki({
      C_GetTokenInfo: () => {
        count += 1;
        if (count % 2 === 1) throw new Pkcs11Failure('C_GetTokenInfo', 0xe1, 'C_GetTokenInfo');
        return tokenIn(Buffer.from([2]));
      },
    });
    const look = new TokenWork(cryptoki).look();
    expect(look.unreadable).toEqual([{ reader: 'Reader 1', functionName: 'C_GetTokenInfo', returnValue: 0xe1 }]);
    expect(look.tokens.map(({ label }) => label)).toEqual(['Kort (Underskrift)']);
  });
});
