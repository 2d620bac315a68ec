import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CardError } from '../../agent/card/card-error.js';
import type { Purpose, TokenInfo } from '../../agent/card/card-port.js';
import { isDuplicateIdRefusal } from '../../agent/card/duplicate-id.js';
import { CardFolder, type CardFile } from '../../agent/card-tool/card-folder.js';
import type { CardKind } from '../../agent/card-tool/fill-card.js';
import { newCard } from '../../agent/card-tool/new-card.js';
import { OldAuthority } from '../../agent/card-tool/old-authority.js';
import { Pkcs11Card, type Pkcs11CardOptions } from '../../agent/pkcs11/pkcs11-card.js';
import { Shim, type ShimQuirks } from '../faults/shim.js';

/** One card of each kind is made, and each test works on a copy. */
class Original {
  readonly folder = mkdtempSync(join(tmpdir(), 'kortlots-original-'));
  #file: CardFile | null = null;

  constructor(private readonly kind: CardKind) {}

  async copyTo(path: string): Promise<CardFile> {
    this.#file ??= await newCard(new CardFolder(this.folder), null, this.kind);
    const copy = new CardFolder(path);
    copy.prepare();
    cpSync(join(this.folder, 'tokens'), join(path, 'tokens'), { recursive: true });
    return { ...this.#file, conf: copy.conf };
  }
}
const twoTokens = new Original({});
const oneToken = new Original({ hasOneToken: true });
afterAll(() => {
  for (const { folder } of [twoTokens, oneToken]) rmSync(folder, { recursive: true, force: true });
});

/** The card layer on cards and middleware that SoftHSM is not, through the shim. */
class QuirkyCard {
  private constructor(
    private readonly folder: string,
    readonly file: CardFile,
    readonly shim: Shim,
    readonly card: Pkcs11Card,
  ) {}

  static async make(
    quirks: ShimQuirks | ((file: CardFile) => ShimQuirks) = {},
    deadlines: Pkcs11CardOptions['deadlines'] = {},
    original = twoTokens,
  ): Promise<QuirkyCard> {
    const folder = mkdtempSync(join(tmpdir(), 'kortlots-quirks-'));
    const file = await original.copyTo(join(folder, 'card'));
    const shim = new Shim({ folder: join(folder, 'shim'), ...(typeof quirks === 'function' ? quirks(file) : quirks) });
    const environment = { SOFTHSM2_CONF: file.conf, ...shim.environment };
    const card = new Pkcs11Card({ modulePath: shim.modulePath, source: 'option', environment, deadlines: deadlines ?? {} });
    return new QuirkyCard(folder, file, shim, card);
  }

  async token(purpose: Purpose | null = 'AUTHENTICATION'): Promise<TokenInfo> {
    const found = (await this.card.tokens()).find((token) => token.purpose === purpose);
    if (found === undefined) throw new Error(`The card shows no token for ${String(purpose)}`);
    return found;
  }

  /** Logged in with PIN1. */
  async loggedIn(): Promise<TokenInfo> {
    const token = await this.token();
    await this.card.login(token, this.file.pin1);
    return token;
  }

  loginTries(): number {
    return this.shim.calls().filter(({ functionName }) => functionName === 'C_Login').length;
  }

