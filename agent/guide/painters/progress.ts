import { faults } from '../../generated/faults.js';
import type { FaultCode, Language, UpgradeStep } from '../../generated/graphql.js';
import type { DoneView, FaultView, UpgradeView, WorkingView } from '../../upgrade/cardholder.js';
import type { GuideButton } from '../state.js';
import { fill } from '../texts/index.js';
import type { ScreenTexts } from '../texts/types.js';
import {
  cardStaysIn,
  counted,
  heading,
  item,
  keyOf,
  lead,
  primary,
  secondary,
  type Painter,
  type Paragraph,
} from './painting.js';

export const start: Painter<Extract<UpgradeView, { kind: 'START' }>> = ({ activity }, texts) => ({
  step: 'SIGN_IN',
  title: texts.start[activity].title,
  paragraphs: [lead(texts.start[activity].lead)],
});

/** Some work belongs to no step: it is named for what it is, and not for the step in which it happens. */
function wordsOf({ step, activity }: WorkingView, texts: ScreenTexts): { readonly title: string; readonly lead: string } {
  switch (activity) {
    case 'RESTARTING_MODULE':
    case 'REMOVING_OLD':
    case 'CHANGING_PIN':
      return texts.workingOn[activity];
    default:
      return texts.working[step];
  }
}

/** A PIN can be changed in any step. */
const mustStayIn = ({ step, activity }: WorkingView): boolean =>
  cardStaysIn.includes(step) || step === 'ACCEPT_TERMS' || activity === 'CHANGING_PIN';

export const working: Painter<WorkingView> = (view, texts) => {
  const { step, activity, profile, progress } = view;
  const words = wordsOf(view, texts);
  const doing = texts.activity[activity];
  const what = profile === null ? doing : fill(texts.activityFor, { activity: doing, profile: texts.profile[profile] });
  const { done, total, label } = counted(progress, texts);
  return {
    step,
    title: words.title,
    paragraphs: [lead(words.lead)],
    warning: mustStayIn(view) ? texts.keepCardIn : null,
    progress: { done, total, label: label === null ? what : `${label} · ${what}` },
  };
};

const aboutCard: readonly FaultCode[] = ['CARD_REMOVED', 'OTHER_CARD'];
const aboutReader: readonly FaultCode[] = ['NO_READER', 'NO_CARD', 'SEVERAL_CARDS', 'CARD_NOT_RECOGNISED', 'CARD_OTHER_ISSUER'];
const aboutOthers: readonly FaultCode[] = ['CARD_IN_USE', 'CARD_BUSY'];
const aboutTerms: readonly FaultCode[] = ['TERMS_DECLINED', 'TERMS_OUTDATED'];

/** What it waits for, in words; null when it waits for the cardholder alone. */
function waitingFor({ code, waits }: FaultView, { fault: words }: ScreenTexts): string | null {
  if (!waits) return null;
  if (aboutCard.includes(code)) return words.waitsForCard;
  if (aboutReader.includes(code)) return words.waitsForReader;
  return aboutOthers.includes(code) ? words.waitsForOthers : words.waitsForRest;
}

function retryLabel({ code, waits }: FaultView, { action }: ScreenTexts): string {
  if (aboutTerms.includes(code)) return action.readTerms;
  if (code === 'REMOTE_DESKTOP') return action.goOnAnyway;
  if (code === 'NOTHING_TO_RESTORE') return action.back;
  return waits && (aboutCard.includes(code) || aboutReader.includes(code)) ? action.readCard : action.retry;
}

/** Of the last page, where a PIN was to be changed or unlocked: the upgrade itself is over. */
const isAfterDone = ({ step, purpose }: FaultView): boolean => step === 'DONE' && purpose !== undefined;

function faultActions(view: FaultView, texts: ScreenTexts): GuideButton[] {
  const { action } = texts;
  const unlock = view.canUnlock ? [primary('unlock', action.unlockWithPuk)] : [];
  const next = view.canUnlock ? secondary : primary;
  if (!view.canRetry) return [...unlock, next('close', action.close)];
  if (isAfterDone(view)) return [...unlock, next('back', action.back)];
  // What the page advises against is not the button that stands out.
  const retry = view.code === 'REMOTE_DESKTOP' ? secondary : next;
  return [...unlock, retry('retry', retryLabel(view, texts)), secondary('cancel', action.cancel)];
}

