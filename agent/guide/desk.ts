import type { Language, ScreenInput, UpgradeStep } from '../generated/graphql.js';
import type { Cardholder, CardholderAction, PlainActionId, UpgradeView } from '../upgrade/cardholder.js';
import { faultOfCodes, isDigits, pinDigits } from './codes.js';
import { inertOf, mirrorOf, screenOf } from './screens.js';
import type { ActionOutcome, GuideAction, GuideScreen, GuideState, Link, PairingCode, Watcher } from './state.js';

export interface DeskOptions {
  readonly language: Language;
  /** Told each screen as the cardholder sees it, once for each change: this is what staff see mirrored. */
  readonly onScreen: (screen: ScreenInput) => void;
}

interface Question {
  /** State version at which it was put: an answer to an older state is an answer to something else. */
  readonly since: number;
  readonly answer: (action: CardholderAction) => void;
}

const withoutCode: Readonly<Record<PlainActionId, true>> = {
  start: true,
  upgrade: true,
  restore: true,
  cancel: true,
  accept: true,
  decline: true,
  retry: true,
  close: true,
  unlock: true,
  'change-pin-authentication': true,
  'change-pin-signature': true,
  allow: true,
  back: true,
};
const isPlain = (id: string): id is PlainActionId => Object.hasOwn(withoutCode, id);
/** What a box on the screen must be ticked for. */
const needCheck: readonly string[] = ['submit-pin', 'submit-codes', 'accept'];

/**
 * The cardholder's side of the table: the steps put screens and questions on it, page and terminal show them and hand
 * back the answers. Each question is answered once, by whoever is first. Codes pass through and are kept nowhere.
 */
export class Desk implements Cardholder {
  readonly #onScreen: DeskOptions['onScreen'];
  readonly #listeners = new Set<(state: GuideState) => void>();
  #view: UpgradeView = { kind: 'START', activity: 'CONNECTING' };
  /** The last step that was worked on: an upgrade that ends says where. */
  #step: UpgradeStep = 'SIGN_IN';
  #question: Question | null = null;
  #state: GuideState;
  #reported = '';

  constructor({ language, onScreen }: DeskOptions) {
    this.#onScreen = onScreen;
    this.#state = {
      version: 1,
      language,
      screen: inertOf(screenOf(this.#view, language, this.#step)),
      pairingCode: null,
      pairingCodeExpiresAt: null,
      watchers: [],
      link: 'CONNECTING',
    };
  }

  get state(): GuideState {
    return this.#state;
  }

  /** Calls the listener after each change, until the returned function is called. */
  watch(listener: (state: GuideState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Shows the view. A question that is still open stays open; it can be answered if the new screen offers its actions. */
  show(view: UpgradeView): void {
    this.#setView(view);
  }

  ask(view: UpgradeView, signal?: AbortSignal): Promise<CardholderAction> {
    return new Promise<CardholderAction>((resolve, reject) => {
      if (signal?.aborted === true) return reject(reasonOf(signal));
      if (this.#question !== null) return reject(new Error('The cardholder is asked two things at once'));
      const end = (): void => {
        if (this.#question === question) this.#question = null;
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        end();
        if (signal !== undefined) reject(reasonOf(signal));
        this.#freezeUnlessMoved();
      };
      const answer = (action: CardholderAction): void => {
        end();
        resolve(action);
        this.#freezeUnlessMoved();
      };
      const question: Question = { since: this.#state.version + 1, answer };
      this.#question = question;
      signal?.addEventListener('abort', abort, { once: true });
      this.#setView(view);
    });
  }

  /** Takes an answer from page or terminal. What is malformed goes no further than here. */
  act(action: GuideAction): ActionOutcome {
    const question = this.#question;
    const { screen } = this.#state;
    if (question === null || !screen.actions.some(({ id }) => id === action.id)) return 'MOVED_ON';
    if (action.version !== undefined && action.version < question.since) return 'MOVED_ON';
    const needsCheck = typeof screen.checkboxLabel === 'string' && needCheck.includes(action.id);
    if (needsCheck && action.checked !== true) return 'CHECK_MISSING';
    const read = readAnswer(action, screen);
    if (typeof read === 'string') return read;
    question.answer(read);
    return 'ACCEPTED';
  }

  setPairingCode(pairingCode: PairingCode | null): void {
    this.#change({ pairingCode: pairingCode?.code ?? null, pairingCodeExpiresAt: pairingCode?.expiresAt ?? null });
  }

  setWatchers(watchers: readonly Watcher[]): void {
    const plain = watchers.map(({ name, desk, since }) => ({ name, desk, since }));
    if (JSON.stringify(plain) !== JSON.stringify(this.#state.watchers)) this.#change({ watchers: plain });
  }

  setLink(link: Link): void {
    if (link !== this.#state.link) this.#change({ link });
  }

  setLanguage(language: Language): void {
    if (language === this.#state.language) return;
    this.#change({ language, screen: this.#screen(language) });
  }

  #setView(view: UpgradeView): void {
    this.#view = view;
    if ('step' in view && !(view.kind === 'FAULT' && !view.canRetry)) this.#step = view.step;
    else if (view.kind in stepOfKind) this.#step = stepOfKind[view.kind] ?? this.#step;
    this.#render();
  }

  #render(): void {
    this.#change({ screen: this.#screen(this.#state.language) });
  }

  /** Buttons are there only while somebody waits for the answer. */
  #screen(language: Language): GuideScreen {
    const screen = screenOf(this.#view, language, this.#step);
    return this.#question === null ? inertOf(screen) : screen;
  }

  /** When a question ends, the steps usually show the next screen at once; if they don't, its buttons go until they do. */
  #freezeUnlessMoved(): void {
    const { screen } = this.#state;
    setTimeout(() => {
      if (this.#question === null && this.#state.screen === screen) this.#render();
    });
  }

  #change(change: Partial<Omit<GuideState, 'version'>>): void {
    this.#state = { ...this.#state, ...change, version: this.#state.version + 1 };
    for (const listener of [...this.#listeners]) listener(this.#state);
    if (change.screen === undefined) return;
    const mirrored = mirrorOf(change.screen);
    const text = JSON.stringify(mirrored);
    if (text === this.#reported) return;
    this.#reported = text;
    this.#onScreen(mirrored);
  }
}

const stepOfKind: Partial<Record<UpgradeView['kind'], UpgradeStep>> = {
  START: 'SIGN_IN',
  PICK_CARD: 'SIGN_IN',
  OFFER: 'CHOOSE_UPGRADE',
  TERMS: 'ACCEPT_TERMS',
  DONE: 'DONE',
};

/** The answer to the screen, or what is wrong with it: nothing that is malformed reaches the card. */
function readAnswer(action: GuideAction, screen: GuideScreen): CardholderAction | ActionOutcome {
  if (action.id === 'submit-pin') {
    const { pin } = action;
    return pin !== undefined && isDigits(pin, pinDigits) ? { id: 'submit-pin', pin } : 'PIN_MALFORMED';
  }
  if (action.id === 'submit-codes') {
    const codes = action.codes ?? { current: '', new: '', repeat: '' };
    const fault = faultOfCodes(screen.fields.some(({ id }) => id === 'puk') ? 'puk' : 'old', codes);
    return fault ?? { id: 'submit-codes', codes: { current: codes.current, new: codes.new } };
  }
  const picked = /^pick-([0-9]{1,3})$/.exec(action.id)?.[1];
  if (picked !== undefined) return { id: 'pick', index: Number(picked) };
  return isPlain(action.id) ? { id: action.id } : 'MOVED_ON';
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('The question was withdrawn');
}
