import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { AppModule } from './app.module.js';
import type { Configuration } from './config/configuration.js';
import { logRequests } from './logging/request-log.js';
import type { StructuredLogger } from './logging/structured-logger.js';
import { serveConsole } from './web/console-files.js';
import { addSecurityHeaders } from './web/security-headers.js';

/** The largest honest request is a batch of events that names every certificate of a card. */
const MAX_BODY_BYTES = 1024 * 1024;
/** From the first byte to the last; a client that trickles holds a connection no longer. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * The server, ready to listen: database migrated, schema built, permissions checked.
 *
 * @param consoleFolder the built console
 * @throws DatabaseUnavailableError, or whatever a module refuses to start with
 */
export async function createApplication(
  configuration: Configuration,
  logger: StructuredLogger,
  consoleFolder: string,
): Promise<NestFastifyApplication> {
  const { trustedProxies } = configuration;
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    // Waits for running requests, but not for browsers that keep an idle connection.
    forceCloseConnections: 'idle',
  });
  const application = await NestFactory.create<NestFastifyApplication>(AppModule.with(configuration), adapter, {
    logger,
    abortOnError: false,
  });
  try {
    const server = application.getHttpAdapter().getInstance();
    logRequests(server, logger.pino);
    addSecurityHeaders(server, configuration);
    await serveConsole(server, consoleFolder);
    return await application.init();
  } catch (error) {
    await application.close();
    throw error;
  }
}
