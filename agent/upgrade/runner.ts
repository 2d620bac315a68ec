import { CardError } from '../card/card-error.js';
import { choose, readTerms } from './agreement.js';
import { waitForSameCard, waitForScan } from './card-guard.js';
import type { CardIdentity } from './card-pairing.js';
import type { FaultView } from './cardholder.js';
import { UpgradeContext, type UpgradeParts } from './context.js';
import { enterPin } from './enter-pin.js';
import { finish, guardCard, installAuthentication, installSignature } from './installing.js';
import { lookForCard, open, signIn } from './sign-in.js';
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
import { asTrouble, UpgradeTrouble } from './trouble.js';
import type { FaultCode } from './types.js';

export type Outcome = 'DONE' | 'CANCELLED' | 'FAILED';
type Work = (context: UpgradeContext) => Promise<UpgradeEvent>;

const nothing: Work = () => Promise.reject(new Error('An end state does no work'));

const pinAgain: Work = async (context) =>
  (await enterPin(context, { step: 'INSTALL_AUTHENTICATION', purpose: 'AUTHENTICATION', reason: 'CARD_BACK' }))
    ? 'PIN_ACCEPTED'
    : 'CANCEL';

const signaturePin: Work = async (context) => {
  const reason = context.cardCameBack ? 'CARD_BACK' : 'FIRST';
  const accepted = await enterPin(context, { step: 'INSTALL_SIGNATURE', purpose: 'SIGNATURE', reason });
  if (accepted) context.cardCameBack = false;
  return accepted ? 'PIN_ACCEPTED' : 'CANCEL';
};

const work: Record<UpgradeState, Work> = {
  OPENING: open,
  LOOKING_FOR_CARD: lookForCard,
  SIGNING_IN: signIn,
  CHOOSING: choose,
  READING_TERMS: readTerms,
  GUARDING_CARD: guardCard,
  REPEATING_AUTHENTICATION_PIN: pinAgain,
  INSTALLING_AUTHENTICATION: installAuthentication,
  ENTERING_SIGNATURE_PIN: signaturePin,
  INSTALLING_SIGNATURE: installSignature,
  FINISHING: finish,
  DONE: nothing,
  CANCELLED: nothing,
  FAILED: nothing,
};

/** Faults that end by themselves when something is put in or taken out of a reader. */
const waitsForReader: readonly FaultCode[] = ['NO_READER', 'NO_CARD', 'SEVERAL_CARDS', 'CARD_NOT_RECOGNISED'];
const waitsForSameCard: readonly FaultCode[] = ['CARD_REMOVED', 'OTHER_CARD'];
const sidewaysEvents: readonly UpgradeEvent[] = ['RETRY', 'CARD_BACK', 'CANCEL', 'FATAL'];

/** Performs the seven steps with one card, and one cardholder in charge. */
export class UpgradeRunner {
  readonly #context: UpgradeContext;
  #state: UpgradeState = initialState;
  #stepStarted = performance.now();
  #failure: UpgradeTrouble | null = null;

  constructor(private readonly parts: UpgradeParts) {
    checkStateTable();
    this.#context = new UpgradeContext(parts);
  }

  get state(): UpgradeState {
    return this.#state;
  }

  /** Milliseconds spent inside PKCS#11 calls so far. */
  get millisecondsInCard(): number {
    return this.#context.hasPort ? this.#context.port.millisecondsInCard() : 0;
  }

