import type { LogFilter, LogLine } from '../../../api/logs.ts';
import { logLevel } from '../../../api/logs.ts';

const ranks: ReadonlyMap<string, number> = new Map(logLevel.options.map((level, rank) => [level, rank]));

/** Whether a line is one of those asked for. */
export function createLineTest(filter: LogFilter): (line: LogLine) => boolean {
  const { level, worker, correlationId } = filter;
  const least = ranks.get(level ?? 'debug') ?? 0;
  const contains = filter.contains?.toLowerCase() ?? '';
  return (line) => {
    if ((ranks.get(line.level) ?? 0) < least) return false;
    if (worker !== undefined && line.worker !== worker) return false;
    if (correlationId !== undefined && line.correlationId !== correlationId) return false;
    return (
      contains === '' ||
      line.message.toLowerCase().includes(contains) ||
      line.details.toLowerCase().includes(contains)
    );
  };
}

/** The last of the lines that fit, oldest first; at most `max` of them, and at most `maxChars` of text but for the first. */
export function searchLines(
  lines: readonly LogLine[],
  filter: LogFilter,
  max: number,
  maxChars = Number.POSITIVE_INFINITY,
): LogLine[] {
  const fits = createLineTest(filter);
  const found: LogLine[] = [];
  let chars = 0;
  for (let at = lines.length - 1; at >= 0 && found.length < max; at--) {
    const line = lines[at]!;
    if (!fits(line)) continue;
    chars += line.message.length + line.details.length;
    if (chars > maxChars && found.length > 0) break;
    found.push(line);
  }
  return found.reverse();
}
