import type { IssuedCertificate } from '../offer.types.js';
import type { IssuanceNote } from '../ports.js';
import { event, holder, offer, RealSessions } from '../real-sessions.spec-support.js';

let sessions: RealSessions;
beforeEach(async () => {
  sessions = await RealSessions.start();
});
afterEach(() => sessions.stop());

const certificate = (profile: IssuedCertificate['profile'], installed: boolean): IssuedCertificate => ({
  profile,
  installed,
  certificate: new Uint8Array([1]),
  chain: [],
  serialNumber: '0A',
});

describe('terms', () => {
  test('are accepted in the version of the offer, once, with the time', async () => {
    const sessionId = await sessions.openSignedIn();
    const before = Date.now();
    expect(await sessions.agreement.accept(sessionId, '2026-1')).toMatchObject({
      state: 'INSTALLING',
      acceptedTermsVersion: '2026-1',
    });
    const { acceptedTermsAt } = await sessions.reader.session(sessionId);
    expect(acceptedTermsAt?.getTime()).toBeGreaterThanOrEqual(before);
    await sessions.agreement.accept(sessionId, '2026-1');
    expect((await sessions.reader.session(sessionId)).acceptedTermsAt).toEqual(acceptedTermsAt);
    const events = await sessions.reader.events(sessionId, 2, null);
    expect(events).toMatchObject([{ kind: 'TERMS_ACCEPTED', step: 'ACCEPT_TERMS', detail: '2026-1' }]);
  });

  test('of another version are outdated; new ones are accepted anew', async () => {
    const sessionId = await sessions.openSignedIn();
    await expect(sessions.agreement.accept(sessionId, '2025-2')).rejects.toMatchObject({ code: 'TERMS_OUTDATED' });
    expect((await sessions.reader.session(sessionId)).state).toBe('SIGNED_IN');
    await sessions.agreement.accept(sessionId, '2026-1');
    sessions.offers.terms = { ...offer.terms, version: '2026-2' };
    await expect(sessions.agreement.accept(sessionId, '2026-1')).rejects.toMatchObject({ code: 'TERMS_OUTDATED' });
    expect(await sessions.agreement.accept(sessionId, '2026-2')).toMatchObject({ acceptedTermsVersion: '2026-2' });
  });

  test('can be declined, and accepted later; not declined when accepted', async () => {
    const sessionId = await sessions.openSignedIn();
    expect((await sessions.agreement.decline(sessionId)).state).toBe('SIGNED_IN');
    await sessions.agreement.accept(sessionId, '2026-1');
    await expect(sessions.agreement.decline(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
    expect(await sessions.kinds(sessionId)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'TERMS_DECLINED', 'TERMS_ACCEPTED']);
  });

  test('come after the sign-in', async () => {
    const { sessionId } = await sessions.open();
    await expect(sessions.agreement.accept(sessionId, '2026-1')).rejects.toMatchObject({ code: 'SESSION_STATE' });
    await expect(sessions.agreement.decline(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  });
});

describe('issuance', () => {
  const require = (sessionId: string) => sessions.issuance.require(sessions.source.manager, sessionId, 'ISSUE');
  const record = (sessionId: string, note: IssuanceNote) =>
    sessions.queue.run(
      (manager) => sessions.issuance.record(manager, sessionId, note),
      () => sessions.issuance.announce(sessionId),
    );
  const issued = { kind: 'CERTIFICATE_ISSUED', profile: 'HSA_SIGNATURE', serialNumber: '0A', milliseconds: 12 } as const;

  test('may begin when the terms are accepted', async () => {
    const sessionId = await sessions.openSignedIn();
    await expect(require(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
    await expect(record(sessionId, issued)).rejects.toMatchObject({ code: 'SESSION_STATE' });
    await sessions.agreement.accept(sessionId, '2026-1');
    expect(await require(sessionId)).toEqual({ id: sessionId, holder });
    await sessions.outcome.cancel(sessionId, {});
    await expect(require(sessionId)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    const installed = { ...issued, kind: 'CERTIFICATE_INSTALLED', installedCertificates: 1 } as const;
    await expect(record(sessionId, installed)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    // What was signed before the end, and told after it.
    await record(sessionId, issued);
    expect((await sessions.kinds(sessionId)).at(-1)).toBe('CERTIFICATE_ISSUED');
    expect((await sessions.reader.session(sessionId)).state).toBe('CANCELLED');
  });

  test('leaves its events and the number of installed certificates in the session, for the agent too', async () => {
    const sessionId = await sessions.openInstalling();
    const { agentRevision } = await sessions.reader.session(sessionId);
    await record(sessionId, issued);
    await record(sessionId, {
      kind: 'CERTIFICATE_INSTALLED',
      profile: 'HSA_SIGNATURE',
      serialNumber: '0A',
      installedCertificates: 1,
    });
    expect(await sessions.reader.events(sessionId, 3, null)).toMatchObject([
      {
        number: 4,
        kind: 'CERTIFICATE_ISSUED',
        profile: 'HSA_SIGNATURE',
        step: 'INSTALL_SIGNATURE',
        detail: '0A',
        milliseconds: 12,
      },
      { number: 5, kind: 'CERTIFICATE_INSTALLED', profile: 'HSA_SIGNATURE', step: 'INSTALL_SIGNATURE', detail: '0A' },
    ]);
    const row = await sessions.reader.session(sessionId);
    expect(row.installedCertificates).toBe(1);
    expect(row.agentRevision).toBeGreaterThan(agentRevision);
  });
});

describe('the end', () => {
  test('is completion when every offered certificate is installed; finishing again changes nothing', async () => {
    const sessionId = await sessions.openInstalling();
    sessions.issued.list = [certificate('HSA_AUTHENTICATION', true), certificate('HSA_SIGNATURE', false)];
    await expect(sessions.outcome.finish(sessionId)).rejects.toMatchObject({
      code: 'SESSION_STATE',
      detail: 'not installed: HSA_SIGNATURE',
    });
    sessions.issued.list = [certificate('HSA_AUTHENTICATION', true), certificate('HSA_SIGNATURE', true)];
    expect(await sessions.outcome.finish(sessionId)).toMatchObject({ state: 'COMPLETED', pairingCode: null });
    expect(await sessions.outcome.finish(sessionId)).toMatchObject({ state: 'COMPLETED' });
    expect((await sessions.kinds(sessionId)).filter((kind) => kind === 'SESSION_COMPLETED')).toHaveLength(1);
    const { summary } = await sessions.reader.details(sessionId);
    expect(summary).toMatchObject({ state: 'COMPLETED', agentConnected: false, faultCode: null, pairingCode: null });
    expect(summary.endedAt).toBeInstanceOf(Date);
    await expect(sessions.outcome.cancel(sessionId, {})).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  test('twice at once is one end', async () => {
    const sessionId = await sessions.openInstalling();
    sessions.issued.list = [certificate('HSA_AUTHENTICATION', true), certificate('HSA_SIGNATURE', true)];
    await Promise.all([sessions.outcome.finish(sessionId), sessions.outcome.finish(sessionId)]);
    expect((await sessions.kinds(sessionId)).filter((kind) => kind === 'SESSION_COMPLETED')).toHaveLength(1);
  });

  test('cannot be completion before the terms are accepted', async () => {
    const sessionId = await sessions.openSignedIn();
    await expect(sessions.outcome.finish(sessionId)).rejects.toMatchObject({ code: 'SESSION_STATE' });
  });

  test('is a failure when a fault is named, else a cancellation; the first stands', async () => {
    const failed = await sessions.openSignedIn();
    const reason = { faultCode: 'PIN_LOCKED', detail: 'C_Login 0xa4' } as const;
    expect((await sessions.outcome.cancel(failed, reason)).state).toBe('FAILED');
    expect((await sessions.outcome.cancel(failed, {})).state).toBe('FAILED');
    expect((await sessions.reader.details(failed)).summary.faultCode).toBe('PIN_LOCKED');
    expect(await sessions.reader.events(failed, 2, null)).toMatchObject([{ kind: 'SESSION_FAILED', ...reason }]);
    const { sessionId: cancelled } = await sessions.open();
    expect((await sessions.outcome.cancel(cancelled, { faultCode: null, detail: null })).state).toBe('CANCELLED');
    expect(await sessions.kinds(cancelled)).toEqual(['SESSION_OPENED', 'SESSION_CANCELLED']);
    await expect(sessions.outcome.finish(cancelled)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });
});

describe('who has ended', () => {
  test('still takes what happened before, which changes neither state nor outcome', async () => {
    const { sessionId } = await sessions.open();
    await sessions.outcome.cancel(sessionId, { faultCode: 'CARD_ERROR' });
    const late = [
      event(1, { kind: 'STEP_STARTED', step: 'SIGN_IN' }),
      event(2, { kind: 'FAULT_RAISED', faultCode: 'PIN_WRONG' }),
      event(3, { kind: 'FAULT_CLEARED' }),
    ];
    expect(await sessions.reporting.report(sessionId, late)).toEqual({ acknowledged: 3 });
    expect((await sessions.reader.details(sessionId)).summary).toMatchObject({ state: 'FAILED', faultCode: 'CARD_ERROR' });
    expect((await sessions.kinds(sessionId)).slice(-3)).toEqual(['STEP_STARTED', 'FAULT_RAISED', 'FAULT_CLEARED']);
  });
});
