import { CardError } from '../card/card-error.js';
import { timeLimit } from '../config/time-limit.js';
import { choose, readTerms } from './agreement.js';
import type { UpgradeView } from './cardholder.js';
import { UpgradeContext, type UpgradeParts } from './context.js';
import { finish, guardCard, installAuthentication, installSignature, logOutAll } from './installing/states.js';
import { lookForCard } from './looking/look-for-card.js';
import { authenticationPinAgain, signaturePin } from './codes/states.js';
import { LastPage } from './codes/last-page.js';
import { Recovery } from './recovery.js';
import { open, signIn } from './sign-in.js';
import {
  checkStateTable,
  endStates,
  initialState,
  nextState,
  stateTable,
  steps,
  type UpgradeEvent,
  type UpgradeState,
} from './state-table.js';
import { asTrouble, CancelledByCardholder, UpgradeTrouble } from './trouble.js';
import type { UpgradeStep } from './types.js';

export type Outcome = 'DONE' | 'CANCELLED' | 'FAILED';
type Work = (context: UpgradeContext) => Promise<UpgradeEvent>;

const nothing: Work = () => Promise.reject(new Error('An end state does no work'));

const work: Record<UpgradeState, Work> = {
  OPENING: open,
  LOOKING_FOR_CARD: lookForCard,
  SIGNING_IN: signIn,
  CHOOSING: choose,
  READING_TERMS: readTerms,
  GUARDING_CARD: guardCard,
  REPEATING_AUTHENTICATION_PIN: authenticationPinAgain,
  INSTALLING_AUTHENTICATION: installAuthentication,
  ENTERING_SIGNATURE_PIN: signaturePin,
  INSTALLING_SIGNATURE: installSignature,
  FINISHING: finish,
  DONE: nothing,
  CANCELLED: nothing,
  FAILED: nothing,
};

const sidewaysEvents: readonly UpgradeEvent[] = ['ALREADY_DONE', 'RETRY', 'CARD_BACK', 'CANCEL', 'FATAL'];

/** Performs the seven steps with one card, and one cardholder in charge. */
export class UpgradeRunner {
  readonly #context: UpgradeContext;
  readonly #lastPage: LastPage;
  #state: UpgradeState = initialState;
  #stepStarted = performance.now();
  #lastStep: UpgradeStep = 'SIGN_IN';
  #failure: UpgradeTrouble | null = null;

  constructor(private readonly parts: UpgradeParts) {
    checkStateTable();
    this.#context = new UpgradeContext(parts);
    this.#lastPage = new LastPage(this.#context);
  }

  get state(): UpgradeState {
    return this.#state;
  }

