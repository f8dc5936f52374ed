// Turns a message and its fields into one line of pino's format, on the thread of the caller.
import type { Clock } from '../clock.ts';
import { appendFields, toJsonString } from './field-text.ts';
import { type Log, type LogFields, type LogLevel, type LogLevels, levelNumbers, toThreshold } from './log.ts';

export interface LoggerOptions {
  /** Takes a finished line without its newline; usually the thread's log ring. */
  readonly write: (line: string, urgent: boolean) => unknown;
  readonly clock: Pick<Clock, 'now'>;
  readonly worker: string;
  readonly level?: LogLevel | 'silent';
  readonly levels?: LogLevels;
  readonly scope?: () => { readonly correlationId?: string } | undefined;
}

export interface Logger extends Log {
  /** Changes the levels of all children too, at once. */
  setLevels(levels: LogLevels): void;
}

type Gate = { threshold: number };

/** The log of one worker. Logging never throws and never waits. */
export function createLogger(options: LoggerOptions): Logger {
  const { write, clock, worker, scope = () => undefined } = options;
  const gates = new Map<string, Gate>();
  const logs = new Map<string, Log>();
  let levels: LogLevels = { default: options.level ?? 'info', ...options.levels };

  const writerOf = (level: LogLevel, origin: string, gate: Gate) => {
    const number = levelNumbers[level];
    const head = `{"level":${number},"time":`;
    const isUrgent = number >= levelNumbers.error;
    return (message: string, fields?: LogFields): void => {
      if (number < gate.threshold) return;
      let line = head + clock.now() + origin;
      const correlationId = scope()?.correlationId;
      if (correlationId !== undefined) line += `,"correlationId":${toJsonString(correlationId)}`;
      line += `,"msg":${toJsonString(message)}`;
      write(fields === undefined ? `${line}}` : `${appendFields(line, fields)}}`, isUrgent);
    };
  };

  const logOf = (module: string): Log => {
    const known = logs.get(module);
    if (known) return known;
    const gate: Gate = { threshold: toThreshold(levels, module) };
    const origin = `,"worker":${toJsonString(worker)}${module === '' ? '' : `,"module":${toJsonString(module)}`}`;
    const log: Log = {
      debug: writerOf('debug', origin, gate),
      info: writerOf('info', origin, gate),
      warn: writerOf('warn', origin, gate),
      error: writerOf('error', origin, gate),
      fatal: writerOf('fatal', origin, gate),
      child: (of) => logOf(of.module),
    };
    gates.set(module, gate);
    logs.set(module, log);
    return log;
  };

  return {
    ...logOf(''),
    setLevels(changed) {
      levels = changed;
      for (const [module, gate] of gates) gate.threshold = toThreshold(levels, module);
    },
  };
}
