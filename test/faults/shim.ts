import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSoftHsm } from '../../agent/config/find-module.js';
import { buildShim } from './build-shim.js';

/** Cards and middleware that SoftHSM is not. */
export interface ShimQuirks {
  /** As OpenSC: a second certificate with the same CKA_ID is refused (CKR_ATTRIBUTE_VALUE_INVALID). */
  readonly refuseSameCkaId?: boolean;
  /** Bytes left for certificates; more is refused (CKR_DEVICE_MEMORY). A removed certificate gives its bytes back. */
  readonly freeMemory?: number;
  /** Wrong PINs in a row that lock a token. */
  readonly maxPinTries?: number;
  readonly maxPukTries?: number;
  /** A reader with keys of its own, and what a person types there; see `answerAtPinPad`. */
  readonly pinPad?: { readonly pin1: string; readonly pin2: string };
  readonly readOnly?: boolean;
}

export interface ShimOptions extends ShimQuirks {
  /** The control folder: made when it is missing, and of one run's own. At most some 80 characters (a socket may lie in it). */
  readonly folder: string;
  /** The module that is forwarded to; left out: SoftHSM. */
  readonly modulePath?: string;
}

/**
 * Where a fault happens: at the n-th call that counts, at the first look of that kind after n such calls, or at the k-th call
 * of a function (`+`: and at all after it). Numbers begin at 1, and go on when the module's process is started anew.
 */
export type FaultPlace = `call:${number}` | `look:${number}:C_${string}` | `C_${string}:${number}` | `C_${string}:${number}+`;

export interface PlannedFault {
  readonly at: FaultPlace;
  /** Before the real call, or after it took effect. */
  readonly phase: 'before' | 'after';
  /** `kill`: the agent, by SIGKILL. `ask`: only the listener is told, and the call goes on when it has answered. */
  readonly does: 'return' | 'hang' | 'crash' | 'remove' | 'kill' | 'ask';
  /** CK_RV: what is returned, now or by every call on a card that is out (default CKR_DEVICE_REMOVED). */
  readonly value?: number;
}

export interface ShimCall {
  /** Of the calls that count; of a look: of the last such call before it. */
  readonly number: number;
  readonly isLook: boolean;
  readonly functionName: string;
  readonly occurrence: number;
  /** CK_RV that the caller got; 0 when it got none. */
  readonly returnValue: number;
  /** null: an ordinary call. */
  readonly fault: string | null;
  readonly processId: number;
}

export type PinPadAnswer = 'pin' | 'wrong' | 'cancel' | 'reject' | 'hang';

/** One run of the shim, steered through its control folder while the module works in other processes. */
export class Shim {
  /** For `--module`, or as `modulePath` of Pkcs11Card. */
  readonly modulePath = buildShim();

  constructor(private readonly options: ShimOptions) {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  }

  /** For the process that loads the module, beside what the real module needs (SOFTHSM2_CONF). */
  get environment(): Record<string, string> {
    return environmentOf(this.options);
  }

  get folder(): string {
    return this.options.folder;
  }

  /** Replaces the plan; takes effect at the next call. */
  plan(...faults: readonly PlannedFault[]): void {
    const lines = faults.map(({ at, phase, does, value }) => `${at} ${phase} ${does} 0x${(value ?? 0).toString(16)}\n`);
    this.#write('plan', lines.join(''));
  }

  takeCardOut(returnValue = 0x32): void {
    this.#write('card', `out ${this.#removals() + 1} 0x${returnValue.toString(16)}\n`);
  }

  putCardBack(): void {
    this.#write('card', `in ${this.#removals()}\n`);
  }

  get isCardOut(): boolean {
    return this.#read('card').startsWith('out');
  }

  answerAtPinPad(answer: PinPadAnswer): void {
    this.#write('pin-pad', `${answer}\n`);
  }

  calls(): ShimCall[] {
    return this.#read('calls')
      .split('\n')
      .filter((line) => line !== '')
      .map(parseCall);
  }

  /** Forgets counts, plan and log, as if nothing had been called. */
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  #removals(): number {
    return Number(this.#read('card').split(' ')[1] ?? 0);
  }

  #read(name: string): string {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Replaced whole: the module may be reading. */
  #write(name: string, text: string): void {
    const path = join(this.folder, name);
    writeFileSync(`${path}.next`, text, { mode: 0o600 });
    renameSync(`${path}.next`, path);
  }
}

export function environmentOf(options: ShimOptions): Record<string, string> {
  const { folder, modulePath, refuseSameCkaId, freeMemory, maxPinTries, maxPukTries, pinPad, readOnly } = options;
  return {
    KORTLOTS_SHIM_MODULE: modulePath ?? findSoftHsm(),
    KORTLOTS_SHIM_FOLDER: folder,
    ...(refuseSameCkaId === true ? { KORTLOTS_SHIM_REFUSE_SAME_CKA_ID: '1' } : {}),
    ...(freeMemory === undefined ? {} : { KORTLOTS_SHIM_FREE_MEMORY: String(freeMemory) }),
    ...(maxPinTries === undefined ? {} : { KORTLOTS_SHIM_MAX_PIN_TRIES: String(maxPinTries) }),
    ...(maxPukTries === undefined ? {} : { KORTLOTS_SHIM_MAX_PUK_TRIES: String(maxPukTries) }),
    ...(pinPad === undefined
      ? {}
      : { KORTLOTS_SHIM_PIN_PAD: '1', KORTLOTS_SHIM_PIN1: pinPad.pin1, KORTLOTS_SHIM_PIN2: pinPad.pin2 }),
    ...(readOnly === true ? { KORTLOTS_SHIM_READ_ONLY: '1' } : {}),
  };
}

const callLine = /^(\d+)(\+?) (C_\w+) (\d+) 0x([0-9a-f]+) (\S+) (\d+)$/;

function parseCall(line: string): ShimCall {
  const match = callLine.exec(line);
  if (match === null) throw new Error(`The shim's log holds ${JSON.stringify(line)}`);
  const [, number, look, functionName = '', occurrence, returnValue = '', fault = '', processId] = match;
  return {
    number: Number(number),
    isLook: look === '+',
    functionName,
    occurrence: Number(occurrence),
    returnValue: parseInt(returnValue, 16),
    fault: fault === '-' ? null : fault,
    processId: Number(processId),
  };
}
