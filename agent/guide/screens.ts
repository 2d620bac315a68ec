import { faults } from '../generated/faults.js';
import type { Language, ScreenActionInput, ScreenInput, UpgradeStep } from '../generated/graphql.js';
import type { FaultView, PinView, Progress, UpgradeView, WorkingView } from '../upgrade/cardholder.js';
import type { GuideScreen, ParagraphKind } from './state.js';
import { fill, screenTexts } from './texts/index.js';
import type { ScreenTexts } from './texts/types.js';

interface Paragraph {
  readonly kind: ParagraphKind;
  readonly text: string;
}

/** What a view may leave out of its screen. */
interface Draft {
  readonly step: UpgradeStep;
  readonly tone?: ScreenInput['tone'];
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
  readonly warning?: string | null;
  readonly pinLabel?: string;
  readonly checkboxLabel?: string | null;
  readonly actions?: ScreenActionInput[];
  readonly progress?: Progress & { readonly label: string | null };
  readonly faultCode?: ScreenInput['faultCode'];
}

type Painter<V extends UpgradeView> = (view: V, texts: ScreenTexts, language: Language, step: UpgradeStep) => Draft;

/** From here on a pulled card costs the cardholder another round. */
const cardStaysIn: readonly UpgradeStep[] = ['LEAVE_CARD_IN', 'INSTALL_AUTHENTICATION', 'INSTALL_SIGNATURE', 'DONE'];
const lead = (text: string): Paragraph => ({ kind: 'LEAD', text });
const heading = (text: string): Paragraph => ({ kind: 'HEADING', text });
const item = (text: string): Paragraph => ({ kind: 'ITEM', text });
const primary = (id: string, label: string): ScreenActionInput => ({ id, label, primary: true });
const secondary = (id: string, label: string): ScreenActionInput => ({ id, label, primary: false });
const keyOf = (language: Language): 'sv' | 'en' => (language === 'SV' ? 'sv' : 'en');

function counted(progress: Progress, texts: ScreenTexts): { done: number; total: number; label: string | null } {
  const { done, total } = progress;
  return { done, total, label: total === 0 ? null : fill(texts.progress, { done, total }) };
}

const start: Painter<Extract<UpgradeView, { kind: 'START' }>> = ({ activity }, texts) => ({
  step: 'SIGN_IN',
  title: texts.start[activity].title,
  paragraphs: [lead(texts.start[activity].lead)],
});

/** What the try before this one came to, and how many are left: a number only when the card gave one. */
function pinProblem({ problem }: PinView, texts: ScreenTexts, language: Language): Paragraph[] {
  if (problem === null) return [];
  if (problem.triesLeft === 1) return [{ kind: 'PROBLEM', text: texts.lastTry }];
  const { title, text, costsPinTry } = faults[problem.code];
  const tries = problem.triesLeft === null ? texts.triesUnknown : fill(texts.triesLeft, { n: problem.triesLeft });
  const said = `${title[keyOf(language)]}.`;
  return [{ kind: 'PROBLEM', text: costsPinTry ? `${said} ${tries}` : said }, lead(text[keyOf(language)])];
}

const pin: Painter<PinView> = (view, texts, language) => {
  const words = texts.pin[view.purpose];
  const isLastTry = view.problem?.triesLeft === 1;
  const keepIn = cardStaysIn.includes(view.step);
  const why = view.problem === null || isLastTry ? [lead(words.reason[view.reason])] : [];
  // The catalogue's words for a failed try end with the same advice.
  const stays = why.length > 0 ? [lead(texts.pinStaysHere)] : [];
  const asks = view.asksItself ? [lead(texts.pinAsksItself)] : [];
  const keep = keepIn && isLastTry ? [lead(texts.keepCardIn)] : [];
  return {
    step: view.step,
    tone: isLastTry ? 'WARNING' : view.problem === null ? 'NEUTRAL' : 'PROBLEM',
    title: words.title,
    paragraphs: [...pinProblem(view, texts, language), ...why, ...asks, ...keep, ...stays],
    warning: isLastTry ? texts.lastTryWarning : keepIn ? texts.keepCardIn : null,
    ...(view.asksItself ? {} : { pinLabel: words.label }),
    checkboxLabel: isLastTry ? texts.lastTryCheckbox : null,
    actions: [
      view.asksItself ? primary('start', texts.action.start) : primary('submit-pin', texts.action.submitPin),
      secondary('cancel', texts.action.cancel),
    ],
    progress: counted(view.progress, texts),
    faultCode: view.problem?.code ?? null,
  };
};

const offer: Painter<Extract<UpgradeView, { kind: 'OFFER' }>> = (view, texts) => ({
  step: 'CHOOSE_UPGRADE',
  title: view.holderName === '' ? texts.offer.title : fill(texts.offer.titleNamed, { name: view.holderName }),
  paragraphs: [
    ...(view.organisation === null ? [] : [lead(fill(texts.offer.organisation, { organisation: view.organisation }))]),
    lead(texts.offer.lead),
    heading(texts.offer.heading),
    ...view.offer.certificates.map(({ profile }) => item(fill(texts.offer.certificate, { profile: texts.profile[profile] }))),
    lead(texts.offer.oldStay),
  ],
  actions: [primary('upgrade', texts.action.upgrade), secondary('cancel', texts.action.cancel)],
});

