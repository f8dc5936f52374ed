// The last lines, kept for whoever asks what just happened.

export interface RecentLines {
  add(line: string): void;
  /** The last `count` lines, oldest first. */
  last(count: number): readonly string[];
}

/** Bounded by a number of lines and by characters, whichever is reached first, so that all of them fit into one message. */
export function createRecentLines(maxLines = 1000, maxChars = 300_000): RecentLines {
  let lines: string[] = [];
  let first = 0;
  let chars = 0;
  return {
    add(line) {
      lines.push(line);
      chars += line.length;
      while (lines.length - first > maxLines || chars > maxChars) {
        chars -= lines[first]?.length ?? 0;
        first++;
      }
      // Moved together seldom enough that adding stays cheap.
      if (first > maxLines) {
        lines = lines.slice(first);
        first = 0;
      }
    },
    last: (count) => lines.slice(Math.max(first, lines.length - Math.max(0, count))),
  };
}
