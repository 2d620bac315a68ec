import { registerEnumType } from '@nestjs/graphql';

export const SessionPurpose = { UPGRADE: 'UPGRADE', RESTORE: 'RESTORE' } as const;
export type SessionPurpose = keyof typeof SessionPurpose;

registerEnumType(SessionPurpose, {
  name: 'SessionPurpose',
  description:
    'UPGRADE: new certificates are issued. RESTORE: certificates that were issued for this card before are fetched again, and nothing is issued.',
});
