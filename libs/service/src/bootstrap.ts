import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { StandardSchemaValidationPipe, type DynamicModule, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type Express } from 'express';
import type { DestinationStream } from 'pino';
import { HealthChecks, IdleChecks } from './checks.js';
import { Clock } from './clock.js';
import { commandLine, Commands } from './command.js';
import type { BaseConfig } from './config.js';
import { DueWorks } from './due-work.js';
import {
  admission,
  bodyParsers,
  hangUp,
  httpDefaults,
  requestLog,
  securityHeaders,
  traced,
  type HttpOptions,
} from './http-edge.js';
import { createLogger, type Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { nestLog } from './nest-log.js';
import { mountHealth, mountMetrics, mountTestRoutes, stirring, watchReadiness } from './operations.js';
import { ProblemFilter, type ErrorPage } from './problem.filter.js';
import { invalidInput } from './problem.js';
import { ServiceModule } from './service.module.js';

/** Injection token under which libs/messaging offers its Nest microservice strategy to the bootstrap. */
export const MESSAGE_STRATEGY = Symbol('message-strategy');

export interface Views {
  /** Middleware that a refusal needs too, of a body too large or of one request too many: headers of a page, its language. */
  prepare?: (app: NestExpressApplication) => void | Promise<void>;
  /** Middleware that must run before the routes: sessions, languages, static files. */
  configure?: (app: NestExpressApplication) => void | Promise<void>;
  /** Answers failures to clients that prefer HTML. */
  errorPage?: ErrorPage;
}

export interface BootstrapOptions {
  name: string;
  module: Type | DynamicModule;
  config: Pick<BaseConfig, 'MODE' | 'PORT' | 'LOG_LEVEL' | 'METRICS_PORT' | 'CLOCK_STARTS_AT' | 'DRAIN_SECONDS'>;
  views?: Views;
  http?: HttpOptions;
  /** Where the log goes: stdout unless a test gives its own stream. */
  logTo?: DestinationStream;
}

export interface RunningService {
  app: NestExpressApplication;
  /** http://127.0.0.1:<port>, also where PORT was 0. */
  url: string;
  /** Says that it is not ready, serves whoever still comes, then ends what is under way and closes consumers and database. */
  close: () => Promise<void>;
}

/** A balancer asks every three seconds whether a service is ready, and believes the second no. */
const PRODUCTION_DRAIN_SECONDS = 7;
/** From the signal to the end; Kubernetes is told to wait a little longer. */
const SHUTDOWN_LIMIT_MS = 35_000;

/** Starts one service: HTTP edge, due works, message consumers, health, metrics and (demo and test mode) the test routes. */
export async function bootstrap(options: BootstrapOptions): Promise<RunningService> {
  const { name, config } = options;
  const log = createLogger(name, config.LOG_LEVEL, options.logTo);
  const metrics = new Metrics({ process: config.MODE !== 'test' });
  const root = ServiceModule.around({ config, log, clock: clockOf(config), metrics, module: options.module });
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    logger: nestLog(log),
    abortOnError: false,
  });
  if (config.MODE !== 'test') process.once('uncaughtException', (error) => crash(error, log));
  let closeMetrics = async (): Promise<void> => {};
  try {
    const strategy = messageStrategy(app);
    if (strategy) app.connectMicroservice({ strategy });
    const command = commandLine(process.argv);
    if (command) return await runCommand(app, command, log);
    const state = { stopping: false };
    const drainSeconds = config.DRAIN_SECONDS ?? (config.MODE === 'production' ? PRODUCTION_DRAIN_SECONDS : 0);
    closeMetrics = await prepareHttp(app, options, log, metrics, state);
    await app.init();
    await app.startAllMicroservices();
    await app.listen(config.PORT);
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    log.info({ port, mode: config.MODE }, 'service was started');
    const close = async (): Promise<void> => {
      state.stopping = true;
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
      await pause(drainSeconds * 1000);
      await app.close();
      await closeMetrics();
    };
    const onSignal = (): void => void shutDown(close, log);
    process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
    return { app, url: `http://127.0.0.1:${port}`, close };
  } catch (error) {
    log.fatal({ error }, 'service could not be started');
    await app.close().catch(() => undefined);
    await closeMetrics();
    throw error;
  }
}

