import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebSocket, WebSocketServer } from 'ws';

import { writeTextFrame } from './frame.js';

/** Lengths around each form of the header, and around the size from which a message is written in two parts. */
const lengths = [20, 124, 125, 126, 127, 16_383, 16_384, 16_500, 65_534, 65_535, 65_536, 65_537, 1_000_000];

it('is read by ws as it was written, whatever its length', async () => {
  const http = createServer().listen(0, '127.0.0.1');
  const server = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, stream, head) => {
    server.handleUpgrade(request, stream, head, () => {
      for (const length of lengths) writeTextFrame(stream, Buffer.from(`${length} å `), Buffer.alloc(length - 10, 'x'));
    });
  });
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  const received: string[] = [];
  await new Promise<void>((resolve) => {
    client.on('message', (data: Buffer, isBinary) => {
      expect(isBinary).toBe(false);
      received.push(data.toString());
      if (received.length === lengths.length) resolve();
    });
  });
  expect(received).toEqual(lengths.map((length) => `${length} å ${'x'.repeat(length - 10)}`));
  client.terminate();
  http.close();
});
