// One command of the command line.
import { commands } from './index.ts';
import { createIo } from './io.ts';
import { runCli } from './run.ts';

/** Gives the exit code. */
export async function run(words: readonly string[]): Promise<number> {
  const { io, version, hold } = createIo();
  try {
    return await runCli(words, commands, version, io);
  } finally {
    hold.release();
  }
}
