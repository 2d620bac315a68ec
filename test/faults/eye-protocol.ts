import { z } from 'zod';

/** Messages between the lab and the process that looks at cards for it; parsed on both sides. */

export const lookRequest = z.object({
  modulePath: z.string(),
  /** SoftHSM's configuration file. */
  conf: z.string(),
  pin1: z.string(),
  pin2: z.string(),
  /** Signed with each private key, in hexadecimal. */
  challenge: z.string(),
});
export type LookRequest = z.infer<typeof lookRequest>;

const object = z.object({
  /** CKA_CLASS: 1 certificate, 2 public key, 3 private key; anything else is told too. */
  objectClass: z.number(),
  ckaId: z.string(),
  /** Of a certificate: its DER, base64. */
  der: z.string().nullable(),
  /** What tells it from every other object of its class: modulus, point, or bytes; hexadecimal. */
  fingerprint: z.string(),
  /** Of a private key: its signature over the challenge, base64; null when it does not sign. */
  signature: z.string().nullable(),
});
export type SeenObject = z.infer<typeof object> & { readonly token: string };

export const lookAnswer = z.object({
  problem: z.string().nullable(),
  tokens: z.array(z.object({ label: z.string(), objects: z.array(object) })),
});
export type LookAnswer = z.infer<typeof lookAnswer>;
