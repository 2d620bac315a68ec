import { GraphQLError } from 'graphql';

import type { AgentIdentity, RequestContext, StaffIdentity } from '../common/request-context.js';

/** The agent that asks. @throws GraphQLError UNAUTHENTICATED; the guard lets nobody else in, this says it to the types */
export function agentOf({ agent }: RequestContext): AgentIdentity {
  if (agent === null) throw notSignedIn();
  return agent;
}

/** The member of staff who asks. @throws GraphQLError UNAUTHENTICATED; see {@link agentOf} */
export function staffOf({ staff }: RequestContext): StaffIdentity {
  if (staff === null) throw notSignedIn();
  return staff;
}

function notSignedIn(): GraphQLError {
  return new GraphQLError('Not signed in.', { extensions: { code: 'UNAUTHENTICATED' } });
}
