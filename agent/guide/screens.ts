import type { Language, ScreenInput, UpgradeStep } from '../generated/graphql.js';
import type { UpgradeView } from '../upgrade/cardholder.js';
import { makeRoom, offer, pickCard, terms } from './painters/choices.js';
import { changePin, pin, unlock } from './painters/codes.js';
import type { Draft } from './painters/painting.js';
import { cancelled, done, fault, start, working } from './painters/progress.js';
import type { GuideScreen } from './state.js';
import { screenTexts } from './texts/index.js';

function draftOf(view: UpgradeView, language: Language, step: UpgradeStep): Draft {
  const texts = screenTexts[language];
  switch (view.kind) {
    case 'START':
      return start(view, texts, language, step);
    case 'PICK_CARD':
      return pickCard(view, texts, language, step);
    case 'PIN':
      return pin(view, texts, language, step);
    case 'UNLOCK':
      return unlock(view, texts, language, step);
    case 'CHANGE_PIN':
      return changePin(view, texts, language, step);
    case 'OFFER':
      return offer(view, texts, language, step);
    case 'TERMS':
      return terms(view, texts, language, step);
    case 'MAKE_ROOM':
      return makeRoom(view, texts, language, step);
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
  const draft = draftOf(view, language, step);
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
    fields: [...(draft.fields ?? [])],
    checkboxLabel: draft.checkboxLabel ?? null,
    actions: [...(draft.actions ?? [])],
    progressDone: draft.progress?.done ?? 0,
    progressTotal: draft.progress?.total ?? 0,
    progressLabel: draft.progress?.label ?? null,
    faultCode: draft.faultCode ?? null,
  };
}

/** The same screen while nobody waits for an answer: nothing to fill in, nothing to press. */
export function inertOf(screen: GuideScreen): GuideScreen {
  return { ...screen, pinLabel: null, fields: [], checkboxLabel: null, actions: [] };
}

/**
 * The screen as staff see it: fields by their labels, and cards to choose from by number and reader. Whose cards they are
 * is seen by nobody but the cardholder: nobody has signed in yet.
 */
export function mirrorOf(screen: GuideScreen): ScreenInput {
  return {
    ...screen,
    fields: screen.fields.length === 0 ? null : screen.fields.map(({ id, label }) => ({ id, label })),
    actions: screen.actions.map(({ id, label, primary, details }) => ({ id, label: details?.join(', ') ?? label, primary })),
  };
}
