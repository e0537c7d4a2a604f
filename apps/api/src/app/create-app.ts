import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Keepsakes } from '@zuimei/contest';
import { AuthorSessions, SeatSessions, StaffSessions, TabletSessions } from '@zuimei/identity';
import { createDataSource, roleUrls, waitForMigrations } from '@zuimei/persistence';
import {
  type Clock,
  type Config,
  createLogger,
  type Ids,
  type Keystore,
  type Logger,
  openKeystore,
  SystemClock,
  SystemIds,
} from '@zuimei/platform';
import fs from 'node:fs';
import path from 'node:path';
import type { FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { EventStreams } from '../http/event-streams.js';
import { registerHooks } from '../http/hooks.js';
import { originOf } from '../http/origin.js';
import { answerBrokenRequest, PATIENCE, type Patience } from '../http/patience.js';
import { answerUnreadableAddress, ProblemFilter } from '../http/problem.filter.js';
import { zodValidators } from '../http/route-schemas.js';
import { WebApps } from '../http/web-apps.js';
import { AppModule } from './app.module.js';
import { HandlersCheck } from './handlers-check.js';
import { Lifecycle } from './lifecycle.js';
import { NestLogger } from './nest-logger.js';

/** Most bytes of a JSON body; photos come through the upload protocol instead. */
const BODY_LIMIT = 256 * 1024;

/** What a test or a tool puts in place of the real thing. */
export interface AppOverrides {
  keystore?: Keystore;
  clock?: Clock;
  ids?: Ids;
  logger?: Logger;
  /** The folder that holds the web apps' folders. */
  webRoot?: string;
  /** Who is seated, in place of the judging slice's answer. */
  seats?: SeatSessions;
  /** Which tablets are enrolled, likewise. */
  tablets?: TabletSessions;
  /** False for load tests, where one machine plays thousands. */
  rateLimits?: boolean;
  /** How long slow senders are waited for. */
  patience?: Partial<Patience>;
  /** How long to wait for migrations that another program runs. */
  migrationTimeoutMs?: number;
}

/**
 * Builds the API: connected to its database, every row of the endpoint table served, not listening yet. `app.inject`
 * works at once; `app.close()` drains and disconnects.
 * @throws where the database, the keys or the table of endpoints are not as they must be
 */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<NestFastifyApplication> {
  const logger = overrides.logger ?? createLogger({ level: config.logLevel, name: 'api' });
  const keystore = overrides.keystore ?? openKeystore(config);
  const clock = overrides.clock ?? new SystemClock();
  const ids = overrides.ids ?? new SystemIds();
  const streams = new EventStreams();
  const source = createDataSource({
    url: roleUrls(config.database, keystore.databasePasswords).apiUrl,
    kind: 'api',
    poolSize: config.database.poolSize,
    onPoolError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  });
  const lifecycle = new Lifecycle(source, streams);
  let app: NestFastifyApplication | undefined;
  await source.initialize();
  try {
    await waitForMigrations(source, overrides.migrationTimeoutMs);
    const patience = { ...PATIENCE, ...overrides.patience };
    const adapter = adapterFor(config, patience);
    const instance = adapter.getInstance();
    const check = new HandlersCheck();
    const late: { access?: Access } = {};
    instance.addHook('onRoute', (route) => check.see(route));
    instance.setValidatorCompiler(zodValidators as never);
    // The upload protocol's library reads these bodies itself.
    instance.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    registerHooks(instance, {
      access: () => late.access ?? fail('asked before the start'),
      streams,
      ids,
      log: logger,
      hsts: config.http.hsts,
      closing: () => lifecycle.closing,
      patience,
    });

    app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with({ config, logger, keystore, clock, ids, source, streams, lifecycle }),
      adapter,
      { logger: new NestLogger(logger), abortOnError: false },
    );
    app.useGlobalFilters(new ProblemFilter(logger));
    late.access = new Access({
      staff: app.get(StaffSessions, { strict: false }),
      authors: app.get(AuthorSessions, { strict: false }),
      tablets: overrides.tablets ?? app.get(TabletSessions, { strict: false }),
      seats: overrides.seats ?? app.get(SeatSessions, { strict: false }),
      clock,
      ids,
      keystore,
      publicOrigin: config.http.publicOrigin,
      rateLimits: overrides.rateLimits ?? true,
    });
    await app.init();
    // After Nest, whose error handler a route has only if it is younger.
    const keepsakes = app.get(Keepsakes, { strict: false });
    const cardOf = async (url: string, request: FastifyRequest) => {
      const entryId = ENTRY_PAGE.exec(url)?.[1];
      return entryId && keepsakes.card(entryId, originOf(request, config.http.publicOrigin));
    };
    new WebApps(overrides.webRoot ?? path.resolve(import.meta.dirname, '../../..'), cardOf).register(instance);
    await instance.ready();
    check.finish();
    return app;
  } catch (error) {
    await app?.close().catch(() => undefined);
    if (source.isInitialized) await source.destroy();
    throw error;
  }
}

/** A page of the portal whose links show who has won. */
const ENTRY_PAGE = /^\/entries\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function adapterFor({ http }: Config, { headersMs }: Patience): FastifyAdapter {
  const server = { headersTimeout: headersMs, connectionsCheckingInterval: Math.min(500, headersMs) };
  return new FastifyAdapter({
    logger: false,
    trustProxy: http.trustProxy,
    bodyLimit: BODY_LIMIT,
    frameworkErrors: answerUnreadableAddress,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerBrokenRequest,
    ...(http.tls
      ? {
          https: {
            ...server,
            handshakeTimeout: 10_000,
            cert: fs.readFileSync(http.tls.certFile),
            key: fs.readFileSync(http.tls.keyFile),
          },
        }
      : { http: server }),
  } as ConstructorParameters<typeof FastifyAdapter>[0]) as FastifyAdapter;
}

const fail = (message: string): never => {
  throw new Error(message);
};
