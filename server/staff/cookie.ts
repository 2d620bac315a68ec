import { STAFF_COOKIE } from '../common/request-context.js';
import type { Configuration } from '../config/configuration.js';

type Settings = Pick<Configuration, 'publicUrl'>;

/** Not readable by scripts, not sent from other sites; over TLS only when the public address is https. */
function cookie(value: string, maxAgeSeconds: number, { publicUrl }: Settings): string {
  const secure = publicUrl?.startsWith('https:') === true ? '; Secure' : '';
  return `${STAFF_COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}

/** Set-Cookie header of a sign-in. */
export function sessionCookie(token: string, minutes: number, settings: Settings): string {
  return cookie(token, minutes * 60, settings);
}

/** Set-Cookie header that takes it away. */
export function expiredCookie(settings: Settings): string {
  return cookie('', 0, settings);
}
