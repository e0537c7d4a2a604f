import { type DestinationStream, type Logger as PinoLogger, pino, stdSerializers } from 'pino';
import { requestContext } from '../request-context.js';
import { scrub, scrubText } from './scrub.js';

export type Logger = PinoLogger;

export interface LoggerSettings {
  level: string;
  /** The program: `api`, `worker`, `cli`. */
  name: string;
  /** Where lines go; standard output unless told. */
  destination?: DestinationStream;
}

/**
 * A logger of JSON lines with the `requestId` of the request in hand. Whatever it is given, tokens, codes, passwords,
 * cookies and phone numbers are not written.
 */
export function createLogger({ level, name, destination }: LoggerSettings): Logger {
  const options = {
    name,
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const context = requestContext();
      return context ? { requestId: context.requestId } : {};
    },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => scrub(fields) as Record<string, unknown>,
    },
    serializers: { err: (error: unknown) => scrub(error instanceof Error ? stdSerializers.err(error) : error) },
    hooks: {
      logMethod(this: Logger, args: unknown[], method: (...args: unknown[]) => void) {
        method.apply(
          this,
          args.map((arg) => (typeof arg === 'string' ? scrubText(arg) : arg)),
        );
      },
    },
  };
  return destination ? pino(options as object, destination) : pino(options as object);
}
