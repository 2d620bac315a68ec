import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';

import { FaultError } from '../../common/fault.js';
import { hashToken, newToken } from '../../common/token.js';
import { Configuration } from '../../config/configuration.js';
import { AttemptLimiter } from '../../database/attempt-limiter.js';
import type { AttemptRule } from '../../database/attempt-limiter.js';
import { WriteQueue } from '../../database/write-queue.js';
import { clip } from '../../events/clipped.js';
import type { PairingCode, SessionOpened } from '../agent-session.types.js';
import { assignPairingCode } from '../pairing.js';
import { SignInVerifier } from '../ports.js';
import { SessionChanges } from '../session-changes.js';
import type { SessionEdit } from '../session-changes.js';
import { SessionProfile, storedMiddleware, storedReaders } from '../session-profile.entity.js';
import { hasEnded } from '../session-state.js';
import { UpgradeSession } from '../session.entity.js';
import type { OpenSessionInput } from '../session.types.js';

/** Generous: a whole region may stand behind one address. It stops only a program that runs wild. */
const openings = (address: string): AttemptRule[] => [{ purpose: 'open', subject: [address], limit: 5_000, windowMinutes: 10 }];

const requestIdentity = z.uuidv4();

@Injectable()
export class SessionOpening {
  constructor(
    private readonly writeQueue: WriteQueue,
    private readonly changes: SessionChanges,
    private readonly limiter: AttemptLimiter,
    private readonly configuration: Configuration,
    private readonly verifier: SignInVerifier,
  ) {}

  /**
   * Opens a session, or the same one again with a new token, as after a lost answer; the old token is void then. While
   * somebody is signed in, the request id opens nothing: the token alone does. When that session has ended, it opens
   * a new one.
   *
   * @throws FaultError INVALID_INPUT, TOO_MANY_ATTEMPTS, SESSION_STATE when somebody has signed in
   */
  async open(input: OpenSessionInput, remoteAddress: string): Promise<SessionOpened> {
    if (!requestIdentity.safeParse(input.requestId).success) {
      throw new FaultError('INVALID_INPUT', { field: 'requestId', detail: 'not a UUID of version 4' });
    }
    await this.limiter.count(openings(remoteAddress));
    const token = newToken();
    const opened = await this.writeQueue.run(
      (manager) => this.openInside(manager, input, hashToken(token)),
      ({ sessionId }) => this.changes.announce(sessionId),
    );
    return { ...opened, token, acceptedIssuers: await this.verifier.acceptedIssuers() };
  }

  private async openInside(
    manager: EntityManager,
    input: OpenSessionInput,
    tokenHash: string,
  ): Promise<{ sessionId: string; pairingCode: PairingCode }> {
    // The lock of every change to sessions, so that two processes do not open the same one.
    const revision = await this.changes.nextRevision(manager);
    const requestHash = hashToken(input.requestId.toLowerCase());
    const known = await findOpen(manager, requestHash);
    const sessionId = known?.id ?? randomUUID();
    if (known === null) await manager.insert(UpgradeSession, newSession(sessionId, requestHash, tokenHash, revision));
    await manager.upsert(SessionProfile, { sessionId, ...describeComputer(input) }, ['sessionId']);
    const pairingCode = await this.changes.inside(manager, sessionId, (edit) => {
      if (known === null) edit.events.push({ kind: 'SESSION_OPENED', occurredAt: edit.now });
      return this.handOut(edit, tokenHash);
    });
    return { sessionId, pairingCode };
  }

  private async handOut(edit: SessionEdit, tokenHash: string): Promise<PairingCode> {
    const { session, now } = edit;
    if (session.state !== 'AWAITING_SIGN_IN') throw new FaultError('SESSION_STATE', { detail: 'somebody has signed in' });
    session.tokenHash = tokenHash;
    session.agentSeenAt = now;
    session.agentConnected = true;
    // The computer may have been described anew.
    edit.agentSees = true;
    const { pairingCode: code, pairingCodeExpiresAt: expiresAt } = session;
    if (code !== null && expiresAt !== null && expiresAt > now) return { code, expiresAt };
    return assignPairingCode(edit, this.configuration.pairingCodeMinutes);
  }
}

/** A session that has ended gives its request id free: nobody wants to go on with it. */
async function findOpen(manager: EntityManager, requestHash: string): Promise<UpgradeSession | null> {
  const known = await manager.findOneBy(UpgradeSession, { requestHash });
  if (known === null || !hasEnded(known.state)) return known;
  await manager.update(UpgradeSession, { id: known.id }, { requestHash: hashToken(known.id) });
  return null;
}

/** The newest word is the truest: an agent that was updated, or found its middleware, opens again. */
function describeComputer(input: OpenSessionInput): Omit<SessionProfile, 'sessionId' | 'cardBefore' | 'cardNow' | 'screen'> {
  const { agentVersion, operatingSystem, language, middleware, readers } = input;
  return {
    agentVersion: clip(agentVersion),
    operatingSystem: clip(operatingSystem),
    language,
    middleware: middleware === null || middleware === undefined ? null : withoutUserName(storedMiddleware.parse(middleware)),
    readers: storedReaders.parse(readers),
  };
}

const HOME = /^(\/home\/|\/Users\/|[A-Z]:\\Users\\)[^/\\]+/i;

/** Nobody has signed in yet: a module in somebody's own folder must not say whose. */
function withoutUserName<T extends { readonly path: string }>(middleware: T): T {
  return { ...middleware, path: middleware.path.replace(HOME, '$1…') };
}

function newSession(id: string, requestHash: string, tokenHash: string, revision: number): UpgradeSession {
  const now = new Date();
  return {
    ...{ id, requestHash, tokenHash, revision, agentRevision: revision },
    ...{ state: 'AWAITING_SIGN_IN', purpose: 'UPGRADE', upgradeId: id, continuesId: null },
    step: 'SIGN_IN',
    ...{ stepStartedAt: now, openedAt: now, lastEventAt: now, endedAt: null },
    ...{ pairingCode: null, pairingCodeExpiresAt: null, challengeNonce: null, challengeExpiresAt: null },
    ...{ faultCode: null, holder: null, cardMark: null, signInKey: null, handlerId: null, handlerName: null },
    ...{ agentConnected: true, agentSeenAt: now },
    ...{ acceptedTermsVersion: null, acceptedTermsAt: null },
    ...{ installedCertificates: 0, lastEventNumber: 0, acknowledgedEvents: 0 },
  };
}
