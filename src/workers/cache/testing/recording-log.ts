import type { Log } from '../../../core/log/log.ts';

/** A log whose lines a test can read. */
export function recordingLog(lines: string[]): Log {
  const write = (message: string, fields?: unknown) =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write, fatal: write, child: () => log };
  return log;
}
