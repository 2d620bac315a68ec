import { once } from 'node:events';
import WebSocket from 'ws';

/** Opens plain sockets to the bare `ws` reference. */
export async function openSockets(
  port: number,
  path: string,
  count: number,
  onMessage: (index: number, data: Buffer) => void,
): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
    socket.on('message', (data: Buffer) => onMessage(index, data));
    await once(socket, 'open');
    sockets.push(socket);
  }
  return sockets;
}

/** A row of the board as the server sends it, so that both send as many bytes. */
export function boardMessage(id: string, revision: number): string {
  const now = new Date().toISOString();
  const session = {
    id,
    revision,
    state: 'AWAITING_SIGN_IN',
    pairingCode: 'BCDF2345',
    step: 'SIGN_IN',
    stepStartedAt: now,
    openedAt: now,
    lastEventAt: now,
    endedAt: null,
    faultCode: null,
    holder: null,
    handler: { id: '5d9a3c57-0a0f-4a0c-8c43-6f3b1d0c9f0e', name: 'Bench Benchsson' },
    agentConnected: true,
    installedCertificates: 0,
  };
  return JSON.stringify({
    id: '0b9d7cd4-4bb5-4a6e-9d92-3f0ee1a6b6a0',
    type: 'next',
    payload: { data: { board: { complete: false, revision, sessions: [session] } } },
  });
}
