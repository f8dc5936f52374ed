import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { defineCommand } from './command.ts';
import { configInput, loadDataDir } from './config-options.ts';
import { withProgram } from './running-program.ts';

/** A stop in order, a start, and some patience. */
const RESTART_MS = 70_000;

export const restart = defineCommand({
  name: 'restart',
  summary: 'restart one worker of the running program, also one that is at its restart cap',
  positionals: [['<worker>', 'its name, as `./zapflow status` shows it']],
  isConfigured: true,
  input: configInput.extend({ worker: z.string() }),
  run: ({ worker, ...input }, io) =>
    withProgram(loadDataDir(input, io), io, async (client) => {
      await client.request('restart', { worker }, RESTART_MS);
      io.out(`${worker} restarted.\n`);
      return exitCodes.ok;
    }),
});
