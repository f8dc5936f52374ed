// How much memory a process of ours has, as the system tells it.
import { readFileSync } from 'node:fs';

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

/** For the health of a service whose work is done in a process of its own; nothing while that does not run. */
export function toProcessHealth(pid: number | null | undefined) {
  return typeof pid === 'number' ? { process: { rssBytes: residentBytesOf(pid) } } : {};
}
