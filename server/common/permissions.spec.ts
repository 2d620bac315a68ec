import { Global, Module } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';

import { AccessModule } from './access.module.js';
import { AgentOnly, Allow, assertAllowed, isAllowed, permissionOf, Public } from './permissions.js';
import { AgentTokenLookup, StaffSessionLookup } from './request-context.js';
import type { RequestContext, StaffIdentity } from './request-context.js';

const identity: StaffIdentity = {
  id: '1',
  userName: 'tora',
  name: 'Tora Testdotter',
  desk: 'Kundservice',
  roles: ['HELPDESK'],
  sessionTokenHash: 'hash',
};
type Who = Pick<RequestContext, 'staff' | 'agent'>;
const nobody: Who = { staff: null, agent: null };
const helpdesk: Who = { staff: identity, agent: null };
const manager: Who = { staff: { ...identity, roles: ['MANAGER'] }, agent: null };
const agent: Who = { staff: null, agent: { sessionId: 's' } };

class Sample {
  @Public() open(): void {}
  @Allow('HELPDESK', 'ADMIN') staff(): void {}
  @AgentOnly() agent(): void {}
  undeclared(): void {}
}
const method = (name: keyof Sample) => permissionOf(Reflect.get(Sample.prototype, name));

it.each([
  ['open', [true, true, true, true]],
  ['staff', [false, true, false, false]],
  ['agent', [false, false, false, true]],
  ['undeclared', [false, false, false, false]],
] as const)('%s is for whom it is declared, and denied by default', (name, expected) => {
  expect([nobody, helpdesk, manager, agent].map((who) => isAllowed(method(name), who))).toEqual(expected);
});

it('tells who is not signed in apart from who may not', () => {
  const code = (who: Who): unknown => {
    try {
      return assertAllowed(method('staff'), who);
    } catch (error) {
      return error;
    }
  };
  expect(code(nobody)).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  expect(code(manager)).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  expect(code(helpdesk)).toBeUndefined();
});

class NoStaff extends StaffSessionLookup {
  lookup = (): Promise<null> => Promise.resolve(null);
}
class NoAgents extends AgentTokenLookup {
  lookup = (): Promise<null> => Promise.resolve(null);
}
const lookups = [
  { provide: StaffSessionLookup, useClass: NoStaff },
  { provide: AgentTokenLookup, useClass: NoAgents },
];
@Global()
@Module({ providers: lookups, exports: lookups.map(({ provide }) => provide) })
class Lookups {}

@Resolver()
class Forgetful {
  @Query(() => String)
  secret(): string {
    return 'secret';
  }
}
@Resolver()
class Careful {
  @Public()
  @Query(() => String)
  known(): string {
    return 'known';
  }
}

it('stops a server with a resolver that declares no permission', async () => {
  const module = await Test.createTestingModule({ imports: [Lookups, AccessModule], providers: [Forgetful, Careful] }).compile();
  await expect(module.init()).rejects.toThrow('No permission declared (@Public, @Allow or @AgentOnly): Forgetful.secret');
});

it('starts when every resolver declares one', async () => {
  const module = await Test.createTestingModule({ imports: [Lookups, AccessModule], providers: [Careful] }).compile();
  await expect(module.init()).resolves.toBeDefined();
  await module.close();
});
