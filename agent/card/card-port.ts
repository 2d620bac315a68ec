/**
 * What the upgrade needs of a smart card, whatever the middleware: the seven steps know only this port.
 * A token is named by serial number and label, never by slot: slots move when readers do.
 */

export type Purpose = 'AUTHENTICATION' | 'SIGNATURE';

/** Names one token of one card. */
export interface TokenKey {
  readonly serialNumber: string;
  readonly label: string;
}

export interface Middleware {
  /** Path of the PKCS#11 module, and why it was taken: option, environment, file or a known place. */
  readonly path: string;
  readonly source: 'option' | 'environment' | 'configuration' | 'known-place';
  readonly manufacturer: string;
  readonly description: string;
  readonly version: string;
  readonly cryptokiVersion: string;
}

export interface TokenInfo extends TokenKey {
  readonly reader: string;
  readonly manufacturer: string;
  readonly model: string;
  /** Names of the CKF_ flags that are set (PKCS#11 v2.40 section 3.3, CK_TOKEN_INFO). */
  readonly flags: readonly string[];
  /** From the label's ending, null when it says neither. */
  readonly purpose: Purpose | null;
}

export interface CertificateOnToken {
  readonly token: TokenKey;
  /** CKA_ID, lower-case hexadecimal. */
  readonly ckaId: string;
  readonly label: string;
  readonly der: Uint8Array;
}

export interface KeyOnToken {
  readonly token: TokenKey;
  readonly ckaId: string;
  readonly label: string;
  /** DER SubjectPublicKeyInfo (RFC 5280 section 4.1). */
  readonly publicKey: Uint8Array;
}

/** One look at every reader. A token that can't be read is named in `unreadable` and hides no other. */
export interface CardScan {
  readonly readers: readonly string[];
  readonly tokens: readonly TokenInfo[];
  readonly certificates: readonly CertificateOnToken[];
  readonly unreadable: readonly { readonly reader: string; readonly returnValue: number; readonly functionName: string }[];
}

/**
 * Every method rejects with CardError and nothing else.
 * `login` is never repeated by the adapter: a PIN try belongs to the cardholder.
 */
export interface CardPort {
  middleware(): Promise<Middleware>;
  scan(): Promise<CardScan>;
  /** The tokens and their flags as they are now, without reading what is on them: a slow card takes seconds for that. */
  tokens(): Promise<readonly TokenInfo[]>;
  /** `pin: null` lets the middleware ask (CKF_PROTECTED_AUTHENTICATION_PATH). */
  login(token: TokenKey, pin: string | null): Promise<void>;
  logout(token: TokenKey): Promise<void>;
  /** Private keys with their public part; needs a login on most modules. */
  keys(token: TokenKey): Promise<readonly KeyOnToken[]>;
  /** Public key objects, which most modules show without a login. */
  publicKeys(token: TokenKey): Promise<readonly KeyOnToken[]>;
  generateKeyPair(token: TokenKey, options: { ckaId: string; label: string; bits: number }): Promise<KeyOnToken>;
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `data`. */
  sign(token: TokenKey, ckaId: string, data: Uint8Array): Promise<Uint8Array>;
  /** Reads back from the token, past any cache of ours. */
  certificates(token: TokenKey): Promise<readonly CertificateOnToken[]>;
  writeCertificate(token: TokenKey, certificate: { ckaId: string; label: string; der: Uint8Array }): Promise<void>;
  removeCertificate(token: TokenKey, certificate: { ckaId: string; der: Uint8Array }): Promise<void>;
  /** Calls back when the set of tokens changes; returns what stops it. */
  watch(onChange: (scan: CardScan) => void): () => void;
  /** Milliseconds spent inside PKCS#11 calls so far. */
  millisecondsInCard(): number;
  close(): Promise<void>;
}
