/** 14:03:22 on the reader's clock. @param at milliseconds since the epoch, or RFC 3339 */
export function clockTime(at: number | string, locale: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'sv-SE', { timeStyle: 'medium' }).format(new Date(at));
}

/** 2026-11-24 on the reader's calendar. */
export function calendarDate(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'sv-SE', { dateStyle: 'medium' }).format(new Date(at));
}

/** Date and time to the millisecond, on the reader's clock, with its offset: for comparing with logs. */
export function exactTime(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** How long one piece of work took: 80 ms, 2,4 s. */
export function shortDuration(milliseconds: number, locale: string): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'sv-SE', { maximumFractionDigits: 1 });
  return `${seconds.format(milliseconds / 1_000)} s`;
}

/** A length of time as people read it on a board: 0:07, 12:40, 1:02:09. Negative lengths (a clock that is off) are 0:00. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The same for `datetime` of <time>: ISO 8601 duration, such as PT760S. */
export function isoDuration(milliseconds: number): string {
  return `PT${Math.max(0, Math.floor(milliseconds / 1_000))}S`;
}
