import type { AgentPage } from '../support/agent-page.js';
import { type AgentPageState } from '../support/agent-page.js';

/** What an upgrade came to in the cardholder's eyes; null: the agent was gone before it was over. */
export type Ending = { readonly kind: 'DONE' } | { readonly kind: 'FAULT'; readonly code: string } | null;

export interface CardholderParts {
  readonly pin1: string;
  readonly pin2: string;
  /** A card that is out is put back when the page says that something is wrong. @returns whether it was out */
  readonly putCardBack: () => boolean;
}

/** Pages that end by themselves once the card is back. */
const waitsForCard: readonly string[] = ['CARD_REMOVED', 'NO_CARD', 'NO_READER', 'OTHER_CARD', 'CARD_NOT_RECOGNISED'];
/** More than any single fault needs: who has to press the button again and again is not helped. */
const mostRetries = 6;

export class StuckError extends Error {}

/** A cardholder who reads each page and does what it asks: the right PIN, "try again", the card back in, a new start. */
export class PatientCardholder {
  /** PINs that may have reached a card. */
  pinsTyped = 0;
  retries = 0;
  /** Codes of the faults that were shown, in their order. */
  readonly faultsShown: string[] = [];
  #lastFault = -1;

  constructor(private readonly parts: CardholderParts) {}

  /** Follows one run of the agent to its end. @throws StuckError when the pages lead nowhere */
  async follow(page: AgentPage): Promise<Ending> {
    let seen = 0;
    for (;;) {
      const state = await page.sees(({ version }) => version > seen).catch(() => null);
      if (state === null) return null;
      seen = state.version;
      const ending = await this.#answer(page, state);
      if (ending !== 'GO_ON') return ending;
    }
  }

  async #answer(page: AgentPage, state: AgentPageState): Promise<Ending | 'GO_ON'> {
    const { screen } = state;
    const action = screen.actions.find(({ primary }) => primary)?.id;
    if (screen.kind === 'FAULT') return this.#answerFault(page, state, action);
    this.#lastFault = -1;
    if (action === undefined) return 'GO_ON';
    if (screen.kind === 'CANCELLED') throw new StuckError('The page says that the upgrade was cancelled');
    if (!(await this.#press(page, state, action)) || screen.kind !== 'DONE') return 'GO_ON';
    return { kind: 'DONE' };
  }

  async #answerFault(page: AgentPage, state: AgentPageState, action: string | undefined): Promise<Ending | 'GO_ON'> {
    const code = state.screen.faultCode ?? '';
    if (this.#lastFault < 0) this.faultsShown.push(code);
    this.#lastFault = state.version;
    const wasOut = this.parts.putCardBack();
    if (action === undefined || (wasOut && waitsForCard.includes(code))) return 'GO_ON';
    if (action === 'close') {
      await this.#press(page, state, action);
      return { kind: 'FAULT', code };
    }
    if (this.retries >= mostRetries)
      throw new StuckError(`The page asks to try again without end: ${this.faultsShown.join(', ')}`);
    if (await this.#press(page, state, action)) this.retries += 1;
    return 'GO_ON';
  }

  /** @returns false when the page moved on first, or the agent is gone */
  async #press(page: AgentPage, { version, screen }: AgentPageState, action: string): Promise<boolean> {
    const asksPin = action === 'submit-pin';
    const pin = screen.step === 'INSTALL_SIGNATURE' ? this.parts.pin2 : this.parts.pin1;
    // Counted first: an agent that dies while it answers may have handed the PIN on.
    if (asksPin) this.pinsTyped += 1;
    try {
      const more = { ...(asksPin ? { pin } : {}), ...(typeof screen.checkboxLabel === 'string' ? { checked: true } : {}) };
      const isTaken = await page.tryTake(version, action, more);
      if (!isTaken && asksPin) this.pinsTyped -= 1;
      return isTaken;
    } catch (error) {
      // The connection breaks when the agent is killed; its end is seen next.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}
