import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { Logger } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocketServer } from 'ws';

import { GRAPHQL_PATH } from '../common/graphql-options.js';
import { isSameOrigin } from '../common/request-context.js';
import type { RequestContextFactory } from '../common/request-context.js';
import { Connection } from './connection.js';
import type { ConnectionServices } from './connection.js';
import { SubscriptionDocuments } from './documents.js';
import type { Doorbell } from './doorbell.js';
import { Groups } from './groups.js';
import { Identities } from './identities.js';
import type { LiveLimits } from './limits.js';
import { Close } from './protocol.js';
import type { SubscriptionPermissions } from './subscription-permissions.js';

export interface LiveServerOptions {
  readonly schema: GraphQLSchema;
  readonly contexts: Pick<RequestContextFactory, 'create'>;
  readonly permissions: Pick<SubscriptionPermissions, 'of'>;
  readonly doorbell: Doorbell;
  /** Origin that pages come from, as browsers send it. */
  readonly publicUrl: string;
  readonly development: boolean;
  readonly limits: LiveLimits;
}

/** GraphQL subscriptions on the HTTP server's own port. */
export class LiveServer {
  private readonly logger = new Logger(LiveServer.name);
  private readonly webSockets: WebSocketServer;
  private readonly connections = new Set<Connection>();
  private readonly services: ConnectionServices;
  private readonly timers: ReturnType<typeof setInterval>[] = [];
  private httpServer: Server | null = null;
  private readonly onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => this.upgrade(request, stream, head);

  constructor(private readonly options: LiveServerOptions) {
    const { schema, contexts, permissions, doorbell, development, limits } = options;
    this.webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: limits.messageBytes,
      perMessageDeflate: false,
      handleProtocols: () => GRAPHQL_TRANSPORT_WS_PROTOCOL,
    });
    this.services = {
      schema,
      permissions,
      limits,
      documents: new SubscriptionDocuments(schema, { development, capacity: limits.documents }),
      groups: new Groups(doorbell),
      identities: new Identities(contexts, limits.rightsMilliseconds),
    };
  }

  attach(httpServer: Server): void {
    const { limits } = this.options;
    this.httpServer = httpServer;
    httpServer.on('upgrade', this.onUpgrade);
    this.every(limits.heartbeatMilliseconds, () => {
      for (const connection of this.connections) connection.beat();
    });
    this.every(limits.rightsSweepMilliseconds, () => {
      this.services.identities
        .confirmStaff()
        .catch((error: unknown) => this.logger.error(error, 'rights could not be looked up'));
    });
  }

  /** Tells clients to come back, and resolves when no socket is left. */
  async close(): Promise<void> {
    this.httpServer?.off('upgrade', this.onUpgrade);
    for (const timer of this.timers) clearInterval(timer);
    for (const connection of [...this.connections]) connection.close(Close.restarting);
    const patience = setTimeout(() => {
      for (const connection of this.connections) connection.terminate();
    }, this.options.limits.closingMilliseconds);
    while (this.connections.size > 0) await new Promise<void>((resolve) => (this.onConnectionClosed = resolve));
    clearTimeout(patience);
  }

  /** What is open now, for health and tests. */
  get open(): { readonly connections: number; readonly groups: number } {
    return { connections: this.connections.size, groups: this.services.groups.size };
  }

  private onConnectionClosed: () => void = () => undefined;

  private every(milliseconds: number, act: () => void): void {
    this.timers.push(setInterval(act, milliseconds).unref());
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const refusal = this.refusal(request);
    if (refusal !== null) return refuse(stream, refusal);
    this.webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      const remoteAddress = request.socket.remoteAddress ?? '';
      const connection = new Connection({ webSocket, stream, headers: request.headers, remoteAddress }, this.services);
      this.connections.add(connection);
      webSocket.once('close', () => {
        this.connections.delete(connection);
        this.onConnectionClosed();
      });
    });
  }

  /** @returns the HTTP status to refuse with; null: welcome */
  private refusal(request: IncomingMessage): number | null {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== GRAPHQL_PATH) return 404;
    if (!isSameOrigin(request.headers, this.options.publicUrl)) return 403;
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
    if (!protocols.includes(GRAPHQL_TRANSPORT_WS_PROTOCOL)) return 400;
    return this.connections.size >= this.options.limits.sockets ? 503 : null;
  }
}

function refuse(stream: Duplex, status: number): void {
  // A client that breaks off while it is refused is of no interest.
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
