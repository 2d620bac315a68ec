import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import type { CardSignature, KeyType, TokenInfo } from '../card/card-port.js';
import { createRequest } from '../card/pkcs10.js';
import { hashOf, keyTypeOf } from '../card/public-key.js';
import { verifySignature } from '../card/x509.js';
import { OldAuthority } from '../card-tool/old-authority.js';
import type { Pkcs11Card } from './pkcs11-card.js';
import { TemporaryCard, tokenOf } from './temporary-card.spec-support.js';

const subject = [{ type: '2.5.4.3', value: 'Åsa Testsson' }];
const data = Buffer.from('a challenge');

let temporary: TemporaryCard;
let card: Pkcs11Card;
let token: TokenInfo;
beforeAll(async () => {
  temporary = await TemporaryCard.make();
  card = temporary.open();
  token = await tokenOf(card, 'AUTHENTICATION');
}, 60_000);
afterAll(() => temporary.discard());
beforeEach(() => card.login(token, temporary.file.pin1));

const isBy = (publicKey: Uint8Array, { algorithm, bytes }: CardSignature) => {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return verify(hashOf(algorithm), data, { key, dsaEncoding: 'ieee-p1363' }, bytes);
};

/** What OpenSSL says of a PKCS#10 request. */
function judge(request: Uint8Array): string {
  const { stderr, stdout } = spawnSync('openssl', ['req', '-inform', 'DER', '-verify', '-text', '-noout'], { input: request });
  return `${stdout.toString()}${stderr.toString()}`;
}

const kinds: readonly (readonly [KeyType, CardSignature['algorithm'], number, string])[] = [
  ['RSA_2048', 'RS256', 256, 'sha256WithRSAEncryption'],
  ['RSA_3072', 'RS256', 384, 'sha256WithRSAEncryption'],
  ['RSA_4096', 'RS256', 512, 'sha256WithRSAEncryption'],
  ['P_256', 'ES256', 64, 'ecdsa-with-SHA256'],
  ['P_384', 'ES384', 96, 'ecdsa-with-SHA384'],
];

describe('keys on a card', () => {
  it('says which kinds it makes', async () => {
    expect(await card.keyTypes(token)).toEqual(kinds.map(([keyType]) => keyType));
  });

  it.each(kinds)('%s: made, found, signs %s, requests a certificate, removed', async (keyType, algorithm, length, inRequest) => {
    const ckaId = `ab${Buffer.from(keyType).toString('hex')}`;
    const key = await card.generateKeyPair(token, { ckaId, label: `Ny ${keyType}`, keyType });
    expect(keyTypeOf(key.publicKey)).toBe(keyType);
    expect((await card.keys(token)).find((one) => one.ckaId === ckaId)).toEqual(key);
    expect((await card.publicKeys(token)).find((one) => one.ckaId === ckaId)).toEqual(key);
    const signature = await card.sign(token, ckaId, data);
    expect(signature.algorithm).toBe(algorithm);
    expect(signature.bytes).toHaveLength(length);
    expect(isBy(key.publicKey, signature)).toBe(true);
    const judgement = judge(await createRequest(card, token, key, subject));
    expect(judgement).toContain('verify OK');
    expect(judgement).toContain(`Signature Algorithm: ${inRequest}`);
    await card.removeKeyPair(token, { ckaId, publicKey: key.publicKey });
    expect(await card.keyIds(token)).toEqual(['45']);
  });

  it.each(['P_256', 'P_384'] as const)('a certificate on a %s key is written, read back and verifies', async (keyType) => {
    const key = await card.generateKeyPair(token, { ckaId: 'ec01', label: 'Kurva', keyType });
    const authority = await OldAuthority.create();
    const purpose = 'AUTHENTICATION';
    const der = await authority.issue({ issuer: 'ORGANISATION', purpose, subject, cardNumber: '9752', publicKey: key.publicKey });
    await card.writeCertificate(token, { ckaId: 'ec01', label: 'Kurva', der });
    expect((await card.certificates(token)).find(({ ckaId }) => ckaId === 'ec01')?.der).toEqual(der);
    const signature = await card.sign(token, 'ec01', data);
    expect(verifySignature(der, data, signature)).toBe(true);
    expect(verifySignature(der, Buffer.from('other'), signature)).toBe(false);
    expect(verifySignature(der, data, { ...signature, algorithm: 'RS256' })).toBe(false);
    await card.removeCertificate(token, { ckaId: 'ec01', der });
    await card.removeKeyPair(token, { ckaId: 'ec01', publicKey: key.publicKey });
  });

  it('only the key that is named is removed, and none there is no error', async () => {
    const one = await card.generateKeyPair(token, { ckaId: 'aa01', label: 'En', keyType: 'P_256' });
    const other = await card.generateKeyPair(token, { ckaId: 'aa02', label: 'Två', keyType: 'P_256' });
    await card.removeKeyPair(token, { ckaId: 'aa01', publicKey: other.publicKey });
    expect((await card.keyIds(token)).toSorted()).toEqual(['45', 'aa01', 'aa02']);
    await card.removeKeyPair(token, { ckaId: 'aa01', publicKey: one.publicKey });
    await card.removeKeyPair(token, { ckaId: 'aa01', publicKey: one.publicKey });
    await card.removeKeyPair(token, { ckaId: 'aa02', publicKey: null });
    expect(await card.keyIds(token)).toEqual(['45']);
    expect((await card.publicKeys(token)).map(({ ckaId }) => ckaId)).toEqual(['45']);
  });

  it('two keys with one CKA_ID are told apart by their bytes', async () => {
    const one = await card.generateKeyPair(token, { ckaId: 'bb', label: 'En', keyType: 'RSA_2048' });
    const other = await card.generateKeyPair(token, { ckaId: 'bb', label: 'Två', keyType: 'RSA_2048' });
    await card.removeKeyPair(token, { ckaId: 'bb', publicKey: one.publicKey });
    expect((await card.keys(token)).find(({ ckaId }) => ckaId === 'bb')?.publicKey).toEqual(other.publicKey);
    await card.removeKeyPair(token, { ckaId: 'bb', publicKey: other.publicKey });
    expect(await card.keyIds(token)).toEqual(['45']);
  });

  it('a certificate gets another CKA_ID and stays the same; a move that is repeated changes nothing', async () => {
    const [certificate, second] = await card.certificates(token);
    if (certificate === undefined || second === undefined) throw new Error('The card has too few certificates');
    const { der, ckaId, label } = certificate;
    await card.moveCertificate(token, { from: ckaId, to: 'cafe', der });
    await card.moveCertificate(token, { from: ckaId, to: 'cafe', der });
    const moved = (await card.certificates(token)).filter((one) => Buffer.from(one.der).equals(der));
    expect(moved).toEqual([{ ...certificate, ckaId: 'cafe' }]);
    expect(await card.certificates(token)).toContainEqual(second);
    await card.moveCertificate(token, { from: 'cafe', to: ckaId, der });
    expect(await card.certificates(token)).toContainEqual({ ...certificate, label });
    await expect(card.moveCertificate(token, { from: 'dddd', to: 'eeee', der })).rejects.toMatchObject({
      faultCode: 'CARD_ERROR',
    });
  });

  it('SoftHSM says nothing of its memory', () => {
    expect(token.freeMemory).toBeNull();
  });
});
