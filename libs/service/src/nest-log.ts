import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Nest's own lines, in the service's log: its routine start-up lines at debug level. */
export function nestLog(log: Logger): LoggerService {
  const fields = (rest: unknown[]): Record<string, unknown> => ({ context: rest.at(-1) });
  const textOf = (message: unknown): string => (message instanceof Error ? message.constructor.name : String(message));
  return {
    log: (message, ...rest) => log.debug(fields(rest), textOf(message)),
    debug: (message, ...rest) => log.debug(fields(rest), textOf(message)),
    verbose: (message, ...rest) => log.debug(fields(rest), textOf(message)),
    warn: (message, ...rest) => log.warn(fields(rest), textOf(message)),
    error: (message, ...rest) =>
      log.error(message instanceof Error ? { error: message } : fields(rest), textOf(message)),
    fatal: (message, ...rest) => log.fatal(fields(rest), textOf(message)),
  };
}
