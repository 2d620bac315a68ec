import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StaffEvent } from '../stage/staff.js';
import type { Outcome } from './outcome.js';
import type { ProvenCertificate } from './proof.js';

/** One line for an event, as staff got it: number, how long it took to reach them, what happened. */
export function printEvent(event: StaffEvent): void {
  const delay = `${Math.max(0, event.seenAt - Date.parse(event.occurredAt))} ms`;
  const what = [event.kind, event.step, event.profile, event.faultCode].filter((part) => part !== null).join('  ');
  const took = event.milliseconds === null ? '' : `  (took ${event.milliseconds} ms)`;
  process.stdout.write(`${String(event.number).padStart(4)}  ${delay.padStart(8)}  ${what}${took}\n`);
}

export function printOutcome(outcome: Outcome, before: string, after: string): void {
  process.stdout.write(`\nThe card before\n\n${before}\nThe card after\n\n${after}\n`);
  for (const { profile, serialNumber, verified, problem } of outcome.certificates) {
    process.stdout.write(
      `${verified ? 'verified' : 'NOT VERIFIED'}  ${profile.padEnd(21)}  ${serialNumber}${problem === null ? '' : `  ${problem}`}\n`,
    );
  }
  process.stdout.write(
    `\n${outcome.events} events, ${outcome.secondsTotal.toFixed(1)} s in all, ${outcome.secondsInCard.toFixed(1)} s of it in the card.\n`,
  );
  process.stdout.write(outcome.ok ? 'All holds.\n' : `It does not hold: ${outcome.problems.join('; ')}.\n`);
}

/** Writes each certificate with its chain and CRLs, so that other programs can judge them too. */
export function writeFiles(folder: string, certificates: readonly ProvenCertificate[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { profile, pem, chain, crls } of certificates) {
    writeFileSync(join(folder, `${profile}.pem`), ensureNewline(pem));
    writeFileSync(join(folder, `${profile}.chain.pem`), chain.map(ensureNewline).join(''));
    writeFileSync(join(folder, `${profile}.crls.pem`), crls.map(ensureNewline).join(''));
  }
}

const ensureNewline = (pem: string) => (pem.endsWith('\n') ? pem : `${pem}\n`);
