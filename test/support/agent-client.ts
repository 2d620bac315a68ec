import { createHash, randomUUID } from 'node:crypto';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { z } from 'zod';

import * as documents from '../../agent/generated/graphql.js';
import type { EventInput, OpenSessionInput, WebEidTokenInput } from '../../agent/generated/graphql.js';
import * as answers from '../../agent/link/answers.js';
import type { Offer } from '../../agent/upgrade/types.js';
import type { IssuedCertificate } from '../../agent/upgrade/upgrade-server.js';
import { postGraphql } from './graphql-http.js';
import type { SoftwareCard } from './software-card.js';

type Given<Answer> = Exclude<Answer, { readonly __typename: 'Fault' }>;

/** The union's other member. @throws Error naming the fault */
export function given<Answer extends { readonly __typename: string }>(answer: Answer): Given<Answer> {
  if (!isGiven(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

function isGiven<Answer extends { readonly __typename: string }>(answer: Answer): answer is Given<Answer> {
  return answer.__typename !== 'Fault';
}

export function eventOf(number: number, changes: Partial<EventInput> = {}): EventInput {
  return { number, kind: 'PIN_REQUESTED', occurredAt: new Date().toISOString(), ...changes };
}

export function openInput(changes: Partial<OpenSessionInput> = {}): OpenSessionInput {
  return {
    requestId: randomUUID(),
    agentVersion: 'test',
    operatingSystem: 'Linux',
    language: 'SV',
    middleware: null,
    readers: ['Reader 0'],
    ...changes,
  };
}

/** The agent's calls with the agent's own documents, each given as the server answers it, faults too; no retries. */
export class AgentClient {
  private constructor(
    readonly url: string,
    readonly sessionId: string,
    readonly token: string,
    readonly pairingCode: string,
  ) {}

  /** @throws Error when the session is not opened */
  static async open(url: string, changes: Partial<OpenSessionInput> = {}): Promise<AgentClient> {
    const { sessionId, token, pairingCode } = given(await openSession(url, openInput(changes)));
    return new AgentClient(url, sessionId, token, pairingCode.code);
  }

  /** The same session at another server process. */
  at(url: string): AgentClient {
    return new AgentClient(url, this.sessionId, this.token, this.pairingCode);
  }

  async current() {
    return (await this.call(documents.CurrentSessionDocument, {}, answers.currentSessionAnswer)).agentSession;
  }

  async renewPairingCode() {
    return (await this.call(documents.RenewPairingCodeDocument, {}, answers.pairingCodeAnswer)).renewPairingCode;
  }

  async requestChallenge() {
    return (await this.call(documents.RequestChallengeDocument, {}, answers.challengeAnswer)).requestChallenge;
  }

  async signInWith(token: WebEidTokenInput) {
    return (await this.call(documents.SignInDocument, { token }, answers.signInAnswer)).signIn;
  }

  async signIn(card: SoftwareCard) {
    return this.signInWith(card.signIn(given(await this.requestChallenge())));
  }

  async acceptTerms(version: string) {
    return (await this.call(documents.AcceptTermsDocument, { version }, answers.acceptTermsAnswer)).acceptTerms;
  }

  async declineTerms() {
    return (await this.call(documents.DeclineTermsDocument, {}, answers.declineTermsAnswer)).declineTerms;
  }

  async restoreCertificates() {
    return (await this.call(documents.RestoreCertificatesDocument, {}, answers.restoreAnswer)).restoreCertificates;
  }

  async requestCertificate(input: documents.RequestCertificateInput) {
    return (await this.call(documents.RequestCertificateDocument, { input }, answers.requestCertificateAnswer))
      .requestCertificate;
  }

  async confirmInstallation(input: documents.ConfirmInstallationInput) {
    return (await this.call(documents.ConfirmInstallationDocument, { input }, answers.confirmInstallationAnswer))
      .confirmInstallation;
  }

  async finishSession() {
    return (await this.call(documents.FinishSessionDocument, {}, answers.finishSessionAnswer)).finishSession;
  }

  async cancelSession(input: documents.CancelSessionInput = {}) {
    return (await this.call(documents.CancelSessionDocument, { input }, answers.cancelSessionAnswer)).cancelSession;
  }

  async reportEvents(events: EventInput[]) {
    return (await this.call(documents.ReportEventsDocument, { events }, answers.reportEventsAnswer)).reportEvents;
  }

  /** One offered certificate: requested, issued, and confirmed as if it was on the card. @throws Error naming a fault */
  async install(card: SoftwareCard, { profile, purpose, subject }: Offer['certificates'][number]): Promise<void> {
    await this.confirm(given(await this.requestCertificate({ profile, request: await card.request(purpose, subject) })));
  }

  /** As if the certificate was on the card. @throws Error naming a fault */
  async confirm({ profile, serialNumber, certificate }: IssuedCertificate): Promise<void> {
    const sha256 = createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('hex');
    given(await this.confirmInstallation({ profile, serialNumber, sha256 }));
  }

  /** Any operation with the session's token. @throws GraphqlErrors */
  async call<Data, Variables extends Readonly<Record<string, unknown>>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    shape: z.ZodType<Data>,
  ): Promise<Data> {
    return this.ask(print(document), variables, shape);
  }

  async ask<Data>(query: string, variables: Readonly<Record<string, unknown>>, shape: z.ZodType<Data>): Promise<Data> {
    return (await postGraphql(this.url, query, variables, shape, { authorization: `Bearer ${this.token}` })).data;
  }
}

/** As the server answers it, a fault too. */
export async function openSession(url: string, input: OpenSessionInput) {
  const query = print(documents.OpenSessionDocument);
  return (await postGraphql(url, query, { input }, answers.openSessionAnswer)).data.openSession;
}
