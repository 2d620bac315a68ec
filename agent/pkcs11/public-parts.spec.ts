import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { objectIdentifier } from '../card/der.js';
import { curves } from '../card/public-key.js';
import { OldAuthority } from '../card-tool/old-authority.js';
import type { ObjectHandle } from './cryptoki.js';
import { PublicParts, unwrapPoint, type ReadableObjects } from './public-parts.js';

type Attributes = ReadonlyMap<number, Buffer>;

/** Objects of modules that tell less than SoftHSM; the place in the list is the handle. */
class FewObjects implements ReadableObjects {
  constructor(private readonly objects: readonly Attributes[]) {}

  findById(objectClass: number, ckaId: string): ObjectHandle[] {
    const isIt = (one: Attributes): boolean =>
      one.get(pkcs11js.CKA_CLASS)?.[0] === objectClass && one.get(pkcs11js.CKA_ID)?.toString('hex') === ckaId;
    return this.objects.flatMap((one, index) => (isIt(one) ? [Buffer.from([index])] : []));
  }

  idOf(handle: ObjectHandle): string {
    return this.read(handle, pkcs11js.CKA_ID).toString('hex');
  }

  read(handle: ObjectHandle, type: number): Buffer {
    return this.readIfTold(handle, type) ?? Buffer.alloc(0);
  }

  readIfTold(handle: ObjectHandle, type: number): Buffer | null {
    return this.objects[handle[0] ?? 0]?.get(type) ?? null;
  }
}

const id = Buffer.from('a1', 'hex');
const ulong = (value: number): Buffer => Buffer.from([value, 0, 0, 0, 0, 0, 0, 0]);
const object = (objectClass: number, more: readonly (readonly [number, Buffer])[] = []): Attributes =>
  new Map([[pkcs11js.CKA_CLASS, Buffer.from([objectClass])], [pkcs11js.CKA_ID, id], ...more]);
const spki = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ type: 'spki', format: 'der' }));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const { n = '', e = '' } = rsa.export({ format: 'jwk' });
const { x = '', y = '' } = curve.export({ format: 'jwk' });
const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
const p256 = objectIdentifier(curves.P_256.objectIdentifier);

const rsaType = [pkcs11js.CKA_KEY_TYPE, ulong(pkcs11js.CKK_RSA)] as const;
const curveType = [pkcs11js.CKA_KEY_TYPE, ulong(pkcs11js.CKK_EC)] as const;
const rsaPublic = [
  rsaType,
  [pkcs11js.CKA_MODULUS, Buffer.from(n, 'base64url')],
  [pkcs11js.CKA_PUBLIC_EXPONENT, Buffer.from(e, 'base64url')],
] as const;
const curvePublic = (value: Buffer) => [curveType, [pkcs11js.CKA_EC_PARAMS, p256], [pkcs11js.CKA_EC_POINT, value]] as const;
const first = Buffer.from([0]);
const told = (...objects: Attributes[]) => new PublicParts(new FewObjects(objects)).ofPrivateKey(first);

async function certificateFor(key: KeyObject): Promise<Attributes> {
  const authority = await OldAuthority.create();
  const subject = [{ type: '2.5.4.3', value: 'Åsa Testsson' }];
  const publicKey = spki(key);
  const der = await authority.issue({ issuer: 'ORGANISATION', purpose: 'SIGNATURE', subject, cardNumber: '9752', publicKey });
  return object(pkcs11js.CKO_CERTIFICATE, [[pkcs11js.CKA_VALUE, Buffer.from(der)]]);
}

describe('the public part of a private key', () => {
  it('is its own when the module tells it', () => {
    expect(told(object(pkcs11js.CKO_PRIVATE_KEY, rsaPublic))).toEqual(spki(rsa));
  });

  it('is that of the public key with the same CKA_ID when it tells no modulus', () => {
    const privateKey = object(pkcs11js.CKO_PRIVATE_KEY, [rsaType]);
    expect(told(privateKey, object(pkcs11js.CKO_PUBLIC_KEY, rsaPublic))).toEqual(spki(rsa));
  });

  it('is that of a certificate when there is no public key', async () => {
    const privateKey = object(pkcs11js.CKO_PRIVATE_KEY, [curveType]);
    expect(told(privateKey, await certificateFor(curve))).toEqual(spki(curve));
  });

  it('is unknown when what tells does not agree, or is no certificate', async () => {
    const privateKey = object(pkcs11js.CKO_PRIVATE_KEY, [curveType]);
    expect(told(privateKey, await certificateFor(curve), await certificateFor(rsa))).toBeNull();
    expect(told(privateKey, object(pkcs11js.CKO_CERTIFICATE, [[pkcs11js.CKA_VALUE, Buffer.from('junk')]]))).toBeNull();
    expect(told(privateKey)).toBeNull();
  });

  it.each([
    ['in an OCTET STRING', Buffer.concat([Buffer.from([4, 65]), point])],
    ['as it is', point],
  ])('the point of a curve is taken %s', (_, value) => {
    const privateKey = object(pkcs11js.CKO_PRIVATE_KEY, [curveType]);
    expect(told(privateKey, object(pkcs11js.CKO_PUBLIC_KEY, curvePublic(value)))).toEqual(spki(curve));
  });

  it('a bare point that looks like an OCTET STRING is left as it is', () => {
    const looksWrapped = Buffer.concat([Buffer.from([4, 63]), Buffer.alloc(63, 1)]);
    expect(unwrapPoint(p256, looksWrapped)).toBe(looksWrapped);
  });
});
