import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Nest's own lines, in the service's log: its routine start-up lines at debug level. */
export function nestLog(log: Logger): LoggerService {
  // Nest's last argument is a class name or, without one, a stack, whose first line would be an error's message.
  const fields = (rest: unknown[]): Record<string, unknown> => {
    const context = rest.at(-1);
    return typeof context === 'string' && /^\w{1,60}$/.test(context) ? { context } : {};
  };
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
