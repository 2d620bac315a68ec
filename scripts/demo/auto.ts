import { join } from 'node:path';
import { z } from 'zod';
import type { CardPort } from '../../agent/card/card-port.js';
import { openCard } from '../../agent/pkcs11/open-card.js';
import { DemoCardholder } from '../stage/cardholder.js';
import { runProgram } from '../stage/programs.js';
import { DemoStaff, type SessionView } from '../stage/staff.js';
import type { Stage, StageStaff } from '../stage/stage.js';
import type { DemoOptions } from './options.js';
import type { Outcome } from './outcome.js';
import { Judge, type ProvenCertificate } from './proof.js';
import { printEvent, printOutcome, writeFiles } from './report.js';

const agentStatus = z.object({ millisecondsTotal: z.number(), millisecondsInCard: z.number() });

/** Upgrades the card as a cardholder and a member of staff would, and judges the result. @returns the exit code */
export async function runAuto(stage: Stage, account: StageStaff, options: DemoOptions): Promise<number> {
  const card = await openCard({ modulePath: stage.card.modulePath, environment: { SOFTHSM2_CONF: stage.card.conf } });
  try {
    const before = await showCard(stage);
    const outcome = await upgrade(stage, account, card, options);
    if (options.out !== null) writeFiles(options.out, outcome.certificates);
    if (options.json) process.stdout.write(`${JSON.stringify(summary(outcome))}\n`);
    else printOutcome(outcome, before, await showCard(stage));
    return outcome.ok ? 0 : 1;
  } finally {
    await card.close();
  }
}

async function upgrade(stage: Stage, account: StageStaff, card: CardPort, options: DemoOptions): Promise<Outcome> {
  const { certificates: before } = await card.scan();
  const cardholder = new DemoCardholder(stage.guideUrl);
  const staff = await DemoStaff.signIn(stage.url, account.userName, account.password);
  try {
    const sessionId = await staff.find(await cardholder.pairingCode());
    const following = staff.follow(sessionId, (event) => {
      if (!options.json) printEvent(event);
    });
    const [view] = await Promise.all([following, cardholder.upgrade(stage.card)]);
    const time = agentStatus.parse(JSON.parse((await stage.agent?.line(/^\{.*"millisecondsInCard".*\}$/))?.[0] ?? 'null'));
    const judge = new Judge(join(stage.serverFolder, 'ca', 'root.pem'), card, {
      AUTHENTICATION: stage.card.pin1,
      SIGNATURE: stage.card.pin2,
    });
    const certificates = await judge.judge(before);
    const problems = problemsOf(view, certificates);
    return {
      ok: problems.length === 0,
      problems,
      sessionId,
      events: view.events.length,
      certificates,
      secondsTotal: time.millisecondsTotal / 1000,
      secondsInCard: time.millisecondsInCard / 1000,
    };
  } finally {
    await staff.leave();
  }
}

function problemsOf(view: SessionView, certificates: readonly ProvenCertificate[]): string[] {
  const problems = certificates.filter(({ verified }) => !verified).map(({ subject, problem }) => `${subject}: ${problem ?? ''}`);
  const profiles = new Set(certificates.map(({ profile }) => profile));
  if (certificates.length !== 4 || profiles.size !== 4)
    problems.push(`${certificates.length} new certificates of ${profiles.size} profiles on the card, not four of four`);
  if (view.state !== 'COMPLETED') problems.push(`the session ended as ${view.state}`);
  const gap = view.events.findIndex(({ number }, index) => number !== index + 1);
  if (gap >= 0) problems.push(`event ${gap + 1} is missing`);
  return problems;
}

/** The table that `npm run card -- show` prints. */
async function showCard(stage: Stage): Promise<string> {
  return runProgram('card show', 'agent/card-tool/main.js', ['show', '--dir', stage.cardFolder], {});
}

function summary({ certificates, problems, ...rest }: Outcome) {
  const shown = certificates.map(({ profile, issuer, subject, serialNumber, keyUsage, verified }) => ({
    profile,
    issuer,
    subject,
    serialNumber,
    keyUsage,
    verified,
  }));
  return { ...rest, certificates: shown, ...(problems.length === 0 ? {} : { problems }) };
}
