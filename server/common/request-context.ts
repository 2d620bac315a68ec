import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { StaffRole } from './staff-role.js';
import { hashToken } from './token.js';

export const STAFF_COOKIE = 'kortlots_session';

export interface StaffIdentity {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly desk: string;
  readonly roles: readonly StaffRole[];
  /** Names the sign-in, so that it can be ended. */
  readonly sessionTokenHash: string;
}

export interface AgentIdentity {
  readonly sessionId: string;
}

/** Who asks, the same for HTTP and WebSocket. At most one of `staff` and `agent` is set. */
export interface RequestContext {
  readonly staff: StaffIdentity | null;
  readonly agent: AgentIdentity | null;
  readonly remoteAddress: string;
  /** Appends a Set-Cookie header; throws on a WebSocket, which has no answer to put it in. */
  readonly setCookie: (header: string) => void;
}

/** Port: staff implements it. Unknown, expired, signed-out or disabled: null. */
export abstract class StaffSessionLookup {
  abstract lookup(tokenHash: string): Promise<StaffIdentity | null>;
}

/** Port: sessions implements it (a global module provides and exports it). Unknown or purged: null. */
export abstract class AgentTokenLookup {
  abstract lookup(tokenHash: string): Promise<AgentIdentity | null>;
}

export interface Credentials {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
  readonly setCookie: (header: string) => void;
}

const connectionParameters = z.object({ authorization: z.string().max(1_000) }).partial();

/**
 * What a WebSocket brings: the cookie of its upgrade request, or `authorization` in the connection_init payload.
 * Malformed parameters count as none. The caller checks the Origin first ({@link isSameOrigin}).
 */
export function socketCredentials(headers: IncomingHttpHeaders, parameters: unknown, remoteAddress: string): Credentials {
  const parsed = connectionParameters.safeParse(parameters ?? {});
  return {
    cookie: headers.cookie,
    authorization: (parsed.success ? parsed.data.authorization : undefined) ?? headers.authorization,
    remoteAddress,
    setCookie: () => {
      throw new Error('a WebSocket cannot set cookies');
    },
  };
}

/**
 * True without an Origin (not a browser), with our public origin, or with the origin that was asked for. A page of
 * another site always sends its own.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string | null): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === publicUrl || new URL(origin).host === host;
}

/** Builds the context for HTTP and WebSocket alike; call it again to recheck rights at delivery. */
@Injectable()
export class RequestContextFactory {
  constructor(
    private readonly staffSessions: StaffSessionLookup,
    private readonly agentTokens: AgentTokenLookup,
  ) {}

  /** A bearer token wins over a cookie: an agent's request is never a member of staff's. Wrong ones give nobody. */
  async create(credentials: Credentials): Promise<RequestContext> {
    const { remoteAddress, setCookie } = credentials;
    const bearer = bearerToken(credentials.authorization);
    if (bearer !== null) {
      return { staff: null, agent: await this.agentTokens.lookup(hashToken(bearer)), remoteAddress, setCookie };
    }
    const cookie = cookieValue(credentials.cookie, STAFF_COOKIE);
    const staff = cookie === null ? null : await this.staffSessions.lookup(hashToken(cookie));
    return { staff, agent: null, remoteAddress, setCookie };
  }
}

function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? '')?.[1] ?? null;
}

function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return null;
}
