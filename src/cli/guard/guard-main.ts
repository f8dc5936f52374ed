// The guard as a process: small, because it stays for as long as the program.
import { holdProcess, systemClock } from '../../core/clock.ts';
import { processFlags } from '../process-flags.ts';
import { runGuard } from './guard.ts';

/** Runs the words of the command line in a child; gives the exit code. */
export async function run(words: readonly string[]): Promise<number> {
  const release = holdProcess();
  const [execPath = '', main = ''] = process.argv;
  const command = [execPath, ...processFlags, main, ...words, '--no-guard'];
  const err = (text: string) => void process.stderr.write(text);
  try {
    return await runGuard(command, { clock: systemClock, err });
  } finally {
    release();
  }
}
