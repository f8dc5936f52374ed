// A line as the logger's outputs take it: safe to keep and to show.

import { escapeUnprintable } from '../../core/log/printable.ts';
import { redactSecrets } from '../../core/log/redaction.ts';

export interface LogEntry {
  /** JSON without its newline: no secrets, nothing that moves a terminal's cursor. */
  readonly line: string;
  readonly level: number;
  /** Milliseconds since the epoch, by the clock of the thread that wrote it. */
  readonly timeMs: number;
  /** Names the file it also belongs in, such as `payments`. */
  readonly category: string | undefined;
}

/** Where entries go. Failures are its own to report and count; it never throws. */
export interface LogOutput {
  write(entry: LogEntry): void;
  /** Hands everything written so far to the operating system, or keeps what that does not take for the next flush. */
  flush(): void;
  close(): void | Promise<void>;
}

const opening = /^\{"level":(\d{1,3}),"time":(\d{1,16}),/;

export function toLogEntry(raw: string): LogEntry {
  const line = escapeUnprintable(redactSecrets(raw));
  const found = opening.exec(line);
  return {
    line,
    level: found ? Number(found[1]) : 30,
    timeMs: found ? Number(found[2]) : 0,
    category: line.includes('"category":"') ? categoryOf(line) : undefined,
  };
}

/** Only a field of the line itself counts, not one of the same name further in. */
function categoryOf(line: string): string | undefined {
  try {
    const { category } = JSON.parse(line) as { category?: unknown };
    return typeof category === 'string' ? category : undefined;
  } catch {
    return undefined;
  }
}
