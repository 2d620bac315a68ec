import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { asListenError, assertPortFree, ListenError } from './listening.js';

it('says in one line that a port is taken, and what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(assertPortFree({ host: '127.0.0.1', port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken.`);
  await new Promise((resolve) => other.close(resolve));
  await expect(assertPortFree({ host: '127.0.0.1', port })).resolves.toBeUndefined();
});

it('says that the machine lacks an address', async () => {
  await expect(assertPortFree({ host: '192.0.2.1', port: 4000 })).rejects.toThrow(ListenError);
});

it('leaves what it does not know as it was', () => {
  const error = new Error('other');
  expect(asListenError(error, { host: 'x', port: 1 })).toBe(error);
});
