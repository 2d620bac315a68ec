import type { TokenInfo } from '../../card/card-port.js';

/** The reader's keys, or a window of the middleware, take the PIN (CKF_PROTECTED_AUTHENTICATION_PATH): it never comes here. */
export function asksItself({ flags }: Pick<TokenInfo, 'flags'>): boolean {
  return flags.includes('CKF_PROTECTED_AUTHENTICATION_PATH');
}
