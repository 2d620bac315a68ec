import { readFile, stat } from 'node:fs/promises';

import { Logger } from '@nestjs/common';

import { ConfigurationError } from '../config/configuration.js';
import { hasCode } from './system-error.js';

/**
 * A file of the administrator's, parsed again when it has changed, so that the server need not be restarted. What can't
 * be read or parsed later on is logged, and what was there before stays in force.
 */
export class WatchedFile<T> {
  private readonly logger = new Logger('Files');
  private loaded: { readonly mark: string; readonly value: T } | null = null;
  private refused = '';

  /** @param what names the file in messages, such as the variable it comes from */
  constructor(
    private readonly what: string,
    private readonly path: string,
    private readonly parse: (text: string) => T,
  ) {}

  /** @throws ConfigurationError in one line, when the file has never been right */
  async value(): Promise<T> {
    try {
      const { mtimeMs, size } = await stat(this.path);
      const mark = `${mtimeMs} ${size}`;
      if (this.loaded !== null && (this.loaded.mark === mark || this.refused === mark)) return this.loaded.value;
      this.refused = mark;
      this.loaded = { mark, value: this.parse(await readFile(this.path, 'utf8')) };
      return this.loaded.value;
    } catch (error) {
      const reason = hasCode(error, 'ENOENT') ? 'there is no such file' : String(error).replace(/^Error: /, '');
      const message = `${this.what}: ${this.path} can not be used: ${reason}`;
      if (this.loaded === null) throw new ConfigurationError(message, { cause: error });
      this.logger.error(`${message}. What was read before stays in force.`);
      return this.loaded.value;
    }
  }
}
