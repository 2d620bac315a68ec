/**
 * The second reference: subscriptions as the framework's documentation shows them (Apollo driver, graphql-ws, PubSub).
 * Usage: node stock-nest.js DATABASE_FILE → prints {"port":N} when it listens.
 */
import 'reflect-metadata';

import { EventEmitter } from 'node:events';

import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Field, GraphQLModule, ID, Int, Mutation, ObjectType, Query, Resolver, Subscription } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import Database from 'better-sqlite3';
import { PubSub } from 'graphql-subscriptions';

const database = new Database(process.argv[2] ?? ':memory:');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO event (body) VALUES (?)');
// Two hundred subscribers are meant, and no leak.
const topics = new PubSub({ eventEmitter: new EventEmitter().setMaxListeners(0) });

@ObjectType()
class Holder {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) hsaId!: string | null;
  @Field(() => String, { nullable: true }) organisation!: string | null;
  @Field(() => String) personnummer!: string;
  @Field(() => String, { nullable: true }) cardNumber!: string | null;
}

@ObjectType()
class StaffName {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
}

/** A row of the board: what the console's own document asks for. */
@ObjectType('SessionSummary')
class Row {
  @Field(() => ID) id!: string;
  @Field(() => Int) revision!: number;
  @Field(() => String) state!: string;
  @Field(() => String, { nullable: true }) pairingCode!: string | null;
  @Field(() => String) step!: string;
  @Field(() => String) stepStartedAt!: string;
  @Field(() => String) openedAt!: string;
  @Field(() => String) lastEventAt!: string;
  @Field(() => String, { nullable: true }) endedAt!: string | null;
  @Field(() => String, { nullable: true }) faultCode!: string | null;
  @Field(() => Holder, { nullable: true }) holder!: Holder | null;
  @Field(() => StaffName, { nullable: true }) handler!: StaffName | null;
  @Field(() => Boolean) agentConnected!: boolean;
  @Field(() => Int) installedCertificates!: number;
}

@ObjectType()
class Change {
  @Field(() => Boolean) complete!: boolean;
  @Field(() => Int) revision!: number;
  @Field(() => [Row]) sessions!: Row[];
}

@Resolver()
class BoardResolver {
  private revision = 0;

  @Query(() => Int)
  count(): number {
    return this.revision;
  }

  @Mutation(() => Int)
  async report(@Args('sentAt') sentAt: string): Promise<number> {
    this.revision += 1;
    insert.run(sentAt);
    const row: Row = {
      id: '7c0b1a7e-6f0e-4b6f-9d39-0d3f3ad0f0a1',
      revision: this.revision,
      state: 'INSTALLING',
      pairingCode: 'BCDF2345',
      step: 'INSTALL_AUTHENTICATION',
      stepStartedAt: sentAt,
      openedAt: sentAt,
      lastEventAt: sentAt,
      endedAt: null,
      faultCode: null,
      holder: null,
      handler: { id: '5d9a3c57-0a0f-4a0c-8c43-6f3b1d0c9f0e', name: 'Bench Benchsson' },
      agentConnected: true,
      installedCertificates: 1,
    };
    await topics.publish('board', { board: { complete: false, revision: this.revision, sessions: [row] } });
    return this.revision;
  }

  @Subscription(() => Change)
  board(@Args('after', { type: () => Int }) _after: number) {
    return topics.asyncIterableIterator('board');
  }
}

@Module({
  imports: [
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      subscriptions: { 'graphql-ws': true },
      csrfPrevention: false,
    }),
  ],
  providers: [BoardResolver],
})
class StockModule {}

const app = await NestFactory.create<NestFastifyApplication>(StockModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${JSON.stringify({ port: Number(new URL(await app.getUrl()).port) })}\n`);
process.on('SIGTERM', () => process.exit(0));
