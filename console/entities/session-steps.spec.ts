import { describe, expect, it } from '@jest/globals';
import { stepViews } from './session-steps.js';
import { at, details } from '../spec-support/samples.js';

const inTheMiddle = details({
  summary: { state: 'INSTALLING', step: 'INSTALL_AUTHENTICATION', stepStartedAt: at(40) },
  steps: [
    { step: 'SIGN_IN', startedAt: at(0), completedAt: at(20) },
    { step: 'CHOOSE_UPGRADE', startedAt: at(20), completedAt: at(30) },
    { step: 'INSTALL_AUTHENTICATION', startedAt: at(40), completedAt: null },
  ],
});
const statuses = (parts: Parameters<typeof stepViews>[0]) => stepViews(parts).map(({ status }) => status);

describe('the seven steps', () => {
  it('are done, going on or ahead', () => {
    expect(statuses(inTheMiddle)).toEqual(['done', 'done', 'done', 'done', 'now', 'ahead', 'ahead']);
  });

  it('have the times that are known; the clock of the current one runs', () => {
    const [first, , third, , fifth] = stepViews(inTheMiddle);
    expect(first).toMatchObject({ number: 1, startedAt: at(0), until: at(20) });
    expect(third).toMatchObject({ startedAt: null, until: null });
    expect(fifth).toMatchObject({ startedAt: at(40), until: null, faulty: false });
  });

  it('take the time of the current step from the session while its own is not told', () => {
    expect(stepViews({ ...inTheMiddle, steps: [] })[4]?.startedAt).toBe(at(40));
  });

  it('mark the current one when something is wrong', () => {
    const faulty = details({ summary: { ...inTheMiddle.summary, faultCode: 'CARD_REMOVED' }, steps: inTheMiddle.steps });
    expect(
      stepViews(faulty)
        .filter((step) => step.faulty)
        .map(({ number }) => number),
    ).toEqual([5]);
  });

  it('stop where the session ended, and so does the clock', () => {
    const failed = details({ summary: { ...inTheMiddle.summary, state: 'FAILED', endedAt: at(60) }, steps: inTheMiddle.steps });
    expect(statuses(failed)).toEqual(['done', 'done', 'done', 'done', 'stopped', 'ahead', 'ahead']);
    expect(stepViews(failed)[4]?.until).toBe(at(60));
  });

  it('are all done when the session is completed', () => {
    const completed = details({ summary: { state: 'COMPLETED', step: 'DONE', endedAt: at(90) } });
    expect(new Set(statuses(completed))).toEqual(new Set(['done']));
  });
});
