import { pino, type DestinationStream, type Level, type Logger as Pino } from 'pino';
import { redact } from './redact.js';
import { currentTrace } from './trace.js';

type Fields = Record<string, unknown>;

/** JSON log lines: data in fields, a constant past-tense message; forbidden fields are redacted, the trace id is added. */
export class Logger {
  constructor(private readonly pino: Pino) {}

  debug(fields: Fields, message: string): void {
    this.write('debug', fields, message);
  }

  info(fields: Fields, message: string): void {
    this.write('info', fields, message);
  }

  warn(fields: Fields, message: string): void {
    this.write('warn', fields, message);
  }

  error(fields: Fields, message: string): void {
    this.write('error', fields, message);
  }

  fatal(fields: Fields, message: string): void {
    this.write('fatal', fields, message);
  }

  private write(level: Level, fields: Fields, message: string): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const trace = currentTrace();
    this.pino[level](
      { ...(redact(fields) as Fields), ...(trace && { traceId: trace.traceId, correlationId: trace.correlationId }) },
      message,
    );
  }
}

/** A Logger of a service; `destination` is stdout unless a test gives its own stream. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return new Logger(destination ? pino(options, destination) : pino(options));
}
