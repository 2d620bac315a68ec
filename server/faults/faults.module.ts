import { Module } from '@nestjs/common';

import { FaultsResolver } from './faults.resolver.js';

/** What can go wrong, and what everybody reads about it. */
@Module({ providers: [FaultsResolver] })
export class FaultsModule {}
