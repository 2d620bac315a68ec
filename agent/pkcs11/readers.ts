import type { TokenInfo, TokenKey } from '../card/card-port.js';
import { Pkcs11Failure, type Cryptoki, type Slot } from './cryptoki.js';
import { tokenNotPresent } from './return-values.js';
import { flagNames, loginRequired, purposeOf, tokenInitialized } from './token-flags.js';

const slotHasToken = 0x1;
const doNotBlock = 0x1;

export interface TokenInSlot {
  readonly slot: Slot;
  readonly info: TokenInfo;
  readonly needsLogin: boolean;
  /** Lengths that the token takes; a maximum of 0 says nothing. */
  readonly pinLength: { readonly min: number; readonly max: number };
}

export interface ReadersSeen {
  readonly readers: readonly string[];
  readonly tokens: readonly TokenInSlot[];
  readonly unreadable: readonly { readonly reader: string; readonly functionName: string; readonly returnValue: number }[];
}

/** The readers of a module, and what is in them. A slot that fails is named, and hides no other. */
export class Readers {
  constructor(private readonly cryptoki: Cryptoki) {}

  look(): ReadersSeen {
    this.cryptoki.startIfStopped();
    const readers: string[] = [];
    const tokens: TokenInSlot[] = [];
    const unreadable: ReadersSeen['unreadable'][number][] = [];
    for (const slot of this.cryptoki.call('C_GetSlotList', (module) => module.C_GetSlotList(false))) {
      const info = this.cryptoki.call('C_GetSlotInfo', (module) => module.C_GetSlotInfo(slot));
      const reader = info.slotDescription.trim();
      readers.push(reader);
      if ((info.flags & slotHasToken) === 0) continue;
      try {
        const token = this.#tokenIn(slot, reader);
        if (token !== null) tokens.push(token);
      } catch (error) {
        if (!(error instanceof Pkcs11Failure)) throw error;
        if (error.returnValue !== tokenNotPresent && this.#hasToken(slot)) unreadable.push(unreadableIn(reader, error));
      }
    }
    return { readers, tokens, unreadable };
  }

  /**
   * The token of that serial number and label, in whatever slot it is now.
   * @throws Pkcs11Failure CKR_TOKEN_NOT_PRESENT when it is in none.
   */
  find(token: TokenKey): TokenInSlot {
    const found = this.look().tokens.find(({ info }) => isToken(info, token));
    if (found === undefined) throw new Pkcs11Failure('C_GetTokenInfo', tokenNotPresent, 'The card is not in a reader');
    return found;
  }

  /** @throws Pkcs11Failure when the slot no longer holds that token. Some modules find no objects on a card that is gone. */
  requireStillIn(slot: Slot, token: TokenKey): void {
    const info = this.cryptoki.call('C_GetTokenInfo', (module) => module.C_GetTokenInfo(slot));
    if (isToken({ serialNumber: info.serialNumber.trim(), label: info.label.trim() }, token)) return;
    throw new Pkcs11Failure('C_GetTokenInfo', tokenNotPresent, 'The card was taken out');
  }

  isStillIn({ slot, info }: TokenInSlot): boolean {
    try {
      this.requireStillIn(slot, info);
      return true;
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
      return false;
    }
  }

  /** Whether a reader told of a change since the last call. Modules that can't tell are polled instead. */
  takeEvents(): boolean {
    let changed = false;
    try {
      // Bounded: a module must not keep us here with an endless row of events.
      for (let count = 0; count < 32 && this.#nextEvent() !== null; count += 1) changed = true;
    } catch (error) {
      if (!(error instanceof Pkcs11Failure)) throw error;
    }
    return changed;
  }

  #nextEvent(): Slot | null {
    return this.cryptoki.call('C_WaitForSlotEvent', (module) => module.C_WaitForSlotEvent(doNotBlock));
  }

  /** Looked at once more: a card that was pulled in the middle of a look is gone, and not unreadable. */
  #hasToken(slot: Slot): boolean {
    return (this.cryptoki.call('C_GetSlotInfo', (module) => module.C_GetSlotInfo(slot)).flags & slotHasToken) !== 0;
  }

  /** Null for a token that was never initialised: SoftHSM always shows one. */
  #tokenIn(slot: Slot, reader: string): TokenInSlot | null {
    const info = this.cryptoki.call('C_GetTokenInfo', (module) => module.C_GetTokenInfo(slot));
    const label = info.label.trim();
    if ((info.flags & tokenInitialized) === 0 && label === '') return null;
    return {
      slot,
      needsLogin: (info.flags & loginRequired) !== 0,
      pinLength: { min: info.minPinLen, max: info.maxPinLen },
      info: {
        serialNumber: info.serialNumber.trim(),
        label,
        reader,
        manufacturer: info.manufacturerID.trim(),
        model: info.model.trim(),
        flags: flagNames(info.flags),
        purpose: purposeOf(label),
        freeMemory: freeMemoryOf(info),
      },
    };
  }
}

/** A total as small as this is a filler: NSS says 1 byte. */
const smallestMemory = 64n;
/** CK_UNAVAILABLE_INFORMATION, all ones (PKCS#11 v2.40 section 3.1), where CK_ULONG has four bytes and where it has eight. */
const unavailable: readonly bigint[] = [0xffff_ffffn, 0xffff_ffff_ffff_ffffn];

/** Bytes free for certificates, null when the token does not say. pkcs11js gives these as bigint, whatever its types say. */
export function freeMemoryOf(info: {
  readonly freePublicMemory: number | bigint;
  readonly totalPublicMemory: number | bigint;
}): number | null {
  const [free, total] = [BigInt(info.freePublicMemory), BigInt(info.totalPublicMemory)];
  if (unavailable.includes(free) || (!unavailable.includes(total) && total < smallestMemory)) return null;
  return free > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(free);
}

function unreadableIn(reader: string, { functionName, returnValue }: Pkcs11Failure): ReadersSeen['unreadable'][number] {
  return { reader, functionName, returnValue: returnValue ?? 0 };
}

export function isToken(one: TokenKey, other: TokenKey): boolean {
  return one.serialNumber === other.serialNumber && one.label === other.label;
}
