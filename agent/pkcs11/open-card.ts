import { findModule } from '../config/find-module.js';
import { Pkcs11Card } from './pkcs11-card.js';

export interface OpenCardOptions {
  /** From --module; otherwise the module is looked for. */
  readonly modulePath?: string | undefined;
  /** More environment for the module's process, such as SOFTHSM2_CONF. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds that any call may take; null: what suits each. */
  readonly deadline?: number | null;
}

/**
 * Finds the middleware and starts it in a process of its own. Close what this returns.
 * @throws CardError MIDDLEWARE_NOT_FOUND, MODULE_CRASHED, MODULE_TIMED_OUT
 */
export async function openCard(options: OpenCardOptions = {}): Promise<Pkcs11Card> {
  const { path, source } = findModule({ option: options.modulePath, environment: process.env });
  const card = new Pkcs11Card({
    modulePath: path,
    source,
    environment: options.environment ?? {},
    deadline: options.deadline ?? null,
  });
  try {
    await card.middleware();
    return card;
  } catch (error) {
    await card.close();
    throw error;
  }
}
