// The last log lines in the gateway, numbered and ready to be shown: what the page asks for and what the topic begins with.
import type { LogLine } from '../../../api/logs.ts';

const MAX_LINES = 5000;
const MAX_CHARS = 4_000_000;

/** Bounded by a number of lines and by characters, whichever is reached first. */
export class LogWindow {
  readonly #maxLines: number;
  readonly #maxChars: number;
  #lines: LogLine[] = [];
  #first = 0;
  #chars = 0;

  constructor(maxLines = MAX_LINES, maxChars = MAX_CHARS) {
    this.#maxLines = maxLines;
    this.#maxChars = maxChars;
  }

  add(line: LogLine): void {
    this.#lines.push(line);
    this.#chars += sizeOf(line);
    while (this.#lines.length - this.#first > this.#maxLines || this.#chars > this.#maxChars) {
      this.#chars -= sizeOf(this.#lines[this.#first]!);
      this.#first++;
    }
    // Moved together seldom enough that adding stays cheap.
    if (this.#first <= this.#maxLines) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }

  /** All that are kept up to a number, oldest first. */
  upTo(seq = Number.POSITIVE_INFINITY): readonly LogLine[] {
    let end = this.#lines.length;
    while (end > this.#first && this.#lines[end - 1]!.seq > seq) end--;
    return this.#lines.slice(this.#first, end);
  }
}

function sizeOf({ message, details }: LogLine): number {
  return message.length + details.length;
}
