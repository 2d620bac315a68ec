/** The database can't be opened or migrated; the message is one plain line with its remedy, without the password. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}