  /**
   * Runs until the upgrade is done, cancelled or failed, and the cardholder has closed the last page.
   * @throws the reason of `parts.stop` when that is aborted.
   */
  async run(): Promise<Outcome> {
    this.parts.log.record({ kind: 'STEP_STARTED', step: 'SIGN_IN' });
    try {
      while (!endStates.includes(this.#state)) this.#enter(await this.#perform());
      return await this.#end();
    } finally {
      this.#context.stopGuard();
    }
  }

  async #perform(): Promise<UpgradeEvent> {
    try {
      return await work[this.#state](this.#context);
    } catch (error) {
      this.parts.stop.throwIfAborted();
      return this.#recover(await this.#nameTrouble(error));
    }
  }

  #enter(event: UpgradeEvent): void {
    const { log } = this.parts;
    const before = stateTable[this.#state].step;
    this.#state = nextState(this.#state, event);
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
    const event = await this.#askWhatNow(trouble);
    if (event !== 'CANCEL') log.record({ kind: 'FAULT_CLEARED', step, faultCode });
    return event;
  }

  #faultView(code: FaultCode, waits: boolean): FaultView {
    const { step } = stateTable[this.#state];
    return { kind: 'FAULT', step, code, canRetry: true, waits, progress: this.#context.progress };
  }

  async #askWhatNow(trouble: UpgradeTrouble): Promise<UpgradeEvent> {
    const code = trouble.faultCode;
    const identity = this.#context.boundTo;
    const isAboutCard = waitsForSameCard.includes(code);
    if (isAboutCard && identity !== null) return this.#waitForCard(code, identity);
    if (isAboutCard || waitsForReader.includes(code)) return this.#waitForReaders(isAboutCard ? 'NO_CARD' : code);
    const action = await this.parts.cardholder.ask(this.#faultView(code, false), this.parts.stop);
    return action.id === 'cancel' ? 'CANCEL' : 'RETRY';
  }

  /** Nobody is signed in yet: any card will do, so the next change in the readers is worth a look. */
  async #waitForReaders(code: FaultCode): Promise<UpgradeEvent> {
    this.#context.stopGuard();
    if (!this.#context.hasPort) return this.#askOnly(code);
    const before = await this.#context.scan();
    const signature = describeScan(before);
    return this.#whicheverFirst(code, (signal) =>
      waitForScan(this.#context.port, signal, (scan) => (describeScan(scan) === signature ? null : true)).then(
        () => 'RETRY' as const,
      ),
    );
  }

  async #askOnly(code: FaultCode): Promise<UpgradeEvent> {
    const action = await this.parts.cardholder.ask(this.#faultView(code, false), this.parts.stop);
    return action.id === 'cancel' ? 'CANCEL' : 'RETRY';
  }

  /** The same card only: it goes on by itself when that card is back, and asks for its PIN again. */
  async #waitForCard(code: FaultCode, identity: CardIdentity): Promise<UpgradeEvent> {
    this.#context.stopGuard();
    let shown = code;
    return this.#whicheverFirst(code, async (signal) => {
      const card = await waitForSameCard(this.#context.port, identity, signal, (isOther) => {
        const now: FaultCode = isOther ? 'OTHER_CARD' : 'CARD_REMOVED';
        if (now === shown) return;
        shown = now;
        this.parts.log.record({ kind: 'FAULT_RAISED', step: stateTable[this.#state].step, faultCode: now });
        this.parts.cardholder.show(this.#faultView(now, true));
      });
      this.#context.useCard(card);
      this.#context.cardCameBack = true;
      this.parts.log.record({
        kind: 'CARD_SEEN',
        step: stateTable[this.#state].step,
        detail: `${card.reader} · ${card.authentication.label}`,
      });
      return 'CARD_BACK' as const;
    });
  }

  /** The cause goes away by itself, or the cardholder decides first. */
  async #whicheverFirst(code: FaultCode, goesAway: (signal: AbortSignal) => Promise<UpgradeEvent>): Promise<UpgradeEvent> {
    const decided = new AbortController();
    const signal = AbortSignal.any([decided.signal, this.parts.stop]);
    const asked = this.parts.cardholder
      .ask(this.#faultView(code, true), signal)
      .then((action): UpgradeEvent => (action.id === 'cancel' ? 'CANCEL' : 'RETRY'));
    const gone = goesAway(signal);
    try {
      return await Promise.race([asked, gone]);
    } finally {
      decided.abort(new Error('decided'));
      await Promise.allSettled([asked, gone]);
    }
  }

  async #end(): Promise<Outcome> {
    const { cardholder, stop } = this.parts;
    this.#context.stopGuard();
    if (this.#state === 'DONE') {
      await cardholder.ask({ kind: 'DONE', certificates: this.#context.offer.certificates.length }, stop);
      return 'DONE';
    }
    await this.#giveUp();
    if (this.#failure === null) {
      await cardholder.ask({ kind: 'CANCELLED' }, stop);
      return 'CANCELLED';
    }
    const view = { ...this.#faultView(this.#failure.faultCode, false), canRetry: false };
    await cardholder.ask(view, stop);
    return 'FAILED';
  }

  /** Tells the server that this upgrade is over, without letting the cardholder wait for a server that is away. */
  async #giveUp(): Promise<void> {
    const { server, stop, cardholder } = this.parts;
    const failure = this.#failure;
    if (failure === null) cardholder.show({ kind: 'CANCELLED' });
    else cardholder.show({ ...this.#faultView(failure.faultCode, false), canRetry: false });
    const signal = AbortSignal.any([stop, AbortSignal.timeout(millisecondsToSayGoodbye)]);
    try {
      await server.cancelSession({ faultCode: failure?.faultCode ?? null, detail: failure?.detail ?? null }, signal);
    } catch (error) {
      stop.throwIfAborted();
      this.parts.log.record({ kind: 'FAULT_RAISED', faultCode: 'SERVER_UNREACHABLE', detail: asTrouble(error).message });
    }
  }
}

const millisecondsToSayGoodbye = 5_000;

function describeScan(scan: {
  readers: readonly string[];
  tokens: readonly { serialNumber: string; label: string }[];
  unreadable: readonly { reader: string }[];
}): string {
  return JSON.stringify([
    scan.readers,
    scan.tokens.map((token) => [token.serialNumber, token.label]),
    scan.unreadable.map((bad) => bad.reader),
  ]);
}
