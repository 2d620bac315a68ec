import { registerEnumType } from '@nestjs/graphql';

export const StaffRole = { HELPDESK: 'HELPDESK', MANAGER: 'MANAGER', ADMIN: 'ADMIN' } as const;
export type StaffRole = keyof typeof StaffRole;

registerEnumType(StaffRole, { name: 'StaffRole' });
