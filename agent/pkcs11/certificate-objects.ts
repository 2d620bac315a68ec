import pkcs11js from 'pkcs11js';
import type { CertificateOnToken } from '../card/card-port.js';
import { certificateNames } from '../card/certificate-names.js';
import { Pkcs11Failure, type ObjectHandle } from './cryptoki.js';
import type { TokenObjects } from './objects.js';
import {
  actionProhibited,
  attributeReadOnly,
  attributeTypeInvalid,
  attributeValueInvalid,
  functionNotSupported,
  templateInconsistent,
} from './return-values.js';

/** How modules refuse to change an attribute, while nothing else is wrong (PKCS#11 v2.40 section 5.7, C_SetAttributeValue). */
const changeRefusals: readonly (number | null)[] = [
  actionProhibited,
  attributeReadOnly,
  attributeTypeInvalid,
  attributeValueInvalid,
  functionNotSupported,
  templateInconsistent,
];

interface Named {
  readonly ckaId: string;
  readonly der: Uint8Array;
}

interface Labelled extends Named {
  readonly label: string;
}

/** Certificates of one token. Which one is meant is always said by CKA_ID and all of its bytes. */
export class CertificateObjects {
  constructor(private readonly objects: TokenObjects) {}

  all(): CertificateOnToken[] {
    const handles = this.objects.find([{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE }]);
    return handles.map((handle) => ({ ...this.objects.namesOf(handle), der: new Uint8Array(this.#bytesOf(handle)) }));
  }

  /**
   * Writes the certificate unless the same one is there under that CKA_ID. NSS refuses a label that a certificate of another
   * subject has: then the label gets a number, once.
   */
  write(certificate: Labelled): void {
    if (this.#handlesOf(certificate).length > 0) return;
    try {
      this.objects.create(templateOf(certificate));
    } catch (error) {
      const label = isValueRefusal(error) ? this.#freeLabel(certificate.label) : null;
      // A module can refuse with one hand and write with the other: then who asked finds it there.
      if (label === null || this.#handlesOf(certificate).length > 0) throw error;
      this.#writeWithLabel({ ...certificate, label }, error);
    }
  }

  /** Removes the certificates with that CKA_ID and exactly those bytes; nothing else is ever destroyed. */
  remove(certificate: Named): void {
    for (const handle of this.#handlesOf(certificate)) this.objects.destroy(handle);
  }

  /**
   * Gives the certificate another CKA_ID. Where the module changes none, it is written anew and only then is the old object
   * destroyed, so that the certificate is on the card at every instant; a move that broke off is finished.
   */
  move({ from, to, der }: { readonly from: string; readonly to: string; readonly der: Uint8Array }): void {
    if (from === to) return;
    const [old] = this.#handlesOf({ ckaId: from, der });
    const isThere = (): boolean => this.#handlesOf({ ckaId: to, der }).length > 0;
    if (old === undefined) {
      if (isThere()) return;
      throw new Pkcs11Failure('C_FindObjects', null, `No such certificate has CKA_ID ${from}`);
    }
    if (!isThere()) {
      const label = this.objects.namesOf(old).label;
      this.#changeId(old, to);
      // Some modules say that it is done, and do nothing.
      if (!isThere()) this.write({ ckaId: to, label, der });
      if (!isThere()) throw new Pkcs11Failure('C_SetAttributeValue', null, `The certificate did not get CKA_ID ${to}`);
    }
    this.remove({ ckaId: from, der });
  }

  #writeWithLabel(certificate: Labelled, refusal: unknown): void {
    try {
      this.objects.create(templateOf(certificate));
    } catch (error) {
      // It was not the label that was refused.
      if (isValueRefusal(error)) throw refusal;
      throw error;
    }
  }

  /** The label with the first number that is free; null when no certificate has the label. */
  #freeLabel(label: string): string | null {
    const taken = this.all().map((one) => one.label);
    if (!taken.includes(label)) return null;
    for (let number = 2; ; number += 1) if (!taken.includes(`${label} ${number}`)) return `${label} ${number}`;
  }

  #changeId(handle: ObjectHandle, ckaId: string): void {
    try {
      this.objects.setId(handle, ckaId);
    } catch (error) {
      if (!(error instanceof Pkcs11Failure) || !changeRefusals.includes(error.returnValue)) throw error;
    }
  }

  #handlesOf({ ckaId, der }: Named): ObjectHandle[] {
    const handles = this.objects.findById(pkcs11js.CKO_CERTIFICATE, ckaId);
    return handles.filter((handle) => Buffer.from(der).equals(this.#bytesOf(handle)));
  }

  #bytesOf(handle: ObjectHandle): Buffer {
    return this.objects.read(handle, pkcs11js.CKA_VALUE);
  }
}

function isValueRefusal(error: unknown): boolean {
  return error instanceof Pkcs11Failure && error.returnValue === attributeValueInvalid;
}

function templateOf({ ckaId, label, der }: Labelled): pkcs11js.Template {
  const { serialNumber, issuer, subject } = certificateNames(der);
  return [
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
}
