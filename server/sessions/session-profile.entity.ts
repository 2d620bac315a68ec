import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { z } from 'zod';

import { Language } from '../common/localized-text.js';
import { EnumColumn, ID_LENGTH, JsonColumn, TextColumn } from '../database/columns.js';
import { storedCard } from '../events/card.types.js';
import type { Card } from '../events/card.types.js';
import { clippedList, clippedText } from '../events/clipped.js';
import { storedScreen } from '../events/screen.types.js';
import type { Screen } from '../events/screen.types.js';
import { UpgradeSession } from './session.entity.js';

export const storedMiddleware = z.object({
  path: clippedText,
  manufacturer: clippedText,
  description: clippedText,
  version: clippedText,
  cryptokiVersion: clippedText,
});
export const storedReaders: z.ZodType<string[]> = clippedList(clippedText);

/** The larger part of a session: the PC, the card before and now, and what the cardholder sees. */
@Entity('session_profile')
export class SessionProfile {
  @PrimaryColumn({ type: 'varchar', length: ID_LENGTH })
  sessionId!: string;

  @ManyToOne(() => UpgradeSession, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sessionId', foreignKeyConstraintName: 'fk_session_profile_session' })
  session?: Relation<UpgradeSession>;

  @TextColumn()
  agentVersion!: string;

  @TextColumn()
  operatingSystem!: string;

  @EnumColumn(Language)
  language!: Language;

  @JsonColumn(storedMiddleware, { nullable: true })
  middleware!: z.infer<typeof storedMiddleware> | null;

  @JsonColumn(storedReaders)
  readers!: string[];

  @JsonColumn(storedCard, { nullable: true })
  cardBefore!: Card | null;

  @JsonColumn(storedCard, { nullable: true })
  cardNow!: Card | null;

  @JsonColumn(storedScreen, { nullable: true })
  screen!: Screen | null;
}
