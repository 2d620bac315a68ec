import { jest } from '@jest/globals';
import { awakeDeadline } from './awake-deadline.js';

const minute = 60_000;
let slept = 0;
const expired = jest.fn();
/** The clock goes on while the PC sleeps, and no timer runs. */
const sleep = (milliseconds: number) => (slept += milliseconds);
const start = (milliseconds: number) => awakeDeadline(milliseconds, expired, () => Date.now() + slept);

beforeEach(() => {
  slept = 0;
  expired.mockClear();
  jest.useFakeTimers();
});
afterEach(() => void jest.useRealTimers());

describe('a deadline in time awake', () => {
  it('calls back once, when its time has passed', () => {
    start(minute);
    jest.advanceTimersByTime(minute - 1);
    expect(expired).not.toHaveBeenCalled();
    jest.advanceTimersByTime(10 * minute);
    expect(expired).toHaveBeenCalledTimes(1);
  });

  it('gives its whole time again after a sleep, however long', () => {
    start(minute);
    jest.advanceTimersByTime(minute - 2_000);
    sleep(8 * 60 * minute);
    jest.advanceTimersByTime(minute - 1);
    expect(expired).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2_000);
    expect(expired).toHaveBeenCalledTimes(1);
  });

  it('counts a late tick as one: a short sleep spends no deadline, and a busy process still reaches it', () => {
    const lateTicks = (count: number) => {
      for (let tick = 0; tick < count; tick += 1) {
        sleep(1_000);
        jest.advanceTimersByTime(1_000);
      }
    };
    start(10_000);
    lateTicks(9);
    expect(expired).not.toHaveBeenCalled();
    lateTicks(1);
    expect(expired).toHaveBeenCalledTimes(1);
  });

  it('shorter than a tick it is as exact as a timer', () => {
    start(300);
    jest.advanceTimersByTime(300);
    expect(expired).toHaveBeenCalledTimes(1);
  });

  it('stopped, it never calls back', () => {
    start(minute)();
    jest.advanceTimersByTime(10 * minute);
    expect(expired).not.toHaveBeenCalled();
  });
});