/** The catalogue's words, but for what the catalogue can't know: which PIN, whether it can be unlocked here, and when it was. */
function faultWords(view: FaultView, texts: ScreenTexts, language: Language): { title: string; paragraphs: Paragraph[] } {
  const { code, purpose } = view;
  const { title, text } = faults[code];
  const words = texts.fault;
  const afterDone = isAfterDone(view);
  const isLocked = code === 'PIN_LOCKED';
  const named = isLocked && purpose !== undefined ? words.pinLocked[purpose] : title[keyOf(language)];
  const said =
    isLocked && !view.canUnlock
      ? words.unlockElsewhere
      : code === 'CARD_REMOVED' && afterDone
        ? words.cardRemovedAfterDone
        : text[keyOf(language)];
  const after = afterDone ? [words.afterDone] : isLocked && view.canRetry ? [words.goesOnUnlocked] : [];
  return { title: named, paragraphs: [said, ...after].map(lead) };
}

/** Nothing of the card's work has begun: a bar would have nothing to show. */
const beforeWork: readonly UpgradeStep[] = ['SIGN_IN', 'CHOOSE_UPGRADE', 'ACCEPT_TERMS'];

/** What happened and what to do; here is added what is done already and what is waited for. */
export const fault: Painter<FaultView> = (view, texts, language, step) => {
  const { title, paragraphs } = faultWords(view, texts, language);
  const afterDone = isAfterDone(view);
  const { done, total, label } = counted(view.progress, texts);
  const waiting = waitingFor(view, texts);
  const kept = view.canRetry && !afterDone && done > 0 ? fill(texts.fault.kept, { done, total }) : null;
  const keepIn =
    view.canRetry && (afterDone ? view.canUnlock : cardStaysIn.includes(view.step)) && !aboutCard.includes(view.code);
  const showsBar = !afterDone && (done > 0 || !beforeWork.includes(view.step));
  return {
    // The steps are over when it can't be retried; what matters then is where that happened.
    step: view.canRetry ? view.step : step,
    tone: view.canRetry ? 'WARNING' : 'PROBLEM',
    title,
    paragraphs: [...paragraphs, ...(waiting !== null && kept !== null ? [lead(kept)] : [])],
    warning: keepIn ? texts.leaveCardIn : null,
    actions: faultActions(view, texts),
    progress: showsBar ? { done, total, label: waiting ?? kept ?? label } : { done: 0, total: 0, label: waiting },
    faultCode: view.code,
  };
};

export const done: Painter<DoneView> = ({ session, certificates, removed, canChangePin, changedPin }, texts) => {
  const { nowHeading, now, laterHeading, later, changePin, oldStay, oldRemoved, progress } = texts.done;
  const words = texts.done[session];
  return {
    step: 'DONE',
    tone: 'SUCCESS',
    title: words.title,
    paragraphs: [
      ...(changedPin === undefined ? [] : [lead(texts.done.pinChanged[changedPin])]),
      lead(fill(words.lead, { certificates })),
      lead(removed === 0 ? oldStay : fill(oldRemoved, { removed })),
      heading(nowHeading),
      ...now.map(item),
      heading(laterHeading),
      ...later.map(item),
      item(words.later),
      ...(canChangePin ? [lead(changePin)] : []),
    ],
    actions: [
      primary('close', texts.action.signOut),
      ...(canChangePin
        ? [
            secondary('change-pin-authentication', texts.action.changeAuthenticationPin),
            secondary('change-pin-signature', texts.action.changeSignaturePin),
          ]
        : []),
    ],
    progress: { done: certificates, total: certificates, label: fill(progress, { certificates }) },
  };
};

export const cancelled: Painter<Extract<UpgradeView, { kind: 'CANCELLED' }>> = (_, texts, __, step) => ({
  step,
  title: texts.cancelled.title,
  paragraphs: [lead(texts.cancelled.lead), lead(texts.cancelled.again)],
  actions: [primary('close', texts.action.close)],
});
