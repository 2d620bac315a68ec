import pkcs11js from 'pkcs11js';
import { Pkcs11Failure, type Cryptoki, type Session, type Slot } from './cryptoki.js';

const readOnlyRefusals: readonly (number | null)[] = [pkcs11js.CKR_TOKEN_WRITE_PROTECTED, pkcs11js.CKR_SESSION_READ_ONLY];
/** CKS_RO_USER_FUNCTIONS, CKS_RW_USER_FUNCTIONS, CKS_RW_SO_FUNCTIONS (PKCS#11 v2.40 section 3.4). */
const loggedInStates: readonly number[] = [1, 3, 4];

/** Opens and closes sessions with tokens. */
export class Sessions {
  constructor(private readonly cryptoki: Cryptoki) {}

  openForReading(slot: Slot): Session {
    return this.cryptoki.call('C_OpenSession', (module) => module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION));
  }

  /** @throws Pkcs11Failure also when the token is write-protected */
  openForWriting(slot: Slot): Session {
    const flags = pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION;
    return this.cryptoki.call('C_OpenSession', (module) => module.C_OpenSession(slot, flags));
  }

  /** A write-protected token can still sign, so a read-only session is better than none. */
  openForUse(slot: Slot): Session {
    try {
      return this.openForWriting(slot);
    } catch (error) {
      if (!(error instanceof Pkcs11Failure) || !readOnlyRefusals.includes(error.returnValue)) throw error;
      return this.openForReading(slot);
    }
  }

  /** A login left over from before would make the next PIN go unchecked. */
  endLogin(session: Session): void {
    const { state } = this.cryptoki.call('C_GetSessionInfo', (module) => module.C_GetSessionInfo(session));
    if (loggedInStates.includes(state)) this.cryptoki.call('C_Logout', (module) => module.C_Logout(session));
  }

  /** All sessions of this process with the token, and with them its login. */
  closeAll(slot: Slot): void {
    this.cryptoki.call('C_CloseAllSessions', (module) => module.C_CloseAllSessions(slot));
  }

  /** A session that can't be closed is gone with its card: nothing is left to do, and what went before is what counts. */
  closeQuietly(session: Session): boolean {
    return this.#quietly(() => this.cryptoki.call('C_CloseSession', (module) => module.C_CloseSession(session)));
  }

  /** A login that can't be ended ends with its session. */
  logOutQuietly(session: Session): boolean {
    return this.#quietly(() => this.cryptoki.call('C_Logout', (module) => module.C_Logout(session)));
  }

  #quietly(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
      return false;
    }
  }
}
