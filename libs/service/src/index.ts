export { ask } from './ask.js';
export { bankHolidays, holidaysKnownUntil } from './bank-holidays.js';
export { bootstrap, MESSAGE_STRATEGY, type BootstrapOptions, type RunningService, type Views } from './bootstrap.js';
export { HealthChecks, IdleChecks } from './checks.js';
export { Clock } from './clock.js';
export { Command, commandLine } from './command.js';
export { baseConfig, CONFIG, kafkaConfig, keysOf, loadConfig, type BaseConfig, type KafkaConfig } from './config.js';
export { decoratedMethods } from './decorated.js';
export { DueWork, DueWorks, type DueWorkOptions } from './due-work.js';
export type { HttpOptions } from './http-edge.js';
export { createLogger, Logger } from './logger.js';
export { london } from './london.js';
export { Metrics } from './metrics.js';
export { packageRoot } from './package-root.js';
export type { ErrorPage } from './problem.filter.js';
export {
  invalidInput,
  notFound,
  Problem,
  problem,
  problemsOf,
  type ProblemDocument,
  type ProblemFields,
} from './problem.js';
export { redact } from './redact.js';
export { currentTrace, newTrace, runWithTrace, type Trace } from './trace.js';
