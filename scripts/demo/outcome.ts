import type { ProvenCertificate } from './proof.js';

/** How an upgrade without a person went. */
export interface Outcome {
  readonly ok: boolean;
  /** Why not; empty when ok. */
  readonly problems: readonly string[];
  readonly sessionId: string;
  readonly events: number;
  readonly certificates: readonly ProvenCertificate[];
  readonly secondsTotal: number;
  readonly secondsInCard: number;
}
