const SYMBOLS = /^[23456789BCDFGHJKMNPQRSTVWXYZ]{8}$/;

/** What somebody wrote after hearing a code, as the server wants it: eight symbols; null when it can't be a code. */
export function readPairingCode(written: string): string | null {
  const code = written.toUpperCase().replace(/[\s–—-]/g, '');
  return SYMBOLS.test(code) ? code : null;
}

/** In groups of four, as it is read aloud. */
export function showPairingCode(code: string): string {
  return code.replace(/^(.{4})(.{4})$/, '$1-$2');
}
