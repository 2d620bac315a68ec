import { CardError } from '../../card/card-error.js';
import type { CardPort, CardScan, TokenInfo } from '../../card/card-port.js';
import type { CardholderAction, PinView } from '../cardholder.js';
import { UpgradeContext } from '../context.js';
import { MemoryJournal } from '../journal/memory-journal.spec-support.js';
import { enterPin } from './enter-pin.js';
import type { UpgradeServer } from '../upgrade-server.js';
import type { UpgradeRecord } from '../types.js';

/** What SoftHSM can't show: a middleware that asks itself, and a card that counts its tries. */

const protectedPath = 'CKF_PROTECTED_AUTHENTICATION_PATH';
const refused = (fault: 'PIN_WRONG' | 'PIN_CANCELLED' | 'PIN_LOCKED', value: number) =>
  new CardError(fault, 'C_Login', value, fault);
const unused = (): never => {
  throw new Error('Not part of entering a PIN');
};

function setting(flags: readonly string[], logins: readonly (CardError | null)[], flagsAfter: readonly string[] = flags) {
  const pins: (string | null)[] = [];
  const views: PinView[] = [];
  const records: UpgradeRecord[] = [];
  const token = (now: readonly string[]): TokenInfo => ({
    serialNumber: '0001',
    label: 'Kort (Legitimering)',
    reader: 'Reader',
    manufacturer: '',
    model: '',
    flags: now,
    purpose: 'AUTHENTICATION',
    freeMemory: null,
  });
  const scan = (): Promise<CardScan> =>
    Promise.resolve({ readers: ['Reader'], tokens: [token(flagsAfter)], certificates: [], unreadable: [] });
  const tokens = () => Promise.resolve([token(pins.length === 0 ? flags : flagsAfter)]);
  const port: CardPort = {
    middleware: unused,
    scan,
    tokens,
    login: (_token, pin) => {
      const outcome = logins[pins.push(pin) - 1] ?? null;
      return outcome === null ? Promise.resolve() : Promise.reject(outcome);
    },
    logout: unused,
    keys: unused,
    publicKeys: unused,
    keyTypes: unused,
    keyIds: unused,
    generateKeyPair: unused,
    removeKeyPair: unused,
    sign: unused,
    certificates: unused,
    writeCertificate: unused,
    removeCertificate: unused,
    moveCertificate: unused,
    changePin: unused,
    unlockPin: unused,
    watch: () => () => undefined,
    millisecondsInCard: () => 0,
    close: unused,
  };
  const server: UpgradeServer = {
    open: unused,
    rememberCard: unused,
    requestChallenge: unused,
    signIn: unused,
    acceptTerms: unused,
    restoreCertificates: unused,
    declineTerms: unused,
    requestCertificate: unused,
    confirmInstallation: unused,
    finishSession: unused,
    cancelSession: unused,
  };
  const answer = (view: PinView): CardholderAction => (view.asksItself ? { id: 'start' } : { id: 'submit-pin', pin: '123456' });
  const context = new UpgradeContext({
    openCard: unused,
    server,
    cardholder: {
      show: () => undefined,
      ask: (view) => {
        if (view.kind !== 'PIN') throw new Error('A PIN is asked for, and nothing else');
        views.push(view);
        return Promise.resolve(answer(view));
      },
    },
    log: { record: (event) => records.push(event) },
    journal: new MemoryJournal(),
    severity: () => 'RETRIABLE',
    appVersion: 'test',
    now: () => new Date(),
    claimCard: unused,
    remoteDesktop: null,
    stop: new AbortController().signal,
  });
  context.usePort(port);
  context.useCard({
    reader: 'Reader',
    authentication: token(flags),
    signature: { ...token(flags), label: 'Kort (Underskrift)' },
  });
  const enter = () => enterPin(context, { step: 'SIGN_IN', purpose: 'AUTHENTICATION', reason: 'FIRST' });
  return { enter, pins, views, records };
}

describe('entering a PIN', () => {
  it('that the middleware asks for itself: the agent passes none, and never holds one', async () => {
    const { enter, pins, views } = setting([protectedPath], [refused('PIN_CANCELLED', 0x50), null]);
    expect(await enter()).toBe(true);
    expect(pins).toEqual([null, null]);
    expect(views.map(({ asksItself, problem }) => [asksItself, problem?.code ?? null])).toEqual([
      [true, null],
      [true, 'PIN_CANCELLED'],
    ]);
  });

  it('with one try left is warned of before the first try here', async () => {
    const { enter, views } = setting(['CKF_USER_PIN_FINAL_TRY'], [null]);
    await enter();
    expect(views[0]?.problem).toEqual({ code: 'PIN_WRONG', triesLeft: 1 });
  });

  it('wrong, and then the last try: says so, where the card tells', async () => {
    const { enter, views, records } = setting([], [refused('PIN_WRONG', 0xa0), null], ['CKF_USER_PIN_FINAL_TRY']);
    await enter();
    expect(views[1]?.problem).toEqual({ code: 'PIN_WRONG', triesLeft: 1 });
    expect(records.find(({ kind }) => kind === 'FAULT_RAISED')).toMatchObject({
      faultCode: 'PIN_WRONG',
      functionName: 'C_Login',
      returnValue: 0xa0,
      triesLeft: 1,
    });
  });

  it('warned of as the last try stays so, also when the window of the middleware was closed', async () => {
    const lastTry = [protectedPath, 'CKF_USER_PIN_FINAL_TRY'];
    const { enter, views } = setting(lastTry, [refused('PIN_CANCELLED', 0x50), null]);
    await enter();
    expect(views.map(({ problem }) => problem?.triesLeft)).toEqual([1, 1]);
  });

  it('that was locked by another program meanwhile is not asked for', async () => {
    const { enter, pins, views } = setting(['CKF_USER_PIN_LOCKED'], [null]);
    await expect(enter()).rejects.toMatchObject({ faultCode: 'PIN_LOCKED' });
    expect([pins.length, views.length]).toEqual([0, 0]);
  });

  it('wrong on a card that does not tell: the number is unknown, not guessed', async () => {
    const { enter, views } = setting([], [refused('PIN_WRONG', 0xa0), null], ['CKF_USER_PIN_COUNT_LOW']);
    await enter();
    expect(views[1]?.problem).toEqual({ code: 'PIN_WRONG', triesLeft: null });
  });

  it.each([
    ['said by the login', refused('PIN_LOCKED', 0xa4), []],
    ['said by the flags after a wrong PIN', refused('PIN_WRONG', 0xa0), ['CKF_USER_PIN_LOCKED']],
  ])('locked, %s: ends here, and nothing more is tried', async (_, outcome, flagsAfter) => {
    const { enter, pins } = setting([], [outcome], flagsAfter);
    await expect(enter()).rejects.toMatchObject({ faultCode: 'PIN_LOCKED' });
    expect(pins).toHaveLength(1);
  });

  it('holds no PIN in what it records', async () => {
    const { enter, records } = setting([], [refused('PIN_WRONG', 0xa0), null]);
    await enter();
    expect(JSON.stringify(records)).not.toContain('123456');
  });
});