  /** The step that is worked on, or was when the upgrade ended. */
  get step(): UpgradeStep {
    return endStates.includes(this.#state) ? this.#lastStep : stateTable[this.#state].step;
  }

  /** Milliseconds spent inside PKCS#11 calls so far. */
  get millisecondsInCard(): number {
    return this.#context.hasPort ? this.#context.port.millisecondsInCard() : 0;
  }

  /**
   * Runs until the upgrade is done, cancelled or failed. The last page stays up: see `waitForClose`.
   * @throws the reason of `parts.stop` when that is aborted.
   */
  async run(): Promise<Outcome> {
    this.parts.log.record({ kind: 'STEP_STARTED', step: 'SIGN_IN' });
    try {
      while (!endStates.includes(this.#state)) this.#enter(await this.#perform());
      return await this.#end();
    } finally {
      this.#context.stopGuard();
      await this.#logOut();
      if (this.#state !== 'DONE') await this.#context.releaseClaim();
    }
  }

  /** A last page that is left open keeps no card logged in. An agent that is told to stop closes the card, which does the same. */
  async #logOut(): Promise<void> {
    const { stop } = this.parts;
    if (!stop.aborted || stop.reason instanceof UpgradeTrouble) await logOutAll(this.#context);
  }

  async #perform(): Promise<UpgradeEvent> {
    try {
      return await work[this.#state](this.#context);
    } catch (error) {
      this.parts.stop.throwIfAborted();
      if (error instanceof CancelledByCardholder) return 'CANCEL';
      return this.#recover(await this.#nameTrouble(error));
    }
  }

  #enter(event: UpgradeEvent): void {
    const { log } = this.parts;
    const before = stateTable[this.#state].step;
    this.#state = nextState(this.#state, event);
    this.#lastStep = before;
    const { step } = stateTable[this.#state];
    const isEnd = endStates.includes(this.#state);
    const completes = !sidewaysEvents.includes(event) && (steps.indexOf(step) > steps.indexOf(before) || isEnd);
    if (completes)
      log.record({ kind: 'STEP_COMPLETED', step: before, milliseconds: Math.round(performance.now() - this.#stepStarted) });
    if (isEnd || step === before) return;
    this.#stepStarted = performance.now();
    log.record({ kind: 'STEP_STARTED', step });
  }

  /** A card operation that failed on a card that is no longer there failed because of that. */
  async #nameTrouble(error: unknown): Promise<UpgradeTrouble> {
    const trouble = asTrouble(error);
    const { guard } = this.#context;
    if (!(error instanceof CardError) || guard === null) return trouble;
    if (guard.removed.aborted || !(await this.#isCardThere(trouble))) {
      return new UpgradeTrouble('CARD_REMOVED', trouble.detail, trouble.functionName, trouble.returnValue);
    }
    return trouble;
  }

  async #isCardThere(trouble: UpgradeTrouble): Promise<boolean> {
    try {
      return (await this.#context.guard?.check()) ?? true;
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      return trouble.faultCode !== 'CARD_REMOVED';
    }
  }

  async #recover(trouble: UpgradeTrouble): Promise<UpgradeEvent> {
    const { log, severity } = this.parts;
    const { step } = stateTable[this.#state];
    const { faultCode, functionName, returnValue, detail } = trouble;
    if (faultCode === 'CARD_REMOVED') log.record({ kind: 'CARD_REMOVED', step });
    log.record({ kind: 'FAULT_RAISED', step, faultCode, functionName, returnValue, detail });
    if (severity(faultCode) === 'FATAL') {
      this.#failure = trouble;
      return 'FATAL';
    }
    const event = await this.#whatNow(trouble, new Recovery(this.#context, step));
    if (event !== 'CANCEL' && event !== 'FATAL') log.record({ kind: 'FAULT_CLEARED', step, faultCode });
    return event;
  }

  /** What fails meanwhile is one more trouble: a card that fails while it is waited for, or is pulled from under a dialog. */
  async #whatNow(trouble: UpgradeTrouble, recovery: Recovery): Promise<UpgradeEvent> {
    try {
      return await recovery.whatNow(trouble);
    } catch (error) {
      this.parts.stop.throwIfAborted();
      if (error instanceof CancelledByCardholder) return 'CANCEL';
      if (!(error instanceof CardError) && !(error instanceof UpgradeTrouble)) throw error;
      return this.#recover(await this.#nameTrouble(error));
    }
  }

  /**
   * Leaves the last page up until the cardholder closes it.
   * @throws the reason of `parts.stop` when that is aborted first.
   */
  async waitForClose(): Promise<void> {
    try {
      if (this.#state === 'DONE') await this.#lastPage.stay();
      else await this.parts.cardholder.ask(this.#lastView(), this.parts.stop);
    } finally {
      await this.#context.releaseClaim();
    }
  }

  #lastView(): UpgradeView {
    if (this.#state === 'DONE') return this.#lastPage.view;
    if (this.#failure === null) return { kind: 'CANCELLED' };
    const { progress } = this.#context;
    const how = { canRetry: false, waits: false, canUnlock: false } as const;
    return { kind: 'FAULT', step: this.#lastStep, code: this.#failure.faultCode, ...how, progress };
  }

  async #end(): Promise<Outcome> {
    this.#context.stopGuard();
    this.parts.cardholder.show(this.#lastView());
    if (this.#state === 'DONE') return 'DONE';
    await this.#giveUp();
    return this.#failure === null ? 'CANCELLED' : 'FAILED';
  }

  /** Tells the server that this upgrade is over, without letting the cardholder wait for a server that is away. */
  async #giveUp(): Promise<void> {
    const { server, stop } = this.parts;
    const failure = this.#failure;
    const limit = timeLimit(stop, millisecondsToSayGoodbye);
    try {
      await server.cancelSession({ faultCode: failure?.faultCode ?? null, detail: failure?.detail ?? null }, limit.signal);
    } catch (error) {
      stop.throwIfAborted();
      const { faultCode, message } = limit.isOver ? new UpgradeTrouble('SERVER_UNREACHABLE') : asTrouble(error);
      this.parts.log.record({ kind: 'FAULT_RAISED', faultCode, detail: message });
    } finally {
      limit.clear();
    }
  }
}

const millisecondsToSayGoodbye = 5_000;
