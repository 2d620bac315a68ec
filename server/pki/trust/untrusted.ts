import { FaultError } from '../../common/fault.js';

export function untrusted(detail: string): FaultError {
  return new FaultError('SIGN_IN_CERTIFICATE_UNTRUSTED', { detail });
}
