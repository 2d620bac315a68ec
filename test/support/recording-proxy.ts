import { createServer, connect, type Server, type Socket } from 'node:net';

/** Bytes of one connection, in each direction. */
interface Recording {
  readonly sent: Buffer[];
  readonly received: Buffer[];
}

/**
 * Stands between the server and everybody else, and keeps every byte. It knows nothing of what passes: HTTP is kept as it
 * is, WebSocket frames of clients are unmasked (RFC 6455 section 5.3) when the recording is read.
 */
export class RecordingProxy {
  private readonly recordings: Recording[] = [];
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  async listen(port: number, target: number): Promise<void> {
    const server = createServer((client) => this.join(client, connect(target, '127.0.0.1')));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  }

  private join(client: Socket, upstream: Socket): void {
    const recording: Recording = { sent: [], received: [] };
    this.recordings.push(recording);
    for (const [from, to, kept] of [
      [client, upstream, recording.sent],
      [upstream, client, recording.received],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (chunk: Buffer) => kept.push(chunk));
      from.pipe(to);
      // A connection that breaks on one side ends on the other; the programs notice by themselves.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  /** Everything that passed, as text: what clients sent, and what the server answered. */
  texts(): { sent: string; received: string } {
    const sent = this.recordings.map((recording) => readable(Buffer.concat(recording.sent)));
    const received = this.recordings.map((recording) => Buffer.concat(recording.received).toString('latin1'));
    return { sent: sent.join('\n'), received: received.join('\n') };
  }
}

/** HTTP as it is; after an upgrade the client's frames unmasked. */
function readable(bytes: Buffer): string {
  const head = bytes.toString('latin1');
  const upgrade = /^GET [^\r\n]*\r\n(?:[^\r\n]+\r\n)*?upgrade: websocket\r\n(?:[^\r\n]+\r\n)*\r\n/im.exec(head);
  if (upgrade === null) return head;
  const start = upgrade.index + upgrade[0].length;
  return head.slice(0, start) + unmask(bytes.subarray(start));
}

/** @returns the payloads of masked frames (RFC 6455 section 5.2), one a line; a frame cut off at the end is kept as far as it goes */
function unmask(bytes: Buffer): string {
  const payloads: string[] = [];
  for (let at = 0; at + 6 <= bytes.length;) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const length =
      lengthBytes === 0 ? short : Number(bytes.readUIntBE(at + 2 + Math.max(0, lengthBytes - 6), Math.min(6, lengthBytes)));
    const mask = bytes.subarray(at + 2 + lengthBytes, at + 6 + lengthBytes);
    const start = at + 6 + lengthBytes;
    payloads.push(
      Buffer.from(bytes.subarray(start, start + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0))).toString(),
    );
    at = start + length;
  }
  return payloads.join('\n');
}
