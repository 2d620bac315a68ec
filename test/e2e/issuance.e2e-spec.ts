import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { OldAuthority } from '../../agent/card-tool/old-authority.js';
import { inventPerson } from '../../agent/card-tool/person.js';
import type { Person } from '../../agent/card-tool/person.js';
import { killProgram } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import { Certificate } from '../../server/pki/certificate.js';
import { writePem } from '../../server/pki/trust/pem.js';
import { AgentClient, given, openInput, openSession } from '../support/agent-client.js';
import { databaseKinds } from '../support/databases.js';
import { SoftwareCard } from '../support/software-card.js';

const profiles = ['HSA_AUTHENTICATION', 'PERSON_AUTHENTICATION', 'HSA_SIGNATURE', 'PERSON_SIGNATURE'];

/** PostgreSQL's first start, and three keys of the test authority. */
const START_MS = 120_000;
const TEST_MS = 60_000;

let authority: OldAuthority;
beforeAll(async () => {
  authority = await OldAuthority.create();
}, START_MS);

/** DER Name, base64. */
function subjectOf(pem: string): string {
  return Buffer.from(Certificate.parse(new X509Certificate(pem).raw).subjectDer).toString('base64');
}

describe.each(databaseKinds())('issuance on $name', (kind) => {
  let folder: string;
  let stage: Stage;
  const people: Person[] = [];
  const statuses = new Map<Person, string>();

  /** A card whose holder the directory knows. */
  async function newCard(cardStatus = 'RECEIVED'): Promise<SoftwareCard> {
    const person = inventPerson();
    people.push(person);
    statuses.set(person, cardStatus);
    const entries = people.map((one) => ({ ...one, cardStatus: statuses.get(one), cardKind: 'ORDINARY' }));
    writeFileSync(join(folder, 'holders.json'), JSON.stringify(entries));
    return SoftwareCard.make(authority, person);
  }

  /** An agent whose cardholder has accepted the terms. */
  async function ready(card: SoftwareCard) {
    const agent = await AgentClient.open(stage.url);
    const { offer } = given(await agent.signIn(card));
    given(await agent.acceptTerms(offer.terms.version));
    const request = async (profile: string) => {
      const offered = offer.certificates.find((one) => one.profile === profile);
      if (offered === undefined) throw new Error(`${profile} is not offered`);
      const input = { profile: offered.profile, request: await card.request(offered.purpose, offered.subject) };
      return () => agent.requestCertificate(input);
    };
    return { agent, offer, request };
  }

  const fetchPki = async (file: string): Promise<{ type: string | null; der: Buffer }> => {
    const response = await fetch(`${stage.url}/pki/${file}`);
    expect(response.status).toBe(200);
    return { type: response.headers.get('content-type'), der: Buffer.from(await response.arrayBuffer()) };
  };

  beforeAll(async () => {
    await kind.start();
    folder = mkdtempSync(join(tmpdir(), 'kortlots-issuance-'));
    const { environment } = await kind.fresh();
    const [anchors, holders] = [join(folder, 'anchors.pem'), join(folder, 'holders.json')];
    writeFileSync(anchors, authority.certificates.root + authority.certificates.cardIssuer);
    writeFileSync(holders, '[]');
    const more = { ...environment, TRUST_ANCHORS: anchors, HOLDER_DIRECTORY: holders };
    stage = new Stage(folder, { port: null, keyPolicy: 'REUSE', card: false, environment: more });
    await stage.choosePort();
    await stage.startServer();
  }, START_MS);

  afterAll(async () => {
    await stage.clear();
    await kind.stop();
    rmSync(folder, { recursive: true, force: true });
  }, START_MS);

  it(
    'issues each certificate once, to requests at the same time and after a kill',
    async () => {
      const { agent, offer, request } = await ready(await newCard());
      expect(offer.certificates.map(({ profile }) => profile)).toEqual(profiles);
      const issued = [];
      for (const profile of profiles) {
        const ask = await request(profile);
        const answers = (await Promise.all([ask(), ask(), ask(), ask()])).map(given);
        expect(new Set(answers.map(({ certificate }) => certificate)).size).toBe(1);
        issued.push(answers[0]);
      }
      if (stage.server) await killProgram(stage.server);
      await stage.startServer();
      expect(given(await agent.current()).certificates).toEqual(issued);
      for (const [index, profile] of profiles.entries()) expect(given(await (await request(profile))())).toEqual(issued[index]);
      expect(new Set(issued.map((one) => one?.serialNumber)).size).toBe(4);
    },
    TEST_MS,
  );

  it(
    'publishes chain and CRLs where the certificates say, and OpenSSL accepts them together',
    async () => {
      const { request } = await ready(await newCard());
      const { certificate } = given(await (await request('HSA_AUTHENTICATION'))());
      const leaf = new X509Certificate(Buffer.from(certificate, 'base64'));
      expect(leaf.infoAccess).toBe(`CA Issuers - URI:${stage.url}/pki/person-hsa-id.cer`);
      const [issuer, root] = await Promise.all(['person-hsa-id.cer', 'root.cer'].map(fetchPki));
      const lists = await Promise.all(['person-hsa-id.crl', 'root.crl'].map(fetchPki));
      expect([issuer?.type, lists[0]?.type]).toEqual(['application/pkix-cert', 'application/pkix-crl']);
      const pem = (der: Buffer | undefined): string => new X509Certificate(der ?? '').toString();
      const file = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const listFile = file('lists.pem', lists.map(({ der }) => writePem('X509 CRL', der)).join(''));
      const options = ['verify', '-x509_strict', '-crl_check_all', '-CAfile', file('root.pem', pem(root?.der))];
      const files = ['-untrusted', file('issuer.pem', pem(issuer?.der)), '-CRLfile', listFile, file('leaf.pem', leaf.toString())];
      expect(execFileSync('openssl', [...options, ...files], { encoding: 'utf8' })).toMatch(/: OK\n$/);
      expect((await fetch(`${stage.url}/pki/root.key.pem`)).status).toBe(404);
    },
    TEST_MS,
  );

  it(
    'confirms only what it issued',
    async () => {
      const { agent, request } = await ready(await newCard());
      const { profile, serialNumber, certificate } = given(await (await request('PERSON_SIGNATURE'))());
      const sha256 = createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('hex');
      const wrong = { profile, serialNumber, sha256: 'f'.repeat(64) };
      expect(await agent.confirmInstallation(wrong)).toMatchObject({ code: 'CERTIFICATE_MISMATCH' });
      const confirmed = [await agent.confirmInstallation({ profile, serialNumber, sha256 }), await agent.current()].map(given);
      for (const { certificates } of confirmed) expect(certificates).toMatchObject([{ profile, installed: true }]);
    },
    TEST_MS,
  );

  it(
    'refuses what is not as offered, with the code of the catalogue',
    async () => {
      const card = await newCard();
      const { agent, offer } = await ready(card);
      const [first] = offer.certificates;
      if (first === undefined) throw new Error('nothing is offered');
      const { profile, subject } = first;
      const ask = async (request: string) => (await agent.requestCertificate({ profile, request })).__typename;
      const code = async (request: string) => {
        const answer = await agent.requestCertificate({ profile, request });
        return 'code' in answer ? answer.code : answer.__typename;
      };
      expect(await code(Buffer.from('no request').toString('base64'))).toBe('REQUEST_REJECTED');
      expect(await code(await card.request('AUTHENTICATION', subject.slice(1)))).toBe('SUBJECT_MISMATCH');
      expect(await code(await card.request('SIGNATURE', subject))).toBe('KEY_POLICY_VIOLATED');
      expect(await ask(await card.request('AUTHENTICATION', subject))).toBe('IssuedCertificate');
    },
    TEST_MS,
  );

  it(
    'goes on with the upgrade of a dead PC on another, after a kill too, and issues nothing twice',
    async () => {
      const card = await newCard();
      const dead = await ready(card);
      const first = given(await (await dead.request('HSA_AUTHENTICATION'))());
      await dead.agent.confirm(first);
      const second = given(await (await dead.request('HSA_SIGNATURE'))());
      if (stage.server) await killProgram(stage.server);
      await stage.startServer();
      const agents = await Promise.all([AgentClient.open(stage.url), AgentClient.open(stage.url)]);
      for (const agent of agents)
        expect(given(await agent.current())).toMatchObject({ certificates: [], upgradeId: agent.sessionId });
      // Both at once: the card is in one of them, whichever signed in last.
      await Promise.all(agents.map(async (agent) => agent.signIn(card)));
      const sessions = (await Promise.all(agents.map(async (agent) => agent.current()))).map(given);
      expect(sessions.map(({ upgradeId }) => upgradeId)).toEqual([dead.agent.sessionId, dead.agent.sessionId]);
      expect(sessions.map(({ state }) => state).sort()).toEqual(['CANCELLED', 'INSTALLING']);
      const winner = agents[sessions.findIndex(({ state }) => state === 'INSTALLING')];
      if (winner === undefined) throw new Error('nobody goes on');
      const { certificates, acceptedTermsVersion } = given(await winner.current());
      expect(acceptedTermsVersion).toBe(dead.offer.terms.version);
      expect(certificates).toEqual([{ ...first, installed: true }, second]);
      expect(await dead.agent.requestChallenge()).toMatchObject({ code: 'SESSION_ENDED' });
      expect(given(await dead.agent.current())).toMatchObject({ state: 'CANCELLED', certificates: [] });
      for (const offered of dead.offer.certificates) await winner.install(card, offered);
      const { certificates: all, state } = given(await winner.finishSession());
      expect(state).toBe('COMPLETED');
      expect(all.filter(({ serialNumber }) => [first, second].some((one) => one.serialNumber === serialNumber))).toHaveLength(2);
    },
    TEST_MS,
  );

  it(
    'fetches existing certificates again for the card that they were issued for, and no other',
    async () => {
      const card = await newCard();
      const { agent, offer } = await ready(card);
      for (const offered of offer.certificates) await agent.install(card, offered);
      const { certificates: issued } = given(await agent.finishSession());
      const stranger = await AgentClient.open(stage.url);
      given(await stranger.signIn(await newCard()));
      expect(await stranger.restoreCertificates()).toMatchObject({ code: 'NOTHING_TO_RESTORE', retriable: true });
      expect(given(await stranger.current()).purpose).toBe('UPGRADE');
      const again = await AgentClient.open(stage.url);
      given(await again.signIn(card));
      const { session, offer: restored } = given(await again.restoreCertificates());
      expect(session).toMatchObject({ purpose: 'RESTORE', state: 'INSTALLING' });
      expect(session.certificates).toEqual(issued.map((one) => ({ ...one, installed: false })));
      expect(restored.certificates).toEqual(offer.certificates);
      const [one] = restored.certificates;
      if (one === undefined) throw new Error('nothing is offered');
      const request = await card.request(one.purpose, one.subject);
      expect(await again.requestCertificate({ profile: one.profile, request })).toMatchObject({ code: 'SESSION_STATE' });
      for (const certificate of session.certificates) await again.confirm(certificate);
      expect(given(await again.finishSession()).certificates).toEqual(issued);
    },
    TEST_MS,
  );

  it(
    'tells whose cards it takes before anybody signs in',
    async () => {
      const { acceptedIssuers } = given(await openSession(stage.url, openInput()));
      const names = [authority.certificates.root, authority.certificates.cardIssuer].map((pem) => subjectOf(pem));
      for (const name of names) expect(acceptedIssuers).toContain(name);
      // The two of the cards before, and root and two issuers of ours, each once.
      expect(new Set(acceptedIssuers).size).toBe(5);
      expect(acceptedIssuers).toHaveLength(5);
    },
    TEST_MS,
  );

  it(
    'offers nothing to a card that its holder has not received',
    async () => {
      const agent = await AgentClient.open(stage.url);
      expect(await agent.signIn(await newCard('SENT'))).toMatchObject({ code: 'CARD_NOT_ELIGIBLE', retriable: false });
    },
    TEST_MS,
  );
});
