import { FaultCode, faultSeverity } from './fault-code.js';
import type { FaultSeverity } from './fault-code.js';
import type { FaultTexts } from './fault-texts.js';
import { beforeStart } from './texts/before-start.js';
import { cardWork } from './texts/card-work.js';
import { certificates } from './texts/certificates.js';
import { keeping } from './texts/keeping.js';
import { pinChange } from './texts/pin-change.js';
import { pin } from './texts/pin.js';
import { session } from './texts/session.js';
import { signIn } from './texts/sign-in.js';

export interface CatalogueEntry extends FaultTexts {
  readonly code: FaultCode;
  readonly severity: FaultSeverity;
}

/** Exhaustive: a code without texts does not compile. */
const texts: Readonly<Record<FaultCode, FaultTexts>> = {
  ...beforeStart,
  ...signIn,
  ...pin,
  ...pinChange,
  ...keeping,
  ...cardWork,
  ...certificates,
  ...session,
};

export const faultCatalogue: readonly CatalogueEntry[] = Object.values(FaultCode).map((code) => ({
  code,
  severity: faultSeverity[code],
  ...texts[code],
}));