  async discard(): Promise<void> {
    await this.card.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let quirky: QuirkyCard;
afterEach(() => quirky.discard());

const data = Buffer.from('a challenge');
const wrong = (code: string): string => [...code].map((digit) => String((Number(digit) + 1) % 10)).join('');

async function failureOf(work: Promise<unknown>): Promise<CardError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CardError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}

/** One more certificate for the key of the old ones. */
async function another(token: TokenInfo): Promise<Uint8Array> {
  const [key] = await quirky.card.publicKeys(token);
  if (key === undefined) throw new Error('The token shows no key');
  const authority = await OldAuthority.create();
  const subject = [{ type: '2.5.4.3', value: 'Ny Testsson' }];
  return authority.issue({
    issuer: 'ORGANISATION',
    purpose: 'AUTHENTICATION',
    subject,
    cardNumber: '9752',
    publicKey: key.publicKey,
  });
}

describe('middleware that refuses two certificates with one CKA_ID', () => {
  it('says so, takes the certificate under another, and moves it when the place is free', async () => {
    quirky = await QuirkyCard.make({ refuseSameCkaId: true });
    const { card } = quirky;
    const token = await quirky.token();
    await card.login(token, quirky.file.pin1);
    const old = (await card.certificates(token)).filter(({ ckaId }) => ckaId === '45');
    const der = await another(token);
    const refusal = await failureOf(card.writeCertificate(token, { ckaId: '45', label: 'Nytt', der }));
    expect(refusal).toMatchObject({ faultCode: 'CARD_ERROR', functionName: 'C_CreateObject', returnValue: 0x13 });
    expect(isDuplicateIdRefusal(refusal, '45', await card.certificates(token))).toBe(true);
    await card.writeCertificate(token, { ckaId: 'a1', label: 'Nytt', der });
    expect((await failureOf(card.moveCertificate(token, { from: 'a1', to: '45', der }))).faultCode).toBe('CARD_ERROR');
    expect((await card.certificates(token)).map(({ ckaId }) => ckaId)).toContain('a1');
    for (const one of old) await card.removeCertificate(token, { ckaId: '45', der: one.der });
    await card.moveCertificate(token, { from: 'a1', to: '45', der });
    expect(await card.certificates(token)).toMatchObject([{ ckaId: '45', label: 'Nytt', der }]);
  });
});

describe('a module that changes no CKA_ID', () => {
  it('the certificate is written anew before the old object goes, and a move that broke off is finished', async () => {
    quirky = await QuirkyCard.make();
    const { card, shim } = quirky;
    const token = await quirky.loggedIn();
    const [one] = await card.certificates(token);
    if (one === undefined) throw new Error('The card has no certificate');
    const move = () => card.moveCertificate(token, { from: one.ckaId, to: 'b1', der: one.der });
    const places = async () =>
      (await card.certificates(token)).filter(({ der }) => Buffer.from(der).equals(one.der)).map(({ ckaId }) => ckaId);
    shim.plan(
      { at: 'C_SetAttributeValue:1+', phase: 'before', does: 'return', value: 0x10 },
      { at: 'C_DestroyObject:1', phase: 'before', does: 'return', value: 0x30 },
    );
    await expect(move()).rejects.toMatchObject({ functionName: 'C_DestroyObject', returnValue: 0x30 });
    expect((await places()).toSorted()).toEqual([one.ckaId, 'b1'].toSorted());
    await move();
    expect(await places()).toEqual(['b1']);
    expect((await card.certificates(token)).find(({ ckaId }) => ckaId === 'b1')?.label).toBe(one.label);
  });
});

describe('a card with little memory', () => {
  it('says how much is free, and that it is full', async () => {
    quirky = await QuirkyCard.make({ freeMemory: 1_500 });
    const { card } = quirky;
    const token = await quirky.loggedIn();
    expect(token.freeMemory).toBe(1_500);
    const der = await another(token);
    await card.writeCertificate(token, { ckaId: 'f1', label: 'Nytt', der });
    expect((await quirky.token()).freeMemory).toBeLessThan(1_500 - der.length + 1);
    const refusal = await failureOf(card.writeCertificate(token, { ckaId: 'f2', label: 'Nytt', der }));
    expect(refusal).toMatchObject({ faultCode: 'CARD_MEMORY_FULL', functionName: 'C_CreateObject', returnValue: 0x31 });
    expect(isDuplicateIdRefusal(refusal, '45', await card.certificates(token))).toBe(false);
    await card.removeCertificate(token, { ckaId: 'f1', der });
    expect((await quirky.token()).freeMemory).toBe(1_500);
  });
});

describe('a card that counts tries', () => {
  it('locks, says so before the last try and after it, and is unlocked with the PUK', async () => {
    quirky = await QuirkyCard.make({ maxPinTries: 3 });
    const { card, file } = quirky;
    const token = await quirky.token();
    const bad = wrong(file.pin1);
    expect(await failureOf(card.login(token, bad))).toMatchObject({ faultCode: 'PIN_WRONG', returnValue: 0xa0 });
    await failureOf(card.changePin(token, { old: bad, new: '246801' }));
    expect((await quirky.token()).flags).toContain('CKF_USER_PIN_FINAL_TRY');
    await failureOf(card.login(token, bad));
    expect((await quirky.token()).flags).toContain('CKF_USER_PIN_LOCKED');
    expect(await failureOf(card.login(token, file.pin1))).toMatchObject({ faultCode: 'PIN_LOCKED', returnValue: 0xa4 });
    expect(await failureOf(card.changePin(token, { old: file.pin1, new: '246801' }))).toMatchObject({ faultCode: 'PIN_LOCKED' });
    await card.unlockPin(token, { puk: file.puk, newPin: '246801' });
    expect((await quirky.token()).flags).not.toContain('CKF_USER_PIN_LOCKED');
    await card.login(token, '246801');
    expect(await card.keys(token)).toHaveLength(1);
  });

  it('a locked PUK is told from a wrong one', async () => {
    quirky = await QuirkyCard.make({ maxPukTries: 2 });
    const { card, file } = quirky;
    const token = await quirky.token();
    const unlock = (puk: string) => failureOf(card.unlockPin(token, { puk, newPin: '246801' }));
    expect(await unlock(wrong(file.puk))).toMatchObject({ faultCode: 'PUK_WRONG' });
    await unlock(wrong(file.puk));
    expect(await unlock(file.puk)).toMatchObject({ faultCode: 'PUK_LOCKED', functionName: 'C_Login', returnValue: 0xa4 });
    await card.login(token, file.pin1);
  });
});

describe('a reader with a PIN pad', () => {
  const pinPad = ({ pin1, pin2 }: CardFile): ShimQuirks => ({ pinPad: { pin1, pin2 } });

  it.each([
    ['wrong', 'PIN_WRONG', 0xa0],
    ['cancel', 'PIN_CANCELLED', 0x50],
    ['reject', 'PIN_CANCELLED', 0x200],
  ] as const)('%s at the pad is %s, and the next time is a new one', async (answer, faultCode, returnValue) => {
    quirky = await QuirkyCard.make(pinPad);
    const token = await quirky.token();
    expect(token.flags).toContain('CKF_PROTECTED_AUTHENTICATION_PATH');
    quirky.shim.answerAtPinPad(answer);
    expect(await failureOf(quirky.card.login(token, null))).toMatchObject({ faultCode, functionName: 'C_Login', returnValue });
    quirky.shim.answerAtPinPad('pin');
    await quirky.card.login(token, null);
    expect((await quirky.card.sign(token, '45', data)).bytes).toHaveLength(256);
  });

  it('nobody at the pad: its own fault, the module started again, and no try spent', async () => {
    quirky = await QuirkyCard.make(pinPad, { login: 400 });
    const token = await quirky.token();
    quirky.shim.answerAtPinPad('hang');
    expect(await failureOf(quirky.card.login(token, null))).toMatchObject({
      faultCode: 'PIN_TIMED_OUT',
      functionName: 'login',
      returnValue: null,
    });
    quirky.shim.answerAtPinPad('pin');
    expect((await quirky.token()).flags).not.toContain('CKF_USER_PIN_COUNT_LOW');
    await quirky.card.login(token, null);
  });
});

describe('a card that takes nothing new', () => {
  it('can sign, and says that it is read-only when something is written or its PIN is changed', async () => {
    quirky = await QuirkyCard.make({ readOnly: true });
    const { card, file } = quirky;
    const token = await quirky.loggedIn();
    expect(token.flags).toContain('CKF_WRITE_PROTECTED');
    expect((await card.sign(token, '45', data)).bytes).toHaveLength(256);
    const der = await another(token);
    const readOnly = { faultCode: 'CARD_READ_ONLY' };
    expect(await failureOf(card.writeCertificate(token, { ckaId: 'a1', label: 'x', der }))).toMatchObject(readOnly);
    const key = { ckaId: 'a1', label: 'x', keyType: 'RSA_2048' } as const;
    expect(await failureOf(card.generateKeyPair(token, key))).toMatchObject(readOnly);
    expect(await failureOf(card.changePin(token, { old: file.pin1, new: '246801' }))).toMatchObject(readOnly);
    expect(await failureOf(card.unlockPin(token, { puk: file.puk, newPin: '246801' }))).toMatchObject(readOnly);
  });
});

describe('a key pair', () => {
  it('half removed shows by its CKA_ID, and the rest goes the next time', async () => {
    quirky = await QuirkyCard.make();
    const { card, shim } = quirky;
    const token = await quirky.loggedIn();
    const { publicKey } = await card.generateKeyPair(token, { ckaId: 'a1', label: 'x', keyType: 'P_256' });
    shim.plan({ at: 'C_DestroyObject:2', phase: 'before', does: 'return', value: 0x30 });
    await failureOf(card.removeKeyPair(token, { ckaId: 'a1', publicKey }));
    expect((await card.keys(token)).map(({ ckaId }) => ckaId)).toEqual(['45']);
    expect((await card.keyIds(token)).toSorted()).toEqual(['45', 'a1']);
    await card.removeKeyPair(token, { ckaId: 'a1', publicKey });
    expect(await card.keyIds(token)).toEqual(['45']);
  });

  it.each([
    ['CKR_KEY_SIZE_RANGE', 0x62],
    ['CKR_MECHANISM_INVALID', 0x70],
    ['CKR_CURVE_NOT_SUPPORTED', 0x140],
  ])('that the token does not make (%s) says so', async (_, value) => {
    quirky = await QuirkyCard.make();
    const token = await quirky.loggedIn();
    quirky.shim.plan({ at: 'C_GenerateKeyPair:1', phase: 'before', does: 'return', value });
    const work = quirky.card.generateKeyPair(token, { ckaId: 'a1', label: 'x', keyType: 'P_384' });
    expect(await failureOf(work)).toMatchObject({ faultCode: 'KEY_UNSUPPORTED', functionName: 'C_GenerateKeyPair' });
  });
});

describe('a second PIN that the card no longer takes', () => {
  it('is tried once, and not again by itself', async () => {
    quirky = await QuirkyCard.make({}, {}, oneToken);
    const { card, shim, file } = quirky;
    const token = await quirky.token(null);
    await card.login(token, file.pin1);
    await card.login(token, file.pin2, 'SIGNATURE');
    expect(quirky.loginTries()).toBe(2);
    shim.plan({ at: 'C_Login:3', phase: 'before', does: 'return', value: 0xa0 });
    expect(await failureOf(card.sign(token, '46', data))).toMatchObject({ faultCode: 'PIN_WRONG', functionName: 'C_Login' });
    expect(await failureOf(card.sign(token, '46', data))).toMatchObject({ returnValue: 0x101 });
    expect(quirky.loginTries()).toBe(3);
    await card.login(token, file.pin2, 'SIGNATURE');
    expect((await card.sign(token, '46', data)).bytes).toHaveLength(256);
  });
});

it('no error of a PIN or PUK repeats it', async () => {
  quirky = await QuirkyCard.make();
  const { card, file } = quirky;
  const token = await quirky.token();
  const [pin, puk] = [wrong(file.pin1), wrong(file.puk)];
  const failures = [
    await failureOf(card.login(token, pin)),
    await failureOf(card.changePin(token, { old: pin, new: '75319' })),
    await failureOf(card.changePin(token, { old: pin, new: '7' })),
    await failureOf(card.unlockPin(token, { puk, newPin: '753190' })),
  ];
  const text = failures.map((failure) => `${JSON.stringify(failure)} ${failure.message} ${String(failure.stack)}`).join('\n');
  for (const secret of [pin, puk, '75319']) expect(text).not.toContain(secret);
});
