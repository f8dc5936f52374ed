// What the system shows of a process and of all that it started.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Place } from './search.ts';

/** The process and all below it. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readQuietly(`/proc/${name}/stat`) : undefined;
    if (stat)
      parents.set(
        Number(name),
        Number(
          stat
            .toString()
            .slice(stat.lastIndexOf(')') + 2)
            .split(' ')[1],
        ),
      );
  }
  const family = [pid];
  for (const one of family)
    family.push(...[...parents].filter(([, of]) => of === one).map(([child]) => child));
  return family;
}

/** Environment and command line of each. */
export function placesOf(pids: readonly number[]): Place[] {
  return pids.flatMap((pid) => {
    const command = readQuietly(`/proc/${pid}/cmdline`) ?? Buffer.alloc(0);
    const what = command.toString().replaceAll('\0', ' ').slice(-60);
    return [
      { name: `the command line of ${pid} (${what})`, bytes: command },
      {
        name: `the environment of ${pid} (${what})`,
        bytes: readQuietly(`/proc/${pid}/environ`) ?? Buffer.alloc(0),
      },
    ];
  });
}

/** Undefined for a process that has ended meanwhile. */
function readQuietly(path: string): Buffer | undefined {
  try {
    return existsSync(path) ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
