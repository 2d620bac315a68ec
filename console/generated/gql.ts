/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment SessionSummaryFields on SessionSummary {\n  id\n  revision\n  state\n  pairingCode\n  step\n  stepStartedAt\n  openedAt\n  lastEventAt\n  endedAt\n  faultCode\n  holder {\n    name\n    hsaId\n    organisation\n    personnummer\n    cardNumber\n  }\n  handler {\n    id\n    name\n  }\n  agentConnected\n  installedCertificates\n}\n\nsubscription Board($after: Int!) {\n  board(after: $after) {\n    complete\n    revision\n    sessions {\n      ...SessionSummaryFields\n    }\n  }\n}\n\nquery SessionByPairingCode($code: String!) {\n  sessionByPairingCode(code: $code) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ClaimSession($sessionId: ID!) {\n  claimSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ReleaseSession($sessionId: ID!) {\n  releaseSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}": typeof types.SessionSummaryFieldsFragmentDoc,
    "query FaultCatalogue {\n  faultCatalogue {\n    code\n    step\n    severity\n    costsPinTry\n    cause {\n      sv\n      en\n    }\n    cardholderTitle {\n      sv\n      en\n    }\n    cardholderText {\n      sv\n      en\n    }\n    staffSay {\n      sv\n      en\n    }\n    staffDo {\n      sv\n      en\n    }\n  }\n}": typeof types.FaultCatalogueDocument,
    "fragment StaffFields on Staff {\n  id\n  userName\n  name\n  desk\n  roles\n}\n\nfragment FaultFields on Fault {\n  __typename\n  code\n  detail\n  field\n  retriable\n  retryAfterSeconds\n}\n\nquery Me {\n  me {\n    ...StaffFields\n  }\n}\n\nmutation StaffSignIn($userName: String!, $password: String!) {\n  staffSignIn(userName: $userName, password: $password) {\n    __typename\n    ... on StaffSignedIn {\n      staff {\n        ...StaffFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation StaffSignOut {\n  staffSignOut\n}": typeof types.StaffFieldsFragmentDoc,
};
const documents: Documents = {
    "fragment SessionSummaryFields on SessionSummary {\n  id\n  revision\n  state\n  pairingCode\n  step\n  stepStartedAt\n  openedAt\n  lastEventAt\n  endedAt\n  faultCode\n  holder {\n    name\n    hsaId\n    organisation\n    personnummer\n    cardNumber\n  }\n  handler {\n    id\n    name\n  }\n  agentConnected\n  installedCertificates\n}\n\nsubscription Board($after: Int!) {\n  board(after: $after) {\n    complete\n    revision\n    sessions {\n      ...SessionSummaryFields\n    }\n  }\n}\n\nquery SessionByPairingCode($code: String!) {\n  sessionByPairingCode(code: $code) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ClaimSession($sessionId: ID!) {\n  claimSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ReleaseSession($sessionId: ID!) {\n  releaseSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}": types.SessionSummaryFieldsFragmentDoc,
    "query FaultCatalogue {\n  faultCatalogue {\n    code\n    step\n    severity\n    costsPinTry\n    cause {\n      sv\n      en\n    }\n    cardholderTitle {\n      sv\n      en\n    }\n    cardholderText {\n      sv\n      en\n    }\n    staffSay {\n      sv\n      en\n    }\n    staffDo {\n      sv\n      en\n    }\n  }\n}": types.FaultCatalogueDocument,
    "fragment StaffFields on Staff {\n  id\n  userName\n  name\n  desk\n  roles\n}\n\nfragment FaultFields on Fault {\n  __typename\n  code\n  detail\n  field\n  retriable\n  retryAfterSeconds\n}\n\nquery Me {\n  me {\n    ...StaffFields\n  }\n}\n\nmutation StaffSignIn($userName: String!, $password: String!) {\n  staffSignIn(userName: $userName, password: $password) {\n    __typename\n    ... on StaffSignedIn {\n      staff {\n        ...StaffFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation StaffSignOut {\n  staffSignOut\n}": types.StaffFieldsFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment SessionSummaryFields on SessionSummary {\n  id\n  revision\n  state\n  pairingCode\n  step\n  stepStartedAt\n  openedAt\n  lastEventAt\n  endedAt\n  faultCode\n  holder {\n    name\n    hsaId\n    organisation\n    personnummer\n    cardNumber\n  }\n  handler {\n    id\n    name\n  }\n  agentConnected\n  installedCertificates\n}\n\nsubscription Board($after: Int!) {\n  board(after: $after) {\n    complete\n    revision\n    sessions {\n      ...SessionSummaryFields\n    }\n  }\n}\n\nquery SessionByPairingCode($code: String!) {\n  sessionByPairingCode(code: $code) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ClaimSession($sessionId: ID!) {\n  claimSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ReleaseSession($sessionId: ID!) {\n  releaseSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}"): (typeof documents)["fragment SessionSummaryFields on SessionSummary {\n  id\n  revision\n  state\n  pairingCode\n  step\n  stepStartedAt\n  openedAt\n  lastEventAt\n  endedAt\n  faultCode\n  holder {\n    name\n    hsaId\n    organisation\n    personnummer\n    cardNumber\n  }\n  handler {\n    id\n    name\n  }\n  agentConnected\n  installedCertificates\n}\n\nsubscription Board($after: Int!) {\n  board(after: $after) {\n    complete\n    revision\n    sessions {\n      ...SessionSummaryFields\n    }\n  }\n}\n\nquery SessionByPairingCode($code: String!) {\n  sessionByPairingCode(code: $code) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ClaimSession($sessionId: ID!) {\n  claimSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation ReleaseSession($sessionId: ID!) {\n  releaseSession(sessionId: $sessionId) {\n    __typename\n    ... on SessionDetails {\n      summary {\n        ...SessionSummaryFields\n      }\n    }\n    ...FaultFields\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FaultCatalogue {\n  faultCatalogue {\n    code\n    step\n    severity\n    costsPinTry\n    cause {\n      sv\n      en\n    }\n    cardholderTitle {\n      sv\n      en\n    }\n    cardholderText {\n      sv\n      en\n    }\n    staffSay {\n      sv\n      en\n    }\n    staffDo {\n      sv\n      en\n    }\n  }\n}"): (typeof documents)["query FaultCatalogue {\n  faultCatalogue {\n    code\n    step\n    severity\n    costsPinTry\n    cause {\n      sv\n      en\n    }\n    cardholderTitle {\n      sv\n      en\n    }\n    cardholderText {\n      sv\n      en\n    }\n    staffSay {\n      sv\n      en\n    }\n    staffDo {\n      sv\n      en\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment StaffFields on Staff {\n  id\n  userName\n  name\n  desk\n  roles\n}\n\nfragment FaultFields on Fault {\n  __typename\n  code\n  detail\n  field\n  retriable\n  retryAfterSeconds\n}\n\nquery Me {\n  me {\n    ...StaffFields\n  }\n}\n\nmutation StaffSignIn($userName: String!, $password: String!) {\n  staffSignIn(userName: $userName, password: $password) {\n    __typename\n    ... on StaffSignedIn {\n      staff {\n        ...StaffFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation StaffSignOut {\n  staffSignOut\n}"): (typeof documents)["fragment StaffFields on Staff {\n  id\n  userName\n  name\n  desk\n  roles\n}\n\nfragment FaultFields on Fault {\n  __typename\n  code\n  detail\n  field\n  retriable\n  retryAfterSeconds\n}\n\nquery Me {\n  me {\n    ...StaffFields\n  }\n}\n\nmutation StaffSignIn($userName: String!, $password: String!) {\n  staffSignIn(userName: $userName, password: $password) {\n    __typename\n    ... on StaffSignedIn {\n      staff {\n        ...StaffFields\n      }\n    }\n    ...FaultFields\n  }\n}\n\nmutation StaffSignOut {\n  staffSignOut\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;