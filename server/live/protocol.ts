import { MessageType } from 'graphql-ws';
import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';

/** graphql-transport-ws, as far as a client speaks. */
const LONGEST_ID = 128;
const id = z.string().min(1).max(LONGEST_ID);
const payload = z.record(z.string(), z.unknown()).nullish();

const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal(MessageType.ConnectionInit), payload }),
  z.object({ type: z.literal(MessageType.Ping), payload }),
  z.object({ type: z.literal(MessageType.Pong), payload }),
  z.object({
    type: z.literal(MessageType.Subscribe),
    id,
    payload: z.object({ query: z.string(), operationName: z.string().nullish(), variables: payload }),
  }),
  z.object({ type: z.literal(MessageType.Complete), id }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;
export type SubscribeMessage = Extract<ClientMessage, { type: typeof MessageType.Subscribe }>;

/** @returns null when it is no message of the protocol */
export function parseClientMessage(text: string): ClientMessage | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = clientMessage.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/**
 * Why a socket is closed. Clients of graphql-ws come back after 1012, 1013, 4403 and 4408; after the others, which say
 * that the client itself is at fault, they give up.
 */
export const Close = {
  restarting: { code: 1012, reason: 'The server is restarting' },
  overloaded: { code: 1013, reason: 'Try again later' },
  badMessage: { code: 4400, reason: 'Invalid message' },
  notInitialised: { code: 4401, reason: 'Unauthorized' },
  signedOut: { code: 4403, reason: 'Forbidden' },
  initialisationTimeout: { code: 4408, reason: 'Connection initialisation timeout' },
  subscriberExists: (subscription: string) => ({
    code: 4409,
    reason: `Subscriber for ${subscription} already exists`.slice(0, 120),
  }),
  initialisedTwice: { code: 4429, reason: 'Too many initialisation requests' },
} as const;
export interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

export const acknowledgement = JSON.stringify({ type: MessageType.ConnectionAck });

export function pong(payload: unknown): string {
  return JSON.stringify({ type: MessageType.Pong, ...(payload === null || payload === undefined ? {} : { payload }) });
}

export function errorMessage(subscription: string, errors: readonly GraphQLFormattedError[]): string {
  return JSON.stringify({ id: subscription, type: MessageType.Error, payload: errors });
}

/** What stands before the part of a `next` message that is the same for all subscribers. */
export function nextStart(subscription: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(subscription)},"type":"${MessageType.Next}","payload":`);
}

/** @param payload the execution result, as JSON @returns the rest of the message */
export function nextRest(payload: string): string {
  return `${payload}}`;
}