/** Everything before the routes, in the order in which a request meets it. Returns how to close the metrics' own port. */
async function prepareHttp(
  app: NestExpressApplication,
  { config, views, ...options }: BootstrapOptions,
  log: Logger,
  metrics: Metrics,
  state: { stopping: boolean },
): Promise<() => Promise<void>> {
  const parts = {
    health: app.get(HealthChecks),
    idle: app.get(IdleChecks),
    works: app.get(DueWorks),
    clock: app.get(Clock),
    metrics,
  };
  const http = { ...httpDefaults, ...options.http };
  const server = app.getHttpServer() as Server;
  server.requestTimeout = http.requestTimeoutMs;
  server.headersTimeout = Math.min(10_000, http.requestTimeoutMs);
  server.keepAliveTimeout = 65_000;
  app.disable('x-powered-by');
  app.set('trust proxy', http.trustProxy);
  app.use(traced, requestLog(log, metrics, http.discreet), ...(views?.prepare ? [] : [securityHeaders()]), hangUp());
  await views?.prepare?.(app);
  app.use(admission(http.maxConcurrent, state));
  const edge = app.getHttpAdapter().getInstance() as Express;
  const failing = watchReadiness(parts, () => state.stopping);
  mountHealth(edge, failing);
  const closeMetrics = await serveMetrics(config, edge, (on) => {
    mountMetrics(on, parts);
    // Where metrics have a port of their own, whoever watches finds both there.
    if (on !== edge) mountHealth(on, failing);
  });
  app.use(...bodyParsers(http));
  if (config.MODE !== 'production') {
    mountTestRoutes(edge, parts);
    app.use(stirring(parts.idle));
  }
  app.useGlobalPipes(
    new StandardSchemaValidationPipe({
      exceptionFactory: (issues) =>
        invalidInput(undefined, { issues: issues.map(({ message, path }) => ({ message, path: pathOf(path) })) }),
    }),
  );
  app.useGlobalFilters(new ProblemFilter(log, views?.errorPage));
  await views?.configure?.(app);
  return closeMetrics;
}

/** Ends the process: a command serves nobody. */
async function runCommand(
  app: NestExpressApplication,
  { name, args }: { name: string; args: readonly string[] },
  log: Logger,
): Promise<never> {
  app.get(DueWorks).rest();
  await app.init();
  const counts = await app.get(Commands).run(name, args);
  log.info({ command: name, ...counts }, 'command was run');
  await app.close();
  process.exit(0);
}

function clockOf({ MODE, CLOCK_STARTS_AT }: BootstrapOptions['config']): Clock {
  const clock = new Clock();
  if (MODE !== 'production' && CLOCK_STARTS_AT) clock.set(new Date(CLOCK_STARTS_AT));
  return clock;
}

function pathOf(path: readonly unknown[] | undefined): string {
  return (path ?? [])
    .map((part) => (typeof part === 'object' && part !== null ? (part as { key: unknown }).key : part))
    .join('.');
}

/** Asked of the modules, because Nest logs an error for a token that is not there: the portal has no messaging. */
function messageStrategy(app: NestExpressApplication): object | undefined {
  const modules = [...app.get(ModulesContainer).values()];
  const found = modules.some((module) => module.providers.has(MESSAGE_STRATEGY));
  return found ? app.get<object>(MESSAGE_STRATEGY, { strict: false }) : undefined;
}

async function serveMetrics(
  { METRICS_PORT, MODE }: BootstrapOptions['config'],
  main: Express,
  mount: (on: Express) => void,
): Promise<() => Promise<void>> {
  if (METRICS_PORT === undefined) {
    // Counts by route on a public origin tell when somebody sends her answers.
    if (MODE !== 'production') mount(main);
    return async () => {};
  }
  const own = express();
  mount(own);
  const server = own.listen(METRICS_PORT);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Node would print the error as it is, and its message can quote a value. */
function crash(error: Error, log: Logger): void {
  log.fatal({ error }, 'process crashed');
  process.exit(1);
}

async function shutDown(close: () => Promise<void>, log: Logger): Promise<void> {
  const limit = setTimeout(() => {
    log.error({ limitMs: SHUTDOWN_LIMIT_MS }, 'shutdown took too long');
    process.exit(1);
  }, SHUTDOWN_LIMIT_MS);
  try {
    await close();
    log.info({}, 'service was stopped');
    process.exitCode = 0;
  } catch (error) {
    log.error({ error }, 'shutdown failed');
    process.exitCode = 1;
  } finally {
    clearTimeout(limit);
    process.exit();
  }
}
