import { CardError } from '../card/card-error.js';
import { errorCode } from '../config/error-code.js';
import type { FaultCode } from './types.js';
import { ServerFault } from './upgrade-server.js';

/** A fault of the catalogue that stops a step, with what support searches for. */
export class UpgradeTrouble extends Error {
  override readonly name: string = 'UpgradeTrouble';

  constructor(
    readonly faultCode: FaultCode,
    readonly detail: string | null = null,
    readonly functionName: string | null = null,
    readonly returnValue: number | null = null,
  ) {
    super(detail === null ? faultCode : `${faultCode}: ${detail}`);
  }
}

/** The cardholder ends the upgrade from within a step. */
export class CancelledByCardholder extends Error {
  override readonly name = 'CancelledByCardholder';
}

const storageFaults: Record<string, FaultCode> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EIO: 'STORAGE_FAILED',
  EROFS: 'STORAGE_FAILED',
  EACCES: 'STORAGE_FAILED',
  ENOENT: 'STORAGE_FAILED',
  EPERM: 'STORAGE_FAILED',
  EMFILE: 'STORAGE_FAILED',
};

/** Whether the disk, and not the program, is what failed. */
export function isOfStorage(error: unknown): boolean {
  return errorCode(error) in storageFaults;
}

/** Names whatever was thrown. What is not expected says so (UNKNOWN) and keeps the error's own words. */
export function asTrouble(error: unknown): UpgradeTrouble {
  if (error instanceof UpgradeTrouble) return error;
  if (error instanceof CardError)
    return new UpgradeTrouble(error.faultCode, error.message, error.functionName, error.returnValue);
  if (error instanceof ServerFault) return new UpgradeTrouble(error.faultCode, error.detail);
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new UpgradeTrouble(storageFaults[errorCode(error)] ?? 'UNKNOWN', detail);
}
