import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';

import { Logger } from '@nestjs/common';
import { MessageType } from 'graphql-ws';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';

import { socketCredentials } from '../common/request-context.js';
import type { SubscriptionDocuments } from './documents.js';
import { formatError, formatErrors } from './execution.js';
import type { Groups } from './groups.js';
import type { Identities, Identity } from './identities.js';
import type { LiveLimits } from './limits.js';
import { writeTextFrame } from './frame.js';
import { acknowledgement, Close, errorMessage, parseClientMessage, pong } from './protocol.js';
import type { ClientMessage, CloseReason, SubscribeMessage } from './protocol.js';
import type { SubscriptionPermissions } from './subscription-permissions.js';
import { Subscription } from './subscription.js';
import type { Outlet } from './subscription.js';

/** What all connections share. */
export interface ConnectionServices {
  readonly schema: GraphQLSchema;
  readonly documents: SubscriptionDocuments;
  readonly groups: Groups;
  readonly identities: Identities;
  readonly permissions: Pick<SubscriptionPermissions, 'of'>;
  readonly limits: LiveLimits;
}

export interface SocketPeer {
  readonly webSocket: WebSocket;
  /** The connection under it, whose `drain` says when everything was handed on. */
  readonly stream: Duplex;
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string;
}

const tooMany: GraphQLFormattedError = {
  message: 'Too many subscriptions on one connection.',
  extensions: { code: 'BAD_REQUEST' },
};

/** One client on the protocol graphql-transport-ws. */
export class Connection implements Outlet {
  private readonly logger = new Logger(Connection.name);
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly initTimer: ReturnType<typeof setTimeout>;
  private initialising = false;
  private identity: Identity | null = null;
  private releaseIdentity: () => void = () => undefined;
  private closed = false;
  private alive = true;
  private unsentBefore = 0;
  private readonly slowBytes: number;

  constructor(
    private readonly peer: SocketPeer,
    private readonly services: ConnectionServices,
  ) {
    const { webSocket, stream } = peer;
    this.slowBytes = services.limits.slowBytes;
    webSocket.on('message', (data, isBinary) => this.receive(data, isBinary));
    webSocket.on('pong', () => (this.alive = true));
    // Broken and oversized frames; `close` follows.
    webSocket.on('error', (error) => this.logger.debug(`WebSocket of ${peer.remoteAddress}: ${error.message}`));
    webSocket.on('close', () => this.end());
    stream.on('drain', () => this.drained());
    this.initTimer = setTimeout(() => this.close(Close.initialisationTimeout), services.limits.connectionInitMilliseconds);
  }

  get writable(): boolean {
    return this.peer.stream.writableLength <= this.slowBytes;
  }

  send(start: Buffer, rest: Buffer): void {
    if (this.open) writeTextFrame(this.peer.stream, start, rest);
  }

  failed(subscription: string, errors: readonly GraphQLFormattedError[]): void {
    this.subscriptions.delete(subscription);
    this.reply(errorMessage(subscription, errors));
  }

  /** Ends a socket that gave no sign of life since the last beat: no pong, and nothing of what is unsent taken. */
  beat(): void {
    const unsent = this.peer.webSocket.bufferedAmount;
    if (!this.alive && unsent >= this.unsentBefore) return this.peer.webSocket.terminate();
    this.alive = false;
    this.unsentBefore = unsent;
    this.peer.webSocket.ping();
  }

  close({ code, reason }: CloseReason): void {
    this.peer.webSocket.close(code, reason);
    this.end();
  }

  terminate(): void {
    this.peer.webSocket.terminate();
  }

  private get open(): boolean {
    return !this.closed && this.peer.webSocket.readyState === WebSocket.OPEN;
  }

  /** On every way out. */
  private end(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.initTimer);
    for (const subscription of this.subscriptions.values()) subscription.end();
    this.subscriptions.clear();
    this.releaseIdentity();
  }

  private drained(): void {
    for (const subscription of this.subscriptions.values()) subscription.wake();
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.closed) return;
    const message = isBinary || !Buffer.isBuffer(data) ? null : parseClientMessage(data.toString('utf8'));
    if (message === null) return this.close(Close.badMessage);
    this.handle(message);
  }

  private handle(message: ClientMessage): void {
    switch (message.type) {
      case MessageType.ConnectionInit:
        if (this.initialising) return this.close(Close.initialisedTwice);
        this.initialising = true;
        return void this.initialise(message.payload);
      case MessageType.Ping:
        return this.reply(pong(message.payload));
      case MessageType.Pong:
        this.alive = true;
        return;
      case MessageType.Subscribe:
        return this.subscribe(message);
      case MessageType.Complete:
        this.subscriptions.get(message.id)?.end();
        this.subscriptions.delete(message.id);
    }
  }

  /** Anybody may connect; what they may follow is decided for each subscription. */
  private async initialise(parameters: unknown): Promise<void> {
    clearTimeout(this.initTimer);
    const { headers, remoteAddress } = this.peer;
    try {
      const held = await this.services.identities.hold(socketCredentials(headers, parameters, remoteAddress));
      if (this.closed) return held.release();
      this.releaseIdentity = held.release;
      this.identity = held.identity;
      this.reply(acknowledgement);
    } catch (error) {
      this.logger.error(error, 'who connects could not be looked up');
      this.close(Close.overloaded);
    }
  }

  private subscribe({ id, payload }: SubscribeMessage): void {
    const { documents, permissions, limits, groups, schema } = this.services;
    const { identity } = this;
    if (identity === null) return this.close(Close.notInitialised);
    if (this.subscriptions.has(id)) return this.close(Close.subscriberExists(id));
    if (this.subscriptions.size >= limits.subscriptionsPerSocket) return this.reply(errorMessage(id, [tooMany]));
    const document = documents.prepare(payload.query, payload.operationName ?? null);
    if (!('document' in document)) return this.reply(errorMessage(id, formatErrors(document)));
    const subscription = new Subscription(id, this, identity, permissions.of(document.fieldName));
    this.subscriptions.set(id, subscription);
    const variables = payload.variables ?? {};
    const fresh = identity.confirm(performance.now()) ?? Promise.resolve();
    fresh
      .then(() => subscription.open(groups, { schema, document, variables, context: identity.context }))
      .catch((error: unknown) => subscription.refuse([formatError(error)]));
  }

  /** Answers to what the client asks; who asks and never reads the answers is ended. */
  private reply(text: string): void {
    if (!this.open) return;
    if (this.peer.webSocket.bufferedAmount > this.services.limits.deafBytes) this.terminate();
    else this.peer.webSocket.send(text);
  }
}
