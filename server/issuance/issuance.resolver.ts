import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';

import { faultOr } from '../common/fault.js';
import type { Fault } from '../common/fault.js';
import { AgentOnly } from '../common/permissions.js';
import type { RequestContext } from '../common/request-context.js';
import { AgentSessionResult } from '../sessions/agent-session.types.js';
import type { AgentSession } from '../sessions/agent-session.types.js';
import { agentOf } from '../sessions/callers.js';
import type { IssuedCertificate } from '../sessions/offer.types.js';
import { Installation } from './installation.js';
import { ConfirmInstallationInput, RequestCertificateInput, RequestCertificateResult } from './issuance.types.js';
import { Issuing } from './issuing.js';

@Resolver()
export class IssuanceResolver {
  constructor(
    private readonly issuing: Issuing,
    private readonly installation: Installation,
  ) {}

  @AgentOnly()
  @Mutation(() => RequestCertificateResult)
  requestCertificate(
    @Args('input', { type: () => RequestCertificateInput }) { profile, request }: RequestCertificateInput,
    @Context() context: RequestContext,
  ): Promise<IssuedCertificate | Fault> {
    return faultOr(() => this.issuing.request(agentOf(context).sessionId, profile, request));
  }

  @AgentOnly()
  @Mutation(() => AgentSessionResult)
  confirmInstallation(
    @Args('input', { type: () => ConfirmInstallationInput }) input: ConfirmInstallationInput,
    @Context() context: RequestContext,
  ): Promise<AgentSession | Fault> {
    return faultOr(() => this.installation.confirm(agentOf(context).sessionId, input));
  }
}
