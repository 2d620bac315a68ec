import type { Language, ScreenInput, UpgradeStep } from '../../generated/graphql.js';
import type { Progress, UpgradeView } from '../../upgrade/cardholder.js';
import { digitsOf, type CodeFieldId } from '../codes.js';
import type { GuideButton, GuideField, ParagraphKind } from '../state.js';
import { fill } from '../texts/index.js';
import type { ScreenTexts } from '../texts/types.js';

export interface Paragraph {
  readonly kind: ParagraphKind;
  readonly text: string;
}

/** What a view may leave out of its screen. */
export interface Draft {
  readonly step: UpgradeStep;
  readonly tone?: ScreenInput['tone'];
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
  readonly warning?: string | null;
  readonly pinLabel?: string;
  readonly fields?: readonly GuideField[];
  readonly checkboxLabel?: string | null;
  readonly actions?: readonly GuideButton[];
  readonly progress?: Progress & { readonly label: string | null };
  readonly faultCode?: ScreenInput['faultCode'];
}

/** @param step the last step that was worked on, for views that belong to no step of their own. */
export type Painter<V extends UpgradeView> = (view: V, texts: ScreenTexts, language: Language, step: UpgradeStep) => Draft;

/** From here on a pulled card costs the cardholder another round. */
export const cardStaysIn: readonly UpgradeStep[] = ['LEAVE_CARD_IN', 'INSTALL_AUTHENTICATION', 'INSTALL_SIGNATURE', 'DONE'];

/** As long as something is left to do with the card. */
export const needsCard = (step: UpgradeStep): boolean => step !== 'DONE' && cardStaysIn.includes(step);

export const lead = (text: string): Paragraph => ({ kind: 'LEAD', text });
export const heading = (text: string): Paragraph => ({ kind: 'HEADING', text });
export const item = (text: string): Paragraph => ({ kind: 'ITEM', text });
export const primary = (id: string, label: string): GuideButton => ({ id, label, primary: true });
export const secondary = (id: string, label: string): GuideButton => ({ id, label, primary: false });
export const codeField = (id: CodeFieldId, label: string): GuideField => ({ id, label, digits: digitsOf[id] });
export const keyOf = (language: Language): 'sv' | 'en' => (language === 'SV' ? 'sv' : 'en');

export function counted(progress: Progress, texts: ScreenTexts): { done: number; total: number; label: string | null } {
  const { done, total } = progress;
  return { done, total, label: total === 0 ? null : fill(texts.progress, { done, total }) };
}
