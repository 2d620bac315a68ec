import type { UpgradeStep } from '../common/upgrade-step.js';
import type { FaultCode } from './fault-code.js';

export interface Text {
  readonly sv: string;
  readonly en: string;
}

/** What the catalogue says about one code; whether it is worth trying again stands beside the code (fault-code.ts). */
export interface FaultTexts {
  /** The step in which it shows; null: in any, or outside the steps. */
  readonly step: UpgradeStep | null;
  /** True when the failure itself has used up one of the PIN's tries. */
  readonly costsPinTry: boolean;
  /** For staff and administrators: why it happens. */
  readonly cause: Text;
  /** What the cardholder reads, under stress: what happened. */
  readonly cardholderTitle: Text;
  /** What to do now, whether anything is lost, and when to call. */
  readonly cardholderText: Text;
  /** A line to say to the caller, word for word. */
  readonly staffSay: Text;
  readonly staffDo: Text;
}

/** One file's share of the catalogue. */
export type Share = Partial<Readonly<Record<FaultCode, FaultTexts>>>;
