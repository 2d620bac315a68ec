import { Query, Resolver } from '@nestjs/graphql';

import { Allow } from '../common/permissions.js';
import { faultCatalogue } from './catalogue.js';
import { FaultEntry } from './fault-entry.type.js';

@Resolver()
export class FaultsResolver {
  @Allow('HELPDESK', 'MANAGER', 'ADMIN')
  @Query(() => [FaultEntry])
  faultCatalogue(): FaultEntry[] {
    return [...faultCatalogue];
  }
}
