import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Exit } from './guard-policy.ts';

/** As shells say it of a command that could not be run. */
const NOT_RUN = 127;

/** How the process ended; 127 when it could not be started. */
export async function ended(child: ChildProcess): Promise<Exit> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  } catch {
    return { code: NOT_RUN, signal: null };
  }
}
