import pkcs11js from 'pkcs11js';
import type { TokenKey } from '../card/card-port.js';
import { Pkcs11Failure, type Cryptoki, type ObjectHandle, type Session } from './cryptoki.js';
import { attributeSensitive, attributeTypeInvalid } from './return-values.js';

const findBatch = 32;
/** A module that does not know the attribute, or keeps it to itself. */
const notTold: readonly (number | null)[] = [attributeTypeInvalid, attributeSensitive];

export interface ObjectNames {
  readonly token: TokenKey;
  readonly ckaId: string;
  readonly label: string;
}

/** Objects of one token, through one session: finding, reading, making, destroying. */
export class TokenObjects {
  constructor(
    readonly cryptoki: Cryptoki,
    readonly session: Session,
    private readonly token: TokenKey,
  ) {}

  find(template: pkcs11js.Template): ObjectHandle[] {
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

  /** Those of one class with that CKA_ID. @param ckaId hexadecimal */
  findById(objectClass: number, ckaId: string): ObjectHandle[] {
    return this.find([
      { type: pkcs11js.CKA_CLASS, value: objectClass },
      { type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') },
    ]);
  }

  read(handle: ObjectHandle, type: number): Buffer {
    const [attribute] = this.cryptoki.call('C_GetAttributeValue', (module) =>
      module.C_GetAttributeValue(this.session, handle, [{ type }]),
    );
    return attribute?.value ?? Buffer.alloc(0);
  }

  /** Null when the token does not tell, and when it tells nothing. */
  readIfTold(handle: ObjectHandle, type: number): Buffer | null {
    try {
      const value = this.read(handle, type);
      return value.length === 0 ? null : value;
    } catch (error) {
      if (error instanceof Pkcs11Failure && notTold.includes(error.returnValue)) return null;
      throw error;
    }
  }

  idOf(handle: ObjectHandle): string {
    return this.read(handle, pkcs11js.CKA_ID).toString('hex');
  }

  namesOf(handle: ObjectHandle): ObjectNames {
    const { serialNumber, label } = this.token;
    const text = this.read(handle, pkcs11js.CKA_LABEL).toString('utf8');
    return { token: { serialNumber, label }, ckaId: this.idOf(handle), label: text };
  }

  create(template: pkcs11js.Template): void {
    this.cryptoki.call('C_CreateObject', (module) => module.C_CreateObject(this.session, template));
  }

  setId(handle: ObjectHandle, ckaId: string): void {
    const template = [{ type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') }];
    this.cryptoki.call('C_SetAttributeValue', (module) => module.C_SetAttributeValue(this.session, handle, template));
  }

  destroy(handle: ObjectHandle): void {
    this.cryptoki.call('C_DestroyObject', (module) => module.C_DestroyObject(this.session, handle));
  }
}
