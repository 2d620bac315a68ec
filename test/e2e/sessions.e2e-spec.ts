import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { OldAuthority } from '../../agent/card-tool/old-authority.js';
import { killProgram } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import { AgentClient, eventOf, given, openInput, openSession } from '../support/agent-client.js';
import { databaseKinds } from '../support/databases.js';
import { postGraphql } from '../support/graphql-http.js';
import { SoftwareCard } from '../support/software-card.js';
import { StaffClient } from '../support/staff-client.js';

const details = z.object({
  __typename: z.string(),
  code: z.string().optional(),
  detail: z.string().nullish(),
  summary: z
    .object({
      id: z.string(),
      state: z.string(),
      pairingCode: z.string().nullable(),
      faultCode: z.string().nullable(),
      agentConnected: z.boolean(),
      installedCertificates: z.number(),
      handler: z.object({ name: z.string() }).nullable(),
      holder: z.object({ name: z.string(), personnummer: z.string() }).nullable(),
    })
    .optional(),
});
const fields = `__typename ... on Fault { code detail } ... on SessionDetails { summary {
  id state pairingCode faultCode agentConnected installedCertificates handler { name } holder { name personnummer } } }`;
const events = z.object({ sessionEvents: z.array(z.object({ number: z.number(), kind: z.string() })) });

const session = async (staff: StaffClient, id: string) =>
  (await staff.ask(`query One($id: ID!) { session(id: $id) { ${fields} } }`, { id }, z.object({ session: details }))).session;
const findByCode = async (staff: StaffClient, code: string) => {
  const query = `query Find($code: String!) { sessionByPairingCode(code: $code) { ${fields} } }`;
  return (await staff.ask(query, { code }, z.object({ sessionByPairingCode: details }))).sessionByPairingCode;
};
const change = async (staff: StaffClient, name: 'claimSession' | 'releaseSession', sessionId: string) => {
  const query = `mutation Change($sessionId: ID!) { changed: ${name}(sessionId: $sessionId) { ${fields} } }`;
  return (await staff.ask(query, { sessionId }, z.object({ changed: details }))).changed;
};
const kindsOf = async (staff: StaffClient, sessionId: string) => {
  const query = 'query Events($sessionId: ID!) { sessionEvents(sessionId: $sessionId) { number kind } }';
  const found = (await staff.ask(query, { sessionId }, events)).sessionEvents;
  expect(found.map(({ number }) => number)).toEqual(found.map((_, index) => index + 1));
  return found.map(({ kind }) => kind);
};

let authority: OldAuthority;
beforeAll(async () => {
  authority = await OldAuthority.create();
});

