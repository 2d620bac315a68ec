import type { FaultCode } from '../generated/graphql.js';
import type { FaultEntry } from '../stores/faults.js';

const both = (sv: string, en: string) => ({ sv, en });

/** An entry as the catalogue would have it, with texts that name their place. */
export function faultEntry(code: FaultCode, over: Partial<FaultEntry> = {}): FaultEntry {
  return {
    code,
    step: null,
    severity: code === 'PIN_LOCKED' ? 'FATAL' : 'RETRIABLE',
    costsPinTry: code === 'PIN_WRONG' || code === 'PIN_LOCKED',
    cause: both(`Orsak till ${code}`, `Cause of ${code}`),
    cardholderTitle: both(`Rubrik ${code}`, `Title ${code}`),
    cardholderText: both(`Text ${code}`, `Text of ${code}`),
    staffSay: both(`Säg om ${code}`, `Say about ${code}`),
    staffDo: both(`Gör vid ${code}`, `Do at ${code}`),
    ...over,
  };
}
