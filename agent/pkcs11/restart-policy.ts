import type { TokenKey } from '../card/card-port.js';

const whileEmpty = 1_500;
const first = 1_000;
const longest = 32_000;

/**
 * When to start a module anew (C_Finalize, C_Initialize), since some notice new cards or readers only then. Never while
 * somebody is logged in; while no card is seen, at a steady pace; while a known card is missing beside another, ever less often.
 */
export class RestartPolicy {
  #known: readonly string[] = [];
  #situation = '';
  #wait = first;
  #last: number;

  constructor(private readonly now: () => number) {
    this.#last = now();
  }

  /** Told of every look at the readers; true when the module should be started anew before the next. */
  isDue(tokens: readonly TokenKey[], isLoggedIn: boolean): boolean {
    const seen = tokens.map(nameOf);
    const isMissing = this.#known.some((name) => !seen.includes(name));
    this.#note(seen);
    if (isLoggedIn || (seen.length > 0 && !isMissing)) return false;
    const wait = seen.length === 0 ? whileEmpty : this.#wait;
    if (this.now() - this.#last < wait) return false;
    this.#wait = Math.min(this.#wait * 2, longest);
    this.#last = this.now();
    return true;
  }

  /** Told what the module shows after it was started anew. */
  saw(tokens: readonly TokenKey[]): void {
    this.#note(tokens.map(nameOf));
  }

  #note(seen: readonly string[]): void {
    this.#known = [...new Set([...this.#known, ...seen])];
    const situation = seen.join(' ');
    if (situation === this.#situation) return;
    this.#situation = situation;
    this.#wait = first;
  }
}

function nameOf({ serialNumber, label }: TokenKey): string {
  return JSON.stringify([serialNumber, label]);
}
