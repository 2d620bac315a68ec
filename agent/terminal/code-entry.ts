import { pinDigits, type TypedCodes } from '../guide/codes.js';
import type { GuideScreen } from '../guide/state.js';

interface Field {
  readonly id: string;
  readonly label: string;
  readonly digits: number;
}

/** What was typed, taken out of the fields: nothing of it is left in them. */
export type TakenCodes =
  { readonly id: 'submit-pin'; readonly pin: string } | { readonly id: 'submit-codes'; readonly codes: TypedCodes };

function fieldsOf({ pinLabel, fields }: GuideScreen): readonly Field[] {
  return typeof pinLabel === 'string' ? [{ id: 'pin', label: pinLabel, digits: pinDigits }] : fields;
}

/** The codes of a screen, typed one after the other. They are held here until they are taken or forgotten, and nowhere else. */
export class CodeEntry {
  #typed: string[] = [''];

  static isAsked(screen: GuideScreen): boolean {
    return fieldsOf(screen).length > 0;
  }

  get length(): number {
    return this.#current.length;
  }

  /** The field that is typed in; null when the screen asks for no code. */
  field(screen: GuideScreen): Field | null {
    return fieldsOf(screen)[this.#typed.length - 1] ?? null;
  }

  /** Twice as many as it needs are kept, so that what is too long is refused and not cut to something else. */
  type(digit: string, screen: GuideScreen): void {
    const most = 2 * (this.field(screen)?.digits ?? 0);
    if (this.length < most) this.#typed.splice(-1, 1, this.#current + digit);
  }

  erase(): void {
    this.#typed.splice(-1, 1, this.#current.slice(0, -1));
  }

  /** @returns all codes when this was the last field; null when there is another to type. */
  enter(screen: GuideScreen): TakenCodes | null {
    if (this.#typed.length < fieldsOf(screen).length) {
      this.#typed.push('');
      return null;
    }
    const [current = '', next = '', repeat = ''] = this.#typed;
    this.forget();
    if (typeof screen.pinLabel === 'string') return { id: 'submit-pin', pin: current };
    return { id: 'submit-codes', codes: { current, new: next, repeat } };
  }

  forget(): void {
    this.#typed = [''];
  }

  get #current(): string {
    return this.#typed.at(-1) ?? '';
  }
}
