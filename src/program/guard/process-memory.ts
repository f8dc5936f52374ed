// How much memory a process of ours has, as the system tells it.
import { readFileSync } from 'node:fs';
import type { Clock } from '../../core/clock.ts';

const KIB = 1024;

/** Bytes of it that are in memory; null where the system does not tell, as other systems than Linux. See proc(5). */
export function residentBytesOf(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * KIB;
  } catch {
    return null;
  }
}

type ProcessHealth = { readonly process: { readonly rssBytes: number | null } };

/** Many ask after a health; the system is asked once in this time. */
const FRESH_MS = 1000;

/** For the health of a service whose work is done in a process of its own; null bytes while that does not run. */
export function watchProcess(
  { monotonicMs }: Pick<Clock, 'monotonicMs'>,
  pid: () => number | null,
  readBytes = residentBytesOf,
): () => ProcessHealth {
  let last: { readonly pid: number; readonly atMs: number; readonly rssBytes: number | null } | undefined;
  return () => {
    const current = pid();
    if (current === null) return { process: { rssBytes: null } };
    const atMs = monotonicMs();
    if (last?.pid !== current || atMs - last.atMs >= FRESH_MS)
      last = { pid: current, atMs, rssBytes: readBytes(current) };
    return { process: { rssBytes: last.rssBytes } };
  };
}
