// The log files: one for the program, and one for each category that has readers of its own.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { LogOutput } from './log-entry.ts';
import { createRotatingFile, type RotatingFile } from './rotation.ts';

/** Every line, whatever its category. */
const PROGRAM_FILE = 'orderflow.log';

/** The categories that have files beside the program's; a line of another category is only there. */
export const logCategories = [
  'payments',
  'rediserror',
  'redisperformance',
  'sent_notifications',
  'user_settings',
  'audit',
] as const;

export interface LogFilesOptions {
  readonly directory: string;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly maxBytes?: number;
  readonly keep?: number;
  /** Where a disk that refuses is reported, at most once a minute; standard error by default. */
  readonly report?: (text: string) => void;
}

export interface LogFiles extends LogOutput {
  close(): void;
  /** Failed writes and bytes given up since the start. */
  failures(): { readonly failedWrites: number; readonly lostBytes: number };
}

const REPORT_PERIOD_MS = 60_000;

export function createLogFiles(options: LogFilesOptions): LogFiles {
  const { directory, clock, maxBytes = 10 * 1024 * 1024, keep = 5, report = toStandardError } = options;
  const files = new Map<string, RotatingFile>();
  let failedWrites = 0;
  let lostBytes = 0;
  let reportedMs = Number.NEGATIVE_INFINITY;

  const onFailure = (error: Error, lost: number) => {
    failedWrites++;
    lostBytes += lost;
    if (clock.monotonicMs() - reportedMs < REPORT_PERIOD_MS) return;
    reportedMs = clock.monotonicMs();
    report(
      `zapflow: cannot write logs in ${directory}: ${error.message} (${failedWrites} failures, ${lostBytes} bytes lost)\n`,
    );
  };

  const fileOf = (name: string): RotatingFile => {
    const known = files.get(name);
    if (known) return known;
    const file = createRotatingFile({ path: join(directory, name), maxBytes, keep, onFailure });
    files.set(name, file);
    return file;
  };

  const categories: ReadonlySet<string> = new Set(logCategories);
  return {
    write({ line, category }) {
      fileOf(PROGRAM_FILE).write(line);
      if (category !== undefined && categories.has(category)) fileOf(`${category}.log`).write(line);
    },
    flush() {
      for (const file of files.values()) file.flush();
    },
    close() {
      for (const file of files.values()) file.close();
      files.clear();
    },
    failures: () => ({ failedWrites, lostBytes }),
  };
}

/** Directly, because a worker's `process.stderr` passes through the main thread. */
function toStandardError(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody is left to tell; the count remains.
  }
}
