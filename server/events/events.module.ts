import { Module } from '@nestjs/common';

import { EventStore } from './event-store.js';

/** Numbered events of sessions: a leaf that sessions builds on. */
@Module({ providers: [EventStore], exports: [EventStore] })
export class EventsModule {}
