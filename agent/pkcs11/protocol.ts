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
});
const certificate = z.object({ token: tokenKey, ckaId: hex, label: z.string(), der: bytes });
const key = z.object({ token: tokenKey, ckaId: hex, label: z.string(), publicKey: bytes });
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

/** What can be asked of the child. The PIN travels as bytes, which both sides overwrite after use; null: the middleware asks. */
export interface Calls {
  open: { argument: { modulePath: string }; result: z.infer<typeof moduleInfo> };
  look: { argument: null; result: z.infer<typeof look> };
  scan: { argument: null; result: z.infer<typeof scan> };
  login: { argument: { token: z.infer<typeof tokenKey>; pin: Uint8Array | null }; result: null };
  logout: { argument: z.infer<typeof onToken>; result: null };
  keys: { argument: z.infer<typeof onToken>; result: z.infer<typeof key>[] };
  publicKeys: { argument: z.infer<typeof onToken>; result: z.infer<typeof key>[] };
  generateKeyPair: { argument: z.infer<typeof generateArgument>; result: z.infer<typeof key> };
  sign: { argument: z.infer<typeof signArgument>; result: Uint8Array };
  certificates: { argument: z.infer<typeof onToken>; result: z.infer<typeof certificate>[] };
  writeCertificate: { argument: z.infer<typeof writeArgument>; result: null };
  removeCertificate: { argument: z.infer<typeof removeArgument>; result: null };
  close: { argument: null; result: null };
}
export type CallName = keyof Calls;

const generateArgument = z.object({ token: tokenKey, ckaId: hex, label: z.string(), bits: z.int().min(1024).max(8192) });
const signArgument = z.object({ token: tokenKey, ckaId: hex, data: bytes });
const writeArgument = z.object({ token: tokenKey, ckaId: hex, label: z.string(), der: bytes });
const removeArgument = z.object({ token: tokenKey, ckaId: hex, der: bytes });

type Schemas<Part extends 'argument' | 'result'> = { readonly [Name in CallName]: z.ZodType<Calls[Name][Part]> };

export const argumentSchemas: Schemas<'argument'> = {
  open: z.object({ modulePath: z.string() }),
  look: none,
  scan: none,
  login: z.object({ token: tokenKey, pin: bytes.nullable() }),
  logout: onToken,
  keys: onToken,
  publicKeys: onToken,
  generateKeyPair: generateArgument,
  sign: signArgument,
  certificates: onToken,
  writeCertificate: writeArgument,
  removeCertificate: removeArgument,
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
  generateKeyPair: key,
  sign: bytes,
  certificates: z.array(certificate),
  writeCertificate: none,
  removeCertificate: none,
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
  'generateKeyPair',
  'sign',
  'certificates',
  'writeCertificate',
  'removeCertificate',
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
    message: z.string(),
  }),
]);
export type Response = z.infer<typeof responseSchema>;
