// A terminal that remembers what was written, for tests of commands.
import { join } from 'node:path';
import { systemClock } from '../../core/clock.ts';
import type { Command, CommandIo } from '../command.ts';
import { commands } from '../index.ts';
import { runCli } from '../run.ts';

export type Ran = { readonly exitCode: number; readonly out: string; readonly err: string };

/** Runs the words as `zapflow` would, in this process. */
export async function runWords(
  words: readonly string[],
  given: Partial<CommandIo> = {},
  known: readonly Command[] = commands,
): Promise<Ran> {
  let [out, err] = ['', ''];
  const io: CommandIo = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: false,
    env: {},
    cwd: '/nowhere',
    clock: systemClock,
    root: join(import.meta.dirname, '..', '..', '..'),
    interrupted: () => new AbortController().signal,
    ask: undefined,
    terminal: undefined,
    ...given,
  };
  const exitCode = await runCli(words, known, '9.9.9', io);
  return { exitCode, out, err };
}
