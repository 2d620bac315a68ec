import type { EventInput } from '../generated/graphql.js';

/** Most bytes of events in one request: a quarter of what the server takes, and less than any proxy is known to refuse. */
export const largestBatchBytes = 256 * 1024;
const longestDetail = 500;

/** Of the event as it is sent: UTF-8 of its JSON. */
export function bytesOf(event: EventInput): number {
  return Buffer.byteLength(JSON.stringify(event));
}

/** The first events that one request takes: always one, since none is larger than a request. */
export function firstBatch(events: readonly EventInput[], most: number): readonly EventInput[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += bytesOf(event);
    return index > 0 && (index >= most || bytes > largestBatchBytes);
  });
  return end < 0 ? events.slice(0, most) : events.slice(0, end);
}

/** An event that no request could take loses what makes it large, and says so: it must not keep back those behind it. */
export function clipped(event: EventInput): EventInput {
  const bytes = bytesOf(event);
  if (bytes <= largestBatchBytes) return event;
  const detail = `${(event.detail ?? '').slice(0, longestDetail)} (shortened from ${bytes} bytes)`.trim();
  const functionName = event.functionName?.slice(0, longestDetail) ?? null;
  return { ...event, card: null, screen: null, functionName, detail };
}
