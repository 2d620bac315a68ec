/**
 * What the upgrade needs of a smart card, whatever the middleware: the seven steps know only this port.
 * A token is named by serial number and label, never by slot: slots move when readers do.
 */

export type Purpose = 'AUTHENTICATION' | 'SIGNATURE';

/** Kinds of keys: RSA by modulus bits, elliptic curves by their NIST names. */
export type KeyType = 'RSA_2048' | 'RSA_3072' | 'RSA_4096' | 'P_256' | 'P_384';

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
  /** Bytes free for certificates (ulFreePublicMemory), null when the token does not say. */
  readonly freeMemory: number | null;
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
  /** CKA_ALWAYS_AUTHENTICATE: each signature needs the PIN of its own (PKCS#11 v2.40 section 4.9); false for public keys. */
  readonly alwaysAuthenticate: boolean;
}

/** A signature as its users need it: RSASSA-PKCS1-v1_5 (RFC 8017), or ECDSA as r ‖ s of equal length (PKCS#11 section 2.3.1). */
export interface CardSignature {
  /** RFC 7518 names: RS256 for RSA keys, ES256 for P-256, ES384 for P-384; each with the hash it names. */
  readonly algorithm: 'RS256' | 'ES256' | 'ES384';
  readonly bytes: Uint8Array;
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
  /**
   * `pin: null` lets the middleware ask (CKF_PROTECTED_AUTHENTICATION_PATH). On a token with two PINs, `purpose: 'SIGNATURE'`
   * logs in to its keys that always authenticate: the PIN is proved with one signature and kept in the child process, for
   * each signature of such a key, until logout.
   */
  login(token: TokenKey, pin: string | null, purpose?: Purpose): Promise<void>;
  logout(token: TokenKey): Promise<void>;
  /** Private keys with their public part; needs a login on most modules. */
  keys(token: TokenKey): Promise<readonly KeyOnToken[]>;
  /** Public key objects, which most modules show without a login. */
  publicKeys(token: TokenKey): Promise<readonly KeyOnToken[]>;
  /** Which keys the token can make, by its mechanisms and their sizes (C_GetMechanismInfo). */
  keyTypes(token: TokenKey): Promise<readonly KeyType[]>;
  /**
   * `purpose` where the token's label says none: a signature key decrypts nothing and, on a token with two PINs, always
   * authenticates.
   */
  generateKeyPair(
    token: TokenKey,
    options: { ckaId: string; label: string; keyType: KeyType; purpose?: Purpose },
  ): Promise<KeyOnToken>;
  /**
   * Destroys the private and public key objects with exactly that CKA_ID; none there is no error.
   * `publicKey` (DER): only when they are that key; null: also half of a pair, as a crash may leave one.
   */
  removeKeyPair(token: TokenKey, key: { ckaId: string; publicKey: Uint8Array | null }): Promise<void>;
  /** CKA_IDs of private and public key objects, also of halves of a pair. */
  keyIds(token: TokenKey): Promise<readonly string[]>;
  /** The hash belongs to the key's type: see CardSignature. */
  sign(token: TokenKey, ckaId: string, data: Uint8Array): Promise<CardSignature>;
  /** Reads back from the token, past any cache of ours. */
  certificates(token: TokenKey): Promise<readonly CertificateOnToken[]>;
  writeCertificate(token: TokenKey, certificate: { ckaId: string; label: string; der: Uint8Array }): Promise<void>;
  removeCertificate(token: TokenKey, certificate: { ckaId: string; der: Uint8Array }): Promise<void>;
  /** Sets CKA_ID of the certificate with those bytes, as middleware that refuses two certificates with one CKA_ID needs. */
  moveCertificate(token: TokenKey, certificate: { from: string; to: string; der: Uint8Array }): Promise<void>;
  /**
   * C_SetPIN. Costs a try when the old PIN is wrong; `null`s let the middleware ask.
   * @throws CardError PIN_WRONG, PIN_LOCKED, PIN_MALFORMED, PIN_CHANGE_UNSUPPORTED …
   */
  changePin(token: TokenKey, pins: { old: string; new: string }): Promise<void>;
  /**
   * Logs in as security officer with the PUK and sets a new PIN (C_Login CKU_SO, C_InitPIN). Ends logins on the token.
   * @throws CardError PUK_WRONG, PUK_LOCKED, PIN_MALFORMED, PIN_CHANGE_UNSUPPORTED …
   */
  unlockPin(token: TokenKey, codes: { puk: string; newPin: string }): Promise<void>;
  /** Calls back when the set of tokens changes; returns what stops it. */
  watch(onChange: (scan: CardScan) => void): () => void;
  /** Milliseconds spent inside PKCS#11 calls so far. */
  millisecondsInCard(): number;
  close(): Promise<void>;
}
