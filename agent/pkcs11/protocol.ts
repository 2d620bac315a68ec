import { z } from 'zod';

/** Messages between the agent and the process that holds the PKCS#11 module; parsed on both sides. */

const bytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const tokenKey = z.object({ serialNumber: z.string(), label: z.string() });
const purpose = z.enum(['AUTHENTICATION', 'SIGNATURE']);

const tokenInfo = tokenKey.extend({
  reader: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  flags: z.array(z.string()),
  purpose: purpose.nullable(),
  freeMemory: z.number().nullable(),
});
const certificate = z.object({ token: tokenKey, ckaId: hex, label: z.string(), der: bytes });
const keyType = z.enum(['RSA_2048', 'RSA_3072', 'RSA_4096', 'P_256', 'P_384']);
const key = z.object({ token: tokenKey, ckaId: hex, label: z.string(), publicKey: bytes, alwaysAuthenticate: z.boolean() });
const signature = z.object({ algorithm: z.enum(['RS256', 'ES256', 'ES384']), bytes });
const unreadable = z.object({ reader: z.string(), functionName: z.string(), returnValue: z.number() });
const look = z.object({
  readers: z.array(z.string()),
  tokens: z.array(tokenInfo),
  unreadable: z.array(unreadable),
  /** A reader told of a change since the last look: a card may have been out and in between. */
  changed: z.boolean(),
});
const scan = look.extend({ certificates: z.array(certificate) });
const moduleInfo = z.object({
  manufacturer: z.string(),
  description: z.string(),
  version: z.string(),
  cryptokiVersion: z.string(),
});
const none = z.null();
const onToken = z.object({ token: tokenKey });

/** What can be asked of the child. PINs and PUKs travel as bytes, which both sides overwrite after use; null: the middleware asks. */
export interface Calls {
  open: { argument: { modulePath: string }; result: z.infer<typeof moduleInfo> };
  look: { argument: null; result: z.infer<typeof look> };
  scan: { argument: null; result: z.infer<typeof scan> };
  login: { argument: z.infer<typeof loginArgument>; result: null };
  logout: { argument: z.infer<typeof onToken>; result: null };
  keys: { argument: z.infer<typeof onToken>; result: z.infer<typeof key>[] };
  publicKeys: { argument: z.infer<typeof onToken>; result: z.infer<typeof key>[] };
  keyTypes: { argument: z.infer<typeof onToken>; result: z.infer<typeof keyType>[] };
  keyIds: { argument: z.infer<typeof onToken>; result: string[] };
  generateKeyPair: { argument: z.infer<typeof generateArgument>; result: z.infer<typeof key> };
  removeKeyPair: { argument: z.infer<typeof removeKeyArgument>; result: null };
  sign: { argument: z.infer<typeof signArgument>; result: z.infer<typeof signature> };
  certificates: { argument: z.infer<typeof onToken>; result: z.infer<typeof certificate>[] };
  writeCertificate: { argument: z.infer<typeof writeArgument>; result: null };
  removeCertificate: { argument: z.infer<typeof removeArgument>; result: null };
  moveCertificate: { argument: z.infer<typeof moveArgument>; result: null };
  changePin: { argument: z.infer<typeof changePinArgument>; result: null };
  unlockPin: { argument: z.infer<typeof unlockPinArgument>; result: null };
  close: { argument: null; result: null };
}
export type CallName = keyof Calls;

const secret = bytes.nullable();
const loginArgument = z.object({ token: tokenKey, pin: secret, purpose: purpose.nullable() });
const changePinArgument = z.object({ token: tokenKey, old: secret, next: secret });
const unlockPinArgument = z.object({ token: tokenKey, puk: secret, next: secret });
const generateArgument = z.object({ token: tokenKey, ckaId: hex, label: z.string(), keyType, purpose: purpose.nullable() });
const removeKeyArgument = z.object({ token: tokenKey, ckaId: hex, publicKey: bytes.nullable() });
const signArgument = z.object({ token: tokenKey, ckaId: hex, data: bytes });
const writeArgument = z.object({ token: tokenKey, ckaId: hex, label: z.string(), der: bytes });
const removeArgument = z.object({ token: tokenKey, ckaId: hex, der: bytes });
const moveArgument = z.object({ token: tokenKey, from: hex, to: hex, der: bytes });

type Schemas<Part extends 'argument' | 'result'> = { readonly [Name in CallName]: z.ZodType<Calls[Name][Part]> };

export const argumentSchemas: Schemas<'argument'> = {
  open: z.object({ modulePath: z.string() }),
  look: none,
  scan: none,
  login: loginArgument,
  logout: onToken,
  keys: onToken,
  publicKeys: onToken,
  keyTypes: onToken,
  keyIds: onToken,
  generateKeyPair: generateArgument,
  removeKeyPair: removeKeyArgument,
  sign: signArgument,
  certificates: onToken,
  writeCertificate: writeArgument,
  removeCertificate: removeArgument,
  moveCertificate: moveArgument,
  changePin: changePinArgument,
  unlockPin: unlockPinArgument,
  close: none,
};

export const resultSchemas: Schemas<'result'> = {
  open: moduleInfo,
  look,
  scan,
  login: none,
  logout: none,
  keys: z.array(key),
  publicKeys: z.array(key),
  keyTypes: z.array(keyType),
  keyIds: z.array(hex),
  generateKeyPair: key,
  removeKeyPair: none,
  sign: signature,
  certificates: z.array(certificate),
  writeCertificate: none,
  removeCertificate: none,
  moveCertificate: none,
  changePin: none,
  unlockPin: none,
  close: none,
};

const callNames = [
  'open',
  'look',
  'scan',
  'login',
  'logout',
  'keys',
  'publicKeys',
  'keyTypes',
  'keyIds',
  'generateKeyPair',
  'removeKeyPair',
  'sign',
  'certificates',
  'writeCertificate',
  'removeCertificate',
  'moveCertificate',
  'changePin',
  'unlockPin',
  'close',
] as const satisfies readonly CallName[];

export const requestSchema = z.object({ id: z.int(), call: z.enum(callNames), argument: z.unknown() });
export type Request = z.infer<typeof requestSchema>;

/** `milliseconds`: spent inside PKCS#11 calls for this request. */
export const responseSchema = z.discriminatedUnion('outcome', [
  z.object({ id: z.int(), outcome: z.literal('RETURNED'), milliseconds: z.number(), result: z.unknown() }),
  z.object({
    id: z.int(),
    outcome: z.literal('FAILED'),
    milliseconds: z.number(),
    functionName: z.string(),
    /** CK_RV; null when something other than PKCS#11 failed. */
    returnValue: z.number().nullable(),
    /** Who logged in, for C_Login. */
    user: z.enum(['SO', 'USER', 'CONTEXT']).nullable(),
    message: z.string(),
  }),
]);
export type Response = z.infer<typeof responseSchema>;