describe.each(databaseKinds())('sessions on $name', (kind) => {
  let folder: string;
  let stage: Stage;
  let staff: StaffClient;
  const newStaff = async (name: string) => StaffClient.signIn(stage.url, await stage.addStaff(`staff-${randomUUID()}`, name));

  beforeAll(async () => {
    await kind.start();
    folder = mkdtempSync(join(tmpdir(), 'kortlots-sessions-'));
    const anchors = join(folder, 'anchors.pem');
    writeFileSync(anchors, authority.certificates.root + authority.certificates.cardIssuer);
    const { environment } = await kind.fresh();
    stage = new Stage(folder, {
      port: null,
      keyPolicy: 'REUSE',
      card: false,
      environment: { ...environment, TRUST_ANCHORS: anchors },
    });
    await stage.choosePort();
    await stage.startServer();
    staff = await newStaff('Anna Exempelsson');
  });

  afterAll(async () => {
    await stage.clear();
    await kind.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes from the pairing code to completion; staff see it, and the personnummer only masked', async () => {
    const card = await SoftwareCard.make(authority);
    const agent = await AgentClient.open(stage.url);
    const found = await findByCode(staff, `${agent.pairingCode.slice(0, 4)}-${agent.pairingCode.slice(4)}`.toLowerCase());
    expect(found.summary).toMatchObject({ id: agent.sessionId, state: 'AWAITING_SIGN_IN', holder: null });

    const { session: signedIn, offer } = given(await agent.signIn(card));
    const masked = `${card.person.personnummer.slice(0, 8)}-••••`;
    expect(signedIn).toMatchObject({ state: 'SIGNED_IN', holder: { name: card.person.name, personnummer: masked } });
    expect(await agent.acceptTerms('of another year')).toMatchObject({ code: 'TERMS_OUTDATED', retriable: true });
    expect(given(await agent.declineTerms()).state).toBe('SIGNED_IN');
    expect(given(await agent.acceptTerms(offer.terms.version)).state).toBe('INSTALLING');
    expect(await agent.finishSession()).toMatchObject({ code: 'SESSION_STATE' });
    for (const offered of offer.certificates) await agent.install(card, offered);
    expect(given(await agent.finishSession()).state).toBe('COMPLETED');
    const again = given(await agent.finishSession());
    expect(again).toMatchObject({ state: 'COMPLETED', pairingCode: null });
    expect(again.certificates.map(({ installed }) => installed)).toEqual(offer.certificates.map(() => true));
    expect(await agent.cancelSession()).toMatchObject({ code: 'SESSION_ENDED' });

    const shown = await session(staff, agent.sessionId);
    expect(shown.summary).toMatchObject({
      state: 'COMPLETED',
      holder: { name: card.person.name, personnummer: masked },
      installedCertificates: offer.certificates.length,
      agentConnected: false,
    });
    expect(JSON.stringify([signedIn, again, shown])).not.toContain(card.person.personnummer);
    const kinds = await kindsOf(staff, agent.sessionId);
    expect(kinds.slice(0, 4)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'TERMS_DECLINED', 'TERMS_ACCEPTED']);
    expect(kinds.filter((one) => one === 'CERTIFICATE_ISSUED')).toHaveLength(offer.certificates.length);
    expect(kinds.at(-1)).toBe('SESSION_COMPLETED');
  });

  it('opens once for one request, whatever is repeated; only the last token holds', async () => {
    const input = openInput();
    const opened = await Promise.all(Array.from({ length: 8 }, () => openSession(stage.url, input)));
    const sessions = new Set(opened.map((answer) => given(answer).sessionId));
    expect(sessions.size).toBe(1);
    const query = '{ agentSession { __typename } }';
    const shape = z.object({ agentSession: z.object({ __typename: z.string() }) });
    const answers = await Promise.allSettled(
      opened.map((answer) => postGraphql(stage.url, query, {}, shape, { authorization: `Bearer ${given(answer).token}` })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await openSession(stage.url, { ...input, requestId: 'not a UUID' })).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'requestId',
    });
  });

  it('takes a challenge once, a wrong signature never, and after a break only the same card', async () => {
    const card = await SoftwareCard.make(authority);
    const other = await SoftwareCard.make(authority);
    const agent = await AgentClient.open(stage.url);
    const challenge = given(await agent.requestChallenge());
    expect(challenge.origin).toBe(stage.url);
    const mixed = { ...card.signIn(challenge), signature: other.signIn(challenge).signature };
    expect(await agent.signInWith(mixed)).toMatchObject({ code: 'SIGN_IN_REJECTED', retriable: true });
    expect(await agent.signInWith(card.signIn(challenge))).toMatchObject({ code: 'SIGN_IN_REJECTED' });
    given(await agent.signIn(card));
    expect(await agent.signIn(other)).toMatchObject({ code: 'OTHER_CARD' });
    expect(given(await agent.signIn(card)).session.state).toBe('SIGNED_IN');
    expect(await kindsOf(staff, agent.sessionId)).toEqual(['SESSION_OPENED', 'SIGNED_IN', 'SIGNED_IN']);
  });

  it('ends as failed with a fault, as cancelled without, and stays so', async () => {
    const failed = await AgentClient.open(stage.url);
    expect(given(await failed.cancelSession({ faultCode: 'NO_READER', detail: 'none' })).state).toBe('FAILED');
    expect(given(await failed.cancelSession()).state).toBe('FAILED');
    expect((await session(staff, failed.sessionId)).summary).toMatchObject({ state: 'FAILED', faultCode: 'NO_READER' });
    const cancelled = await AgentClient.open(stage.url);
    expect(given(await cancelled.cancelSession()).state).toBe('CANCELLED');
    expect(await cancelled.renewPairingCode()).toMatchObject({ code: 'SESSION_ENDED', retriable: false });
    expect(await cancelled.requestChallenge()).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await findByCode(staff, cancelled.pairingCode)).toMatchObject({ code: 'PAIRING_CODE_UNKNOWN' });
    expect(given(await cancelled.current())).toMatchObject({ state: 'CANCELLED', pairingCode: null });
  });

  it('has one handler, who alone lets go of it', async () => {
    const colleague = await newStaff('Bo Exempelsson');
    const agent = await AgentClient.open(stage.url);
    expect((await change(staff, 'claimSession', agent.sessionId)).summary?.handler).toEqual({ name: 'Anna Exempelsson' });
    for (const name of ['claimSession', 'releaseSession'] as const) {
      expect(await change(colleague, name, agent.sessionId)).toMatchObject({
        code: 'SESSION_STATE',
        detail: 'handled by Anna Exempelsson',
      });
    }
    expect((await change(staff, 'releaseSession', agent.sessionId)).summary?.handler).toBeNull();
    expect((await change(colleague, 'claimSession', agent.sessionId)).summary?.handler).toEqual({ name: 'Bo Exempelsson' });
    for (const id of [randomUUID(), '\0', '\ud800', 'x'.repeat(1_000)]) {
      expect(await change(staff, 'claimSession', id)).toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('lets nobody guess codes, one member of staff at a time', async () => {
    const guesser = await newStaff('Cecilia Exempelsson');
    const agent = await AgentClient.open(stage.url);
    for (let guess = 0; guess < 10; guess += 1) {
      expect(await findByCode(guesser, '22222222')).toMatchObject({ code: 'PAIRING_CODE_UNKNOWN' });
    }
    expect(await findByCode(guesser, agent.pairingCode)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    const renewed = given(await agent.renewPairingCode());
    expect(await findByCode(staff, agent.pairingCode)).toMatchObject({ code: 'PAIRING_CODE_UNKNOWN' });
    expect((await findByCode(staff, renewed.pairingCode)).summary?.id).toBe(agent.sessionId);
  });

  it('keeps agents, staff and strangers apart', async () => {
    const agent = await AgentClient.open(stage.url);
    const anything = z.unknown();
    const staffOnly = `{ session(id: "${agent.sessionId}") { __typename } }`;
    const agentOnly = 'mutation { finishSession { __typename } }';
    await expect(agent.ask(staffOnly, {}, anything)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
    await expect(staff.ask(agentOnly, {}, anything)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
    for (const query of [staffOnly, agentOnly, '{ agentSession { __typename } }']) {
      await expect(postGraphql(stage.url, query, {}, anything)).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
      const wrong = { authorization: `Bearer ${'x'.repeat(43)}` };
      await expect(postGraphql(stage.url, query, {}, anything, wrong)).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
    }
    // The token wins over a cookie: an agent's request is never a member of staff's.
    const both = { authorization: `Bearer ${agent.token}`, cookie: staff.cookie };
    await expect(postGraphql(stage.url, staffOnly, {}, anything, both)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
  });

  it('shows on the board that an agent fell silent, and that it is back', async () => {
    const agent = await AgentClient.open(stage.url);
    const board = staff.board();
    const isShown = (connected: boolean) =>
      board.until(({ board: { sessions } }) =>
        sessions.some(({ id, agentConnected }) => id === agent.sessionId && agentConnected === connected),
      );
    await isShown(true);
    await isShown(false);
    given(await agent.current());
    await isShown(true);
    board.stop();
  });

  it('survives the kill of the server: state, token, challenge and code are in the database', async () => {
    const card = await SoftwareCard.make(authority);
    const agent = await AgentClient.open(stage.url);
    given(await agent.signIn(card));
    given(await agent.reportEvents([eventOf(1), eventOf(2)]));
    const challenge = given(await agent.requestChallenge());
    if (stage.server) await killProgram(stage.server);
    await stage.startServer();
    expect(given(await agent.current())).toMatchObject({ state: 'SIGNED_IN', acknowledgedEvents: 2 });
    expect((await findByCode(staff, agent.pairingCode)).summary?.id).toBe(agent.sessionId);
    const { session: again, offer } = given(await agent.signInWith(card.signIn(challenge)));
    expect(again.holder?.name).toBe(card.person.name);
    given(await agent.acceptTerms(offer.terms.version));
    for (const offered of offer.certificates) await agent.install(card, offered);
    expect(given(await agent.finishSession()).state).toBe('COMPLETED');
  });
});
