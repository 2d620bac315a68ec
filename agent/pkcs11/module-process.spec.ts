import { existsSync } from 'node:fs';
import { Pkcs11Card } from './pkcs11-card.js';
import { TemporaryCard, tokenOf } from './temporary-card.spec-support.js';

let temporary: TemporaryCard;
beforeAll(async () => {
  temporary = await TemporaryCard.make();
}, 60_000);
afterAll(() => temporary.discard());

function processOf(card: Pkcs11Card): number {
  if (card.processId === undefined) throw new Error('There is no child process');
  return card.processId;
}

describe('the process of the module', () => {
  it('killed in the middle of a call: the call fails as MODULE_CRASHED, the next starts it again', async () => {
    const card = temporary.open();
    const token = await tokenOf(card, 'AUTHENTICATION');
    await card.login(token, temporary.file.pin1);
    const first = processOf(card);
    const generating = card.generateKeyPair(token, { ckaId: 'dead', label: 'Avbruten', keyType: 'RSA_4096' });
    process.kill(first, 'SIGKILL');
    await expect(generating).rejects.toMatchObject({
      faultCode: 'MODULE_CRASHED',
      functionName: 'generateKeyPair',
      returnValue: null,
    });
    await expect(card.keys(token)).rejects.toMatchObject({ returnValue: 0x101 });
    expect(processOf(card)).not.toBe(first);
    await card.login(token, temporary.file.pin1);
    expect((await card.keys(token)).map(({ ckaId }) => ckaId)).toContain('45');
  });

  it('killed between two calls: the next starts it again', async () => {
    const card = temporary.open();
    await card.scan();
    process.kill(processOf(card), 'SIGKILL');
    const scans = await Promise.allSettled([card.scan(), card.scan()]);
    expect(scans.at(-1)?.status).toBe('fulfilled');
  });

  it('hung past the deadline: killed, MODULE_TIMED_OUT, and started again', async () => {
    const card = temporary.open({ scan: 300 });
    await card.middleware();
    const hung = processOf(card);
    process.kill(hung, 'SIGSTOP');
    await expect(card.scan()).rejects.toMatchObject({ faultCode: 'MODULE_TIMED_OUT', returnValue: null });
    expect((await card.middleware()).manufacturer).toBe('SoftHSM');
    expect(processOf(card)).not.toBe(hung);
  });

  it('ends when the card layer is closed, which then answers no more', async () => {
    const card = temporary.open();
    await card.middleware();
    const pid = processOf(card);
    await card.close();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await expect(card.scan()).rejects.toMatchObject({ faultCode: 'MODULE_CRASHED' });
  });

  it('closed while the module hangs at its start: ended after the deadline for closing, and not that for starting', async () => {
    const card = temporary.open({ close: 200 });
    const opening = card.middleware();
    const refused = expect(opening).rejects.toMatchObject({ faultCode: 'MODULE_CRASHED', functionName: 'open' });
    // The process is made in the next turn, and can not have answered by then.
    await Promise.resolve();
    const pid = processOf(card);
    process.kill(pid, 'SIGSTOP');
    await card.close();
    await refused;
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('closed twice at once, both wait for its end', async () => {
    const card = temporary.open();
    await card.middleware();
    const pid = processOf(card);
    await Promise.all([card.close(), card.close()]);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('says so when the file is no module', async () => {
    const card = new Pkcs11Card({ modulePath: '/bin/sh', source: 'option', environment: {} });
    await expect(card.middleware()).rejects.toMatchObject({ faultCode: 'MIDDLEWARE_NOT_FOUND', functionName: 'load' });
    await card.close();
  });
});
