import { groupedSerial, issuerName, usageOf } from './certificate.js';
import { eventOfFault } from './current-fault.js';
import { showReturnValue } from './return-value.js';
import { stepNumber } from './step.js';
import type { SessionDetailsFieldsFragment, SessionEventFieldsFragment } from '../generated/graphql.js';

const LAST_EVENTS = 30;

/**
 * What IT needs to find out why a card, a reader or the middleware misbehaves, as plain text to paste into a case. Technical
 * words in English whatever the reader's language, and nothing that names a person: no name, HSA-id or personnummer.
 */
export function diagnosticsText(details: SessionDetailsFieldsFragment, events: readonly SessionEventFieldsFragment[]): string {
  const { summary, middleware } = details;
  const lines = [
    `Kortlots session ${summary.id}`,
    `State: ${summary.state}, step ${stepNumber(summary.step)} ${summary.step}`,
    `Opened: ${summary.openedAt}; last event ${summary.lastEventAt}; ended ${summary.endedAt ?? '-'}`,
    `Card agent: ${details.agentVersion}; ${details.operatingSystem}; connected: ${summary.agentConnected ? 'yes' : 'no'}`,
    middleware === null
      ? 'Middleware: none found'
      : `Middleware: ${middleware.description} ${middleware.version} (${middleware.manufacturer}), ` +
        `Cryptoki ${middleware.cryptokiVersion}, ${middleware.path}`,
    `Readers: ${details.readers.length === 0 ? 'none' : details.readers.join('; ')}`,
    ...cardLines(details),
    ...faultLines(summary.faultCode, events),
    `Last events (of ${details.lastEventNumber}):`,
    ...events
      .filter(({ kind }) => kind !== 'SCREEN_SHOWN')
      .slice(-LAST_EVENTS)
      .map(eventLine),
  ];
  return `${lines.join('\n')}\n`;
}

function cardLines({ cardNow, cardBefore }: SessionDetailsFieldsFragment): string[] {
  const card = cardNow ?? cardBefore;
  if (card === null) return ['Card: none seen'];
  return [
    `Card${cardNow === null ? ' (removed)' : ''}: number ${card.cardNumber ?? 'unknown'}, reader ${card.reader}`,
    ...card.tokens.map(
      ({ label, model, manufacturer, flags }) => `  Token ${label}; ${manufacturer} ${model}; ${flags.join(' ')}`,
    ),
    ...card.certificates.map(
      (certificate) =>
        `  Certificate ${usageOf(certificate)}; ${issuerName(certificate)}; ${groupedSerial(certificate.serialNumber)}; ` +
        `${certificate.notBefore.slice(0, 10)}/${certificate.notAfter.slice(0, 10)}; ` +
        `CKA_ID ${certificate.ckaId}; key ${certificate.matchesKey === null ? 'not shown' : certificate.matchesKey ? 'matches' : 'does not match'}`,
    ),
  ];
}

function faultLines(
  code: SessionDetailsFieldsFragment['summary']['faultCode'],
  events: readonly SessionEventFieldsFragment[],
): string[] {
  if (code === null) return ['Fault: none'];
  const event = eventOfFault(code, events);
  return [`Fault: ${code}${event === null ? '' : technical(event)}`];
}

function technical({ functionName, returnValue, detail, triesLeft }: SessionEventFieldsFragment): string {
  return [
    functionName === null ? '' : `; ${functionName}`,
    returnValue === null ? '' : `; ${showReturnValue(returnValue)}`,
    triesLeft === null ? '' : `; tries left ${triesLeft}`,
    detail === null ? '' : `; ${detail}`,
  ].join('');
}

function eventLine(event: SessionEventFieldsFragment): string {
  const { number, occurredAt, kind, step, profile, purpose, faultCode, milliseconds } = event;
  const words = [step, profile, purpose, faultCode].filter((word) => word !== null);
  const time = milliseconds === null ? '' : ` (${milliseconds} ms)`;
  return `  ${number} ${occurredAt} ${[kind, ...words].join(' ')}${technical(event)}${time}`;
}
