import {
  AgentTokenLookup,
  isSameOrigin,
  RequestContextFactory,
  socketCredentials,
  StaffSessionLookup,
} from './request-context.js';
import type { AgentIdentity, Credentials, StaffIdentity } from './request-context.js';
import { hashToken, newToken } from './token.js';

const staffToken = newToken();
const agentToken = newToken();
const identity: StaffIdentity = {
  id: '1',
  userName: 'tora',
  name: 'Tora Testdotter',
  desk: 'Kundservice',
  roles: ['HELPDESK'],
  sessionTokenHash: hashToken(staffToken),
};

class OneStaff extends StaffSessionLookup {
  lookup(tokenHash: string): Promise<StaffIdentity | null> {
    return Promise.resolve(tokenHash === identity.sessionTokenHash ? identity : null);
  }
}
class OneAgent extends AgentTokenLookup {
  lookup(tokenHash: string): Promise<AgentIdentity | null> {
    return Promise.resolve(tokenHash === hashToken(agentToken) ? { sessionId: 's' } : null);
  }
}

const contexts = new RequestContextFactory(new OneStaff(), new OneAgent());
const create = (credentials: Partial<Credentials>) =>
  contexts.create({
    cookie: undefined,
    authorization: undefined,
    remoteAddress: '192.0.2.1',
    setCookie: () => undefined,
    ...credentials,
  });

it('knows staff by their cookie, among others', async () => {
  const { staff, agent } = await create({ cookie: `theme=dark; kortlots_session=${staffToken}; x=y` });
  expect(staff).toEqual(identity);
  expect(agent).toBeNull();
});

it('knows an agent by its bearer token, which wins over a cookie', async () => {
  const context = await create({ authorization: `Bearer ${agentToken}`, cookie: `kortlots_session=${staffToken}` });
  expect(context.agent).toEqual({ sessionId: 's' });
  expect(context.staff).toBeNull();
});

it.each([
  {},
  { cookie: '' },
  { cookie: 'kortlots_session=' },
  { cookie: `kortlots_session=${newToken()}` },
  { cookie: `xkortlots_session=${staffToken}` },
  { authorization: `Bearer ${newToken()}` },
  { authorization: `Basic ${agentToken}` },
  { authorization: `Bearer ${agentToken} extra` },
])('takes %j for nobody', async (credentials) => {
  expect(await create(credentials)).toMatchObject({ staff: null, agent: null });
});

it('reads what a WebSocket brings, from the payload or from its upgrade request', () => {
  const headers = { cookie: 'a=b', authorization: 'Bearer old' };
  expect(socketCredentials(headers, { authorization: 'Bearer new' }, 'x').authorization).toBe('Bearer new');
  expect(socketCredentials(headers, undefined, 'x')).toMatchObject({ authorization: 'Bearer old', cookie: 'a=b' });
  expect(socketCredentials({}, { authorization: 7 }, 'x').authorization).toBeUndefined();
  expect(() => socketCredentials({}, {}, 'x').setCookie('a=b')).toThrow('WebSocket');
});

it('lets in programs, and pages of our own origin, but no other site', () => {
  const ours = 'https://kortlots.example';
  expect(isSameOrigin({}, ours)).toBe(true);
  expect(isSameOrigin({ origin: ours }, ours)).toBe(true);
  expect(isSameOrigin({ origin: 'http://127.0.0.1:4000', host: '127.0.0.1:4000' }, null)).toBe(true);
  for (const origin of ['https://evil.example', 'null', 'https://kortlots.example.evil', ''])
    expect(isSameOrigin({ origin, host: 'kortlots.example' }, ours)).toBe(false);
});

it('makes tokens of 256 bits, of which only a hash is kept', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(newToken());
  expect(hashToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});
