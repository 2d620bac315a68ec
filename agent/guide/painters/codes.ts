import { faults } from '../../generated/faults.js';
import type { FaultCode, Language } from '../../generated/graphql.js';
import type { ChangePinView, PinView, UnlockView } from '../../upgrade/cardholder.js';
import type { Purpose } from '../../upgrade/types.js';
import { fill } from '../texts/index.js';
import type { ScreenTexts } from '../texts/types.js';
import {
  codeField,
  counted,
  heading,
  item,
  keyOf,
  lead,
  needsCard,
  primary,
  secondary,
  type Painter,
  type Paragraph,
} from './painting.js';

type Problem = { readonly code: FaultCode; readonly triesLeft: number | null } | null;

/** What the try before this one came to, and how many are left: a number only when the card gave one. */
function pinProblem(problem: Problem, texts: ScreenTexts, language: Language): Paragraph[] {
  if (problem === null) return [];
  if (problem.triesLeft === 1) return [{ kind: 'PROBLEM', text: texts.lastTry }];
  const { title, text, costsPinTry } = faults[problem.code];
  const tries = problem.triesLeft === null ? texts.triesUnknown : fill(texts.triesLeft, { n: problem.triesLeft });
  const said = `${title[keyOf(language)]}.`;
  return [{ kind: 'PROBLEM', text: costsPinTry ? `${said} ${tries}` : said }, lead(text[keyOf(language)])];
}

export const pin: Painter<PinView> = (view, texts, language) => {
  const words = texts.pin[view.purpose];
  const isLastTry = view.problem?.triesLeft === 1;
  const keepIn = needsCard(view.step);
  const why = view.problem === null || isLastTry ? [lead(words.reason[view.reason])] : [];
  // The catalogue's words for a failed try end with the same advice.
  const stays = why.length > 0 ? [lead(texts.pinStaysHere)] : [];
  const asks = view.asksItself ? [lead(texts.pinAsksItself)] : [];
  const keep = keepIn && isLastTry ? [lead(texts.leaveCardIn)] : [];
  return {
    step: view.step,
    tone: isLastTry ? 'WARNING' : view.problem === null ? 'NEUTRAL' : 'PROBLEM',
    title: words.title,
    paragraphs: [...pinProblem(view.problem, texts, language), ...why, ...asks, ...keep, ...stays],
    warning: isLastTry ? texts.lastTryWarning : keepIn ? texts.leaveCardIn : null,
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

/** What the new PIN must be like, so that nobody has to find out by being refused. */
function rulesOf(purpose: Purpose, { newPin }: ScreenTexts): Paragraph[] {
  return [heading(newPin.heading), item(newPin.digits), item(newPin[purpose].notTheOther)];
}

const newFields = (purpose: Purpose, { newPin }: ScreenTexts) => [
  codeField('new', newPin[purpose].label),
  codeField('repeat', newPin[purpose].repeat),
];

function pukProblem(problem: FaultCode, language: Language): Paragraph[] {
  const { title, text } = faults[problem];
  return [{ kind: 'PROBLEM', text: `${title[keyOf(language)]}.` }, lead(text[keyOf(language)])];
}

export const unlock: Painter<UnlockView> = ({ step, purpose, pukTries, problem }, texts, language) => {
  const words = texts.unlock;
  const said = problem === null ? [lead(words.lead[purpose])] : pukProblem(problem, language);
  // The catalogue's words for a failed try end with the same advice.
  const stays = problem === null ? [lead(texts.codesStayHere)] : [];
  const keep = needsCard(step) ? [lead(texts.leaveCardIn)] : [];
  return {
    step,
    tone: pukTries === 'LAST' ? 'WARNING' : problem === null ? 'NEUTRAL' : 'PROBLEM',
    title: words.title[purpose],
    paragraphs: [...said, ...keep, ...stays, ...rulesOf(purpose, texts)],
    warning: words.warning[pukTries ?? 'UNKNOWN'],
    fields: [codeField('puk', words.puk), ...newFields(purpose, texts)],
    checkboxLabel: pukTries === 'LAST' ? words.lastCheckbox : null,
    actions: [primary('submit-codes', texts.action.unlock), secondary('back', texts.action.back)],
    faultCode: problem,
  };
};

export const changePin: Painter<ChangePinView> = ({ step, purpose, problem }, texts, language) => {
  const words = texts.changePin;
  const isLastTry = problem?.triesLeft === 1;
  const keepIn = needsCard(step);
  return {
    step,
    tone: isLastTry ? 'WARNING' : problem === null ? 'NEUTRAL' : 'PROBLEM',
    title: words.title[purpose],
    paragraphs: [
      ...pinProblem(problem, texts, language),
      ...(problem === null || isLastTry ? [lead(words.lead[purpose])] : []),
      ...(isLastTry && keepIn ? [lead(texts.leaveCardIn)] : []),
      ...(problem === null ? [lead(texts.codesStayHere)] : []),
      ...rulesOf(purpose, texts),
    ],
    warning: isLastTry ? texts.lastTryWarning : keepIn ? texts.leaveCardIn : null,
    fields: [codeField('old', words.old[purpose]), ...newFields(purpose, texts)],
    checkboxLabel: isLastTry ? texts.lastTryCheckbox : null,
    actions: [primary('submit-codes', texts.action.changePin), secondary('back', texts.action.back)],
    faultCode: problem?.code ?? null,
  };
};
