// The program's own output: lines for people on a terminal, JSON for whoever collects a container's output.
import pino from 'pino';
import { toHumanLine } from './human-format.ts';
import type { LogOutput } from './log-entry.ts';

export interface TerminalOptions {
  /** 1 for standard output; it is written directly, not through the main thread as `process.stdout` of a worker is. */
  readonly fd: number;
  readonly format: 'human' | 'json';
  readonly isColoured: boolean;
}

/** After a write that failed it stays silent. */
export function createTerminal(options: TerminalOptions): LogOutput {
  const destination = pino.destination({ dest: options.fd, sync: true });
  let isClosed = false;
  // Nobody reads any more: the files have the lines.
  destination.on('error', () => {
    isClosed = true;
  });
  let pending = '';
  const flush = () => {
    if (pending !== '' && !isClosed) destination.write(pending);
    pending = '';
  };
  return {
    write(entry) {
      const text = options.format === 'json' ? entry.line : toHumanLine(entry.line, options.isColoured);
      pending += `${text}\n`;
    },
    flush,
    close: flush,
  };
}
