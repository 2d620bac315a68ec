import type { CardScan } from '../card/card-port.js';
import type { Pkcs11Card } from './pkcs11-card.js';
import { TemporaryCard, tokenOf } from './temporary-card.spec-support.js';

let temporary: TemporaryCard;
let other: TemporaryCard;
beforeAll(async () => {
  temporary = await TemporaryCard.make();
  other = await TemporaryCard.make();
}, 60_000);
afterAll(async () => {
  await temporary.discard();
  await other.discard();
});

/** Resolves with the first scan told to a watcher that fits. */
function told(card: Pkcs11Card, fits: (scan: CardScan) => boolean): Promise<CardScan> {
  return new Promise((resolve) => {
    const stop = card.watch((scan) => {
      if (!fits(scan)) return;
      stop();
      resolve(scan);
    });
  });
}

describe('a card that is pulled', () => {
  it('is missed by whatever call comes next, whatever the module answers', async () => {
    const card = temporary.open();
    const token = await tokenOf(card, 'AUTHENTICATION');
    await card.login(token, temporary.file.pin1);
    temporary.pull();
    try {
      await expect(card.sign(token, '45', Buffer.from('x'))).rejects.toMatchObject({ faultCode: 'CARD_REMOVED' });
      await expect(card.keys(token)).rejects.toMatchObject({ faultCode: 'CARD_REMOVED' });
      await expect(card.certificates(token)).rejects.toMatchObject({ faultCode: 'CARD_REMOVED' });
      await expect(card.login(token, temporary.file.pin1)).rejects.toMatchObject({ faultCode: 'CARD_REMOVED' });
      expect((await card.scan()).tokens).toEqual([]);
    } finally {
      temporary.putBack();
    }
  });

  it('is told to who watches, and so is its return; its PIN is needed again', async () => {
    const card = temporary.open();
    const token = await tokenOf(card, 'AUTHENTICATION');
    await card.login(token, temporary.file.pin1);
    const gone = told(card, ({ tokens }) => tokens.length === 0);
    temporary.pull();
    await gone;
    const back = told(card, ({ tokens }) => tokens.length === 2);
    temporary.putBack();
    expect((await back).certificates).toHaveLength(4);
    await expect(card.keys(token)).rejects.toMatchObject({ returnValue: 0x101 });
    await card.login(token, temporary.file.pin1);
    expect(await card.keys(token)).toHaveLength(1);
  }, 20_000);

  it('is told from another card that comes in its place', async () => {
    const card = temporary.open();
    const token = await tokenOf(card, 'AUTHENTICATION');
    temporary.pull();
    other.pull();
    const seen = told(card, ({ tokens }) => tokens.length === 2);
    temporary.putIn(other);
    const { tokens } = await seen;
    expect(tokens.map(({ label }) => label)).toContain(token.label);
    expect(tokens.map(({ serialNumber }) => serialNumber)).not.toContain(token.serialNumber);
    await expect(card.login(token, temporary.file.pin1)).rejects.toMatchObject({ faultCode: 'CARD_REMOVED', returnValue: 0xe0 });
  }, 20_000);
});