const terms: Painter<Extract<UpgradeView, { kind: 'TERMS' }>> = (view, texts, language) => {
  const { title, version, paragraphs } = view.terms;
  return {
    step: 'ACCEPT_TERMS',
    title: texts.terms.title,
    paragraphs: [
      lead(texts.terms.bothPins),
      heading(fill(texts.terms.heading, { title: title[keyOf(language)], version })),
      ...paragraphs.map((paragraph): Paragraph => ({ kind: 'TERM', text: paragraph[keyOf(language)] })),
    ],
    checkboxLabel: texts.terms.checkbox,
    actions: [primary('accept', texts.action.accept), secondary('decline', texts.action.decline)],
  };
};

const working: Painter<WorkingView> = ({ step, activity, profile, progress }, texts) => {
  const doing = texts.activity[activity];
  const what = profile === null ? doing : fill(texts.activityFor, { activity: doing, profile: texts.profile[profile] });
  const { done, total, label } = counted(progress, texts);
  return {
    step,
    title: texts.working[step].title,
    paragraphs: [lead(texts.working[step].lead)],
    warning: cardStaysIn.includes(step) || step === 'ACCEPT_TERMS' ? texts.keepCardIn : null,
    progress: { done, total, label: label === null ? what : `${label} · ${what}` },
  };
};

function retryLabel(view: FaultView, { action }: ScreenTexts): string {
  if (view.code === 'TERMS_DECLINED' || view.code === 'TERMS_OUTDATED') return action.readTerms;
  return view.waits ? action.readCard : action.retry;
}

const isAboutCard = (code: FaultView['code']): boolean => code === 'CARD_REMOVED' || code === 'OTHER_CARD';

/** The catalogue says what happened and what to do; here is added what is done already and what is waited for. */
const fault: Painter<FaultView> = (view, texts, language, step) => {
  const { title, text } = faults[view.code];
  const { done, total, label } = counted(view.progress, texts);
  const waiting = view.waits ? (isAboutCard(view.code) ? texts.fault.waitsForCard : texts.fault.waitsForReader) : null;
  const kept = view.canRetry && done > 0 ? fill(texts.fault.kept, { done, total }) : null;
  const keepIn = view.canRetry && cardStaysIn.includes(view.step) && !isAboutCard(view.code);
  return {
    // The steps are over when it can't be retried; what matters then is where that happened.
    step: view.canRetry ? view.step : step,
    tone: view.canRetry ? 'WARNING' : 'PROBLEM',
    title: title[keyOf(language)],
    paragraphs: [lead(text[keyOf(language)]), ...(waiting !== null && kept !== null ? [lead(kept)] : [])],
    warning: keepIn ? texts.keepCardIn : null,
    actions: view.canRetry
      ? [primary('retry', retryLabel(view, texts)), secondary('cancel', texts.action.cancel)]
      : [primary('close', texts.action.close)],
    progress: { done, total, label: waiting ?? kept ?? label },
    faultCode: view.code,
  };
};

const done: Painter<Extract<UpgradeView, { kind: 'DONE' }>> = ({ certificates }, texts) => ({
  step: 'DONE',
  tone: 'SUCCESS',
  title: texts.done.title,
  paragraphs: [
    lead(fill(texts.done.lead, { certificates })),
    heading(texts.done.nowHeading),
    ...texts.done.now.map(item),
    heading(texts.done.laterHeading),
    ...texts.done.later.map(item),
  ],
  actions: [primary('close', texts.action.signOut)],
  progress: { done: certificates, total: certificates, label: fill(texts.done.progress, { certificates }) },
});

const cancelled: Painter<Extract<UpgradeView, { kind: 'CANCELLED' }>> = (_, texts, __, step) => ({
  step,
  title: texts.cancelled.title,
  paragraphs: [lead(texts.cancelled.lead), lead(texts.cancelled.again)],
  actions: [primary('close', texts.action.close)],
});

function draftOf(view: UpgradeView, texts: ScreenTexts, language: Language, step: UpgradeStep): Draft {
  switch (view.kind) {
    case 'START':
      return start(view, texts, language, step);
    case 'PIN':
      return pin(view, texts, language, step);
    case 'OFFER':
      return offer(view, texts, language, step);
    case 'TERMS':
      return terms(view, texts, language, step);
    case 'WORKING':
      return working(view, texts, language, step);
    case 'FAULT':
      return fault(view, texts, language, step);
    case 'DONE':
      return done(view, texts, language, step);
    case 'CANCELLED':
      return cancelled(view, texts, language, step);
  }
}

/**
 * The view in words.
 * @param step the last step that was worked on, for views that belong to no step of their own.
 */
export function screenOf(view: UpgradeView, language: Language, step: UpgradeStep): GuideScreen {
  const draft = draftOf(view, screenTexts[language], language, step);
  return {
    kind: view.kind,
    language,
    step: draft.step,
    tone: draft.tone ?? 'NEUTRAL',
    title: draft.title,
    paragraphs: draft.paragraphs.map(({ text }) => text),
    paragraphKinds: draft.paragraphs.map(({ kind }) => kind),
    warning: draft.warning ?? null,
    pinLabel: draft.pinLabel ?? null,
    checkboxLabel: draft.checkboxLabel ?? null,
    actions: draft.actions ?? [],
    progressDone: draft.progress?.done ?? 0,
    progressTotal: draft.progress?.total ?? 0,
    progressLabel: draft.progress?.label ?? null,
    faultCode: draft.faultCode ?? null,
  };
}

/** The same screen while nobody waits for an answer: nothing to fill in, nothing to press. */
export function inertOf(screen: GuideScreen): GuideScreen {
  return { ...screen, pinLabel: null, checkboxLabel: null, actions: [] };
}
