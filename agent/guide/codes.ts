/** Where a code is typed: PUK or old PIN, the new PIN, and the new PIN once more. */
export type CodeFieldId = 'puk' | 'old' | 'new' | 'repeat';

/** As typed in the fields of one screen; `current` is the PUK or the old PIN, whichever that screen asks for. */
export interface TypedCodes {
  readonly current: string;
  readonly new: string;
  readonly repeat: string;
}

/** What is wrong with codes before the card has seen them. */
export type CodeFault = 'PUK_MALFORMED' | 'OLD_MALFORMED' | 'NEW_MALFORMED' | 'TOO_SIMPLE' | 'SAME_AS_OLD' | 'REPEAT_DIFFERS';

export const digitsOf: Readonly<Record<CodeFieldId, number>> = { puk: 8, old: 6, new: 6, repeat: 6 };
export const pinDigits = 6;

/** Where the cardholder goes on after the fault. Two new PINs that differ are both typed anew: neither can be seen. */
export const fieldOfFault: Readonly<Record<CodeFault, CodeFieldId>> = {
  PUK_MALFORMED: 'puk',
  OLD_MALFORMED: 'old',
  NEW_MALFORMED: 'new',
  TOO_SIMPLE: 'new',
  SAME_AS_OLD: 'new',
  REPEAT_DIFFERS: 'new',
};

/** Digits of 0 to 9 only: other scripts have digits that no card knows. */
export function isDigits(code: string, length: number): boolean {
  return code.length === length && /^[0-9]+$/.test(code);
}

/** The first fault in the order in which the fields stand, null when the codes may go to the card. */
export function faultOfCodes(asked: 'puk' | 'old', codes: TypedCodes): CodeFault | null {
  if (!isDigits(codes.current, digitsOf[asked])) return asked === 'puk' ? 'PUK_MALFORMED' : 'OLD_MALFORMED';
  if (!isDigits(codes.new, pinDigits)) return 'NEW_MALFORMED';
  if (isSimple(codes.new)) return 'TOO_SIMPLE';
  if (codes.new === codes.current) return 'SAME_AS_OLD';
  return codes.repeat === codes.new ? null : 'REPEAT_DIFFERS';
}

/** 000000, 123456, 987654: the first that anybody would try. */
function isSimple(pin: string): boolean {
  const differences = [...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index]));
  const [first] = differences;
  return first !== undefined && Math.abs(first) <= 1 && differences.every((difference) => difference === first);
}
