import { stepNumber, steps } from './step.js';
import type { SessionDetailsFieldsFragment, UpgradeStep } from '../generated/graphql.js';

/** done: passed. now: going on. stopped: the session ended here. ahead: not reached. */
export type StepStatus = 'done' | 'now' | 'stopped' | 'ahead';

export interface StepView {
  readonly step: UpgradeStep;
  readonly number: number;
  readonly status: StepStatus;
  readonly faulty: boolean;
  /** RFC 3339; null when it was never told. */
  readonly startedAt: string | null;
  /** When its clock stopped; null while it runs. */
  readonly until: string | null;
}

type Parts = Pick<SessionDetailsFieldsFragment, 'steps' | 'summary'>;

/** The seven steps, whatever the server has times for. */
export function stepViews({ steps: times, summary }: Parts): StepView[] {
  const current = stepNumber(summary.step);
  return steps.map((step, index) => {
    const number = index + 1;
    const time = times.find((one) => one.step === step);
    const status = statusOf(number, current, summary, time?.completedAt ?? null);
    const startedAt = time?.startedAt ?? (number === current ? summary.stepStartedAt : null);
    const until = time?.completedAt ?? (status === 'now' ? null : summary.endedAt);
    return { step, number, status, faulty: number === current && summary.faultCode !== null, startedAt, until };
  });
}

function statusOf(number: number, current: number, summary: Parts['summary'], completedAt: string | null): StepStatus {
  if (summary.state === 'COMPLETED' || number < current) return 'done';
  if (number > current) return 'ahead';
  if (summary.endedAt !== null) return completedAt === null ? 'stopped' : 'done';
  return 'now';
}
