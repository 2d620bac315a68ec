import { describe, expect, it } from '@jest/globals';
import { calendarDate, clockTime, duration, exactTime, isoDuration, shortDuration } from './time.js';

describe('times', () => {
  it('are lengths as people read them', () => {
    expect([0, 7_900, 760_000, 3_729_000, -5_000].map(duration)).toEqual(['0:00', '0:07', '12:40', '1:02:09', '0:00']);
    expect(isoDuration(760_000)).toBe('PT760S');
    expect(isoDuration(-1)).toBe('PT0S');
  });

  it('are short in the language of the reader', () => {
    expect(shortDuration(80, 'sv')).toBe('80 ms');
    expect(shortDuration(2_440, 'sv')).toBe('2,4 s');
    expect(shortDuration(2_440, 'en')).toBe('2.4 s');
  });

  it('are on the clock and the calendar of the reader', () => {
    const noon = new Date(2026, 10, 24, 12, 3, 22, 45).toISOString();
    expect(clockTime(noon, 'sv')).toBe('12:03:22');
    expect(exactTime(noon, 'sv')).toMatch(/2026-11-24.12:03:22,045/);
    expect(calendarDate(noon, 'en')).toBe('24 Nov 2026');
  });
});
