/** Such as ENOENT; by shape, since errors of Node's own modules come from another realm than ours in tests. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.some((code) => code === error.code);
}
