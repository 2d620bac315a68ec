import { createHash } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { CertificateOnToken, KeyOnToken, TokenKey } from '../card/card-port.js';
import { nullValue, encode, objectIdentifier, rsaPublicKeyInfo, sequence } from '../card/der.js';
import { certificateNames } from '../card/certificate-names.js';
import { Pkcs11Failure, type Cryptoki, type ObjectHandle, type Session, type Slot } from './cryptoki.js';

const publicExponent = Buffer.from([1, 0, 1]);
const findBatch = 32;

/** Objects of one token, through one session. */
export class TokenObjects {
  constructor(
    private readonly cryptoki: Cryptoki,
    private readonly session: Session,
    private readonly token: TokenKey,
  ) {}

  certificates(): CertificateOnToken[] {
    return this.#find([{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE }]).map((handle) =>
      this.#readCertificate(handle),
    );
  }

  /** RSA keys of that class, with their public part. */
  keys(objectClass: number): KeyOnToken[] {
    const template = [
      { type: pkcs11js.CKA_CLASS, value: objectClass },
      { type: pkcs11js.CKA_KEY_TYPE, value: pkcs11js.CKK_RSA },
    ];
    return this.#find(template).map((handle) => this.#readKey(handle));
  }

  privateKey(ckaId: string): ObjectHandle {
    const [found] = this.#find([
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
      { type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') },
    ]);
    if (found === undefined) throw new Pkcs11Failure('C_FindObjects', null, `No private key has CKA_ID ${ckaId}`);
    return found;
  }

  /** Makes an RSA key pair whose private key never leaves the card. `signOnly`: a signature key decrypts nothing. */
  generate(options: { ckaId: string; label: string; bits: number; signOnly: boolean }): KeyOnToken {
    const common = [
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_ID, value: Buffer.from(options.ckaId, 'hex') },
      { type: pkcs11js.CKA_LABEL, value: options.label },
    ];
    const publicTemplate = [
      ...common,
      { type: pkcs11js.CKA_PRIVATE, value: false },
      { type: pkcs11js.CKA_MODULUS_BITS, value: options.bits },
      { type: pkcs11js.CKA_PUBLIC_EXPONENT, value: publicExponent },
      { type: pkcs11js.CKA_VERIFY, value: true },
    ];
    const privateTemplate = [
      ...common,
      { type: pkcs11js.CKA_PRIVATE, value: true },
      { type: pkcs11js.CKA_SENSITIVE, value: true },
      { type: pkcs11js.CKA_EXTRACTABLE, value: false },
      { type: pkcs11js.CKA_SIGN, value: true },
      { type: pkcs11js.CKA_DECRYPT, value: !options.signOnly },
    ];
    const mechanism = { mechanism: pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN };
    const { publicKey } = this.cryptoki.call('C_GenerateKeyPair', (module) =>
      module.C_GenerateKeyPair(this.session, mechanism, publicTemplate, privateTemplate),
    );
    return this.#readKey(publicKey);
  }

  /** RSASSA-PKCS1-v1_5 with SHA-256. The token hashes when it can; otherwise the digest is made here. */
  sign(slot: Slot, key: ObjectHandle, data: Uint8Array): Uint8Array {
    const offered = this.cryptoki.call('C_GetMechanismList', (module) => module.C_GetMechanismList(slot));
    const hashesItself = offered.includes(pkcs11js.CKM_SHA256_RSA_PKCS);
    const mechanism = hashesItself ? pkcs11js.CKM_SHA256_RSA_PKCS : pkcs11js.CKM_RSA_PKCS;
    const input = hashesItself ? Buffer.from(data) : digestInfo(data);
    this.cryptoki.call('C_SignInit', (module) => module.C_SignInit(this.session, { mechanism }, key));
    return new Uint8Array(this.cryptoki.call('C_Sign', (module) => module.C_Sign(this.session, input, Buffer.alloc(1024))));
  }

  /** Writes the certificate unless the same one is there under that CKA_ID. */
  writeCertificate({ ckaId, label, der }: { ckaId: string; label: string; der: Uint8Array }): void {
    if (this.#handlesOf(ckaId, der).length > 0) return;
    const { serialNumber, issuer, subject } = certificateNames(der);
    const template = [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
      { type: pkcs11js.CKA_CERTIFICATE_TYPE, value: pkcs11js.CKC_X_509 },
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_PRIVATE, value: false },
      { type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') },
      { type: pkcs11js.CKA_LABEL, value: label },
      { type: pkcs11js.CKA_SUBJECT, value: Buffer.from(subject) },
      { type: pkcs11js.CKA_ISSUER, value: Buffer.from(issuer) },
      { type: pkcs11js.CKA_SERIAL_NUMBER, value: Buffer.from(serialNumber) },
      { type: pkcs11js.CKA_VALUE, value: Buffer.from(der) },
    ];
    this.cryptoki.call('C_CreateObject', (module) => module.C_CreateObject(this.session, template));
  }

  /** Removes the certificates with that CKA_ID and exactly those bytes; nothing else is ever destroyed. */
  removeCertificate({ ckaId, der }: { ckaId: string; der: Uint8Array }): void {
    for (const handle of this.#handlesOf(ckaId, der)) {
      this.cryptoki.call('C_DestroyObject', (module) => module.C_DestroyObject(this.session, handle));
    }
  }

  #handlesOf(ckaId: string, der: Uint8Array): ObjectHandle[] {
    const template = [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE },
      { type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') },
    ];
    return this.#find(template).filter((handle) => Buffer.from(der).equals(this.#read(handle, pkcs11js.CKA_VALUE)));
  }

  #readCertificate(handle: ObjectHandle): CertificateOnToken {
    return { ...this.#readNames(handle), der: new Uint8Array(this.#read(handle, pkcs11js.CKA_VALUE)) };
  }

  #readKey(handle: ObjectHandle): KeyOnToken {
    const modulus = this.#read(handle, pkcs11js.CKA_MODULUS);
    const exponent = this.#read(handle, pkcs11js.CKA_PUBLIC_EXPONENT);
    return { ...this.#readNames(handle), publicKey: new Uint8Array(rsaPublicKeyInfo(modulus, exponent)) };
  }

  #readNames(handle: ObjectHandle): { token: TokenKey; ckaId: string; label: string } {
    const { serialNumber, label } = this.token;
    const id = this.#read(handle, pkcs11js.CKA_ID).toString('hex');
    return { token: { serialNumber, label }, ckaId: id, label: this.#read(handle, pkcs11js.CKA_LABEL).toString('utf8') };
  }

  #read(handle: ObjectHandle, type: number): Buffer {
    const [attribute] = this.cryptoki.call('C_GetAttributeValue', (module) =>
      module.C_GetAttributeValue(this.session, handle, [{ type }]),
    );
    return attribute?.value ?? Buffer.alloc(0);
  }

  #find(template: pkcs11js.Template): ObjectHandle[] {
    this.cryptoki.call('C_FindObjectsInit', (module) => module.C_FindObjectsInit(this.session, template));
    const found: ObjectHandle[] = [];
    try {
      for (;;) {
        const batch = this.cryptoki.call('C_FindObjects', (module) => module.C_FindObjects(this.session, findBatch));
        found.push(...batch);
        if (batch.length < findBatch) return found;
      }
    } finally {
      this.cryptoki.call('C_FindObjectsFinal', (module) => module.C_FindObjectsFinal(this.session));
    }
  }
}

/** DigestInfo (RFC 8017 section 9.2) of the SHA-256 hash. */
function digestInfo(data: Uint8Array): Buffer {
  const algorithm = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue());
  return sequence(algorithm, encode(0x04, createHash('sha256').update(data).digest()));
}
