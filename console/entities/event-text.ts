import { continuedIn } from './continued-in.js';
import { stepNumber } from './step.js';
import type { FaultCode, SessionEventFieldsFragment } from '../generated/graphql.js';

export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** An event as a sentence in the reader's language. @param faultTitle the fault's name from the catalogue */
export function eventText(event: SessionEventFieldsFragment, t: Translate, faultTitle: (code: FaultCode) => string): string {
  const fault = faultTitle(event.faultCode ?? 'UNKNOWN');
  const values = {
    step: event.step === null ? '' : t('events.stepNamed', { n: stepNumber(event.step), name: t(`step.${event.step}`) }),
    profile: event.profile === null ? t('events.someCertificate') : t(`events.profile.${event.profile}`),
    purpose: t(event.purpose === null ? 'events.somePin' : `events.pin.${event.purpose}`),
    fault,
    tries: event.triesLeft ?? '',
    staff: event.staffName ?? '',
    reader: event.detail ?? '',
    title: event.screen?.title ?? '',
  };
  return t(`events.${variantOf(event)}`, values);
}

/** Some kinds have a second sentence, for when what the first one names is not known. */
function variantOf(event: SessionEventFieldsFragment): string {
  const { kind, staffName, faultCode, card, detail, triesLeft, screen, step, profile } = event;
  switch (kind) {
    case 'HANDLER_CHANGED':
      return staffName === null ? 'noHandler' : kind;
    case 'FAULT_CLEARED':
      return faultCode === null ? 'someFaultCleared' : kind;
    case 'CERTIFICATE_WRITTEN':
      // Certificates of the upgrade have a profile: one without was on the card before.
      return profile === null ? 'oldCertificateWritten' : kind;
    case 'SESSION_CANCELLED':
      if (continuedIn([event]) !== null) return 'continuedElsewhere';
      return faultCode === null ? kind : 'cancelledByFault';
    case 'CARD_SEEN':
      // With its certificates it was read, not only noticed.
      if (card !== null) return 'cardRead';
      return detail === null ? 'someCardSeen' : kind;
    case 'FAULT_RAISED':
      return triesLeft === null ? kind : 'faultWithTries';
    case 'SCREEN_SHOWN':
      return screen === null ? 'someScreenShown' : kind;
    case 'STEP_STARTED':
      return step === null ? 'someStepStarted' : kind;
    case 'STEP_COMPLETED':
      return step === null ? 'someStepCompleted' : kind;
    default:
      return kind;
  }
}
