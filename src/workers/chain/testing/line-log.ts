import type { Log } from '../../../core/log/log.ts';

/** Keeps its lines. */
export function createLineLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = { debug: write, info: write, warn: write, error: write, fatal: write, lines };
  return { ...log, child: () => createLineLog() };
}
