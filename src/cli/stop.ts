import { readInstanceHolder } from '../core/instance-lock.ts';
import { defineCommand } from './command.ts';
import { configInput } from './config-options.ts';
import { exitCodes } from './exit-codes.ts';
import { withProgram } from './running-program.ts';

const LOOK_EVERY_MS = 50;
/** Longer than every worker may take one after the other at the default stop time-out. */
const MAX_WAIT_MS = 180_000;

export const stop = defineCommand({
  name: 'stop',
  summary: 'stop the running program in order and wait until it ended',
  isConfigured: true,
  input: configInput,
  run: (input, io) =>
    withProgram(input, io, async (client, dataDir) => {
      await client.request('stop');
      const untilMs = io.clock.monotonicMs() + MAX_WAIT_MS;
      while (readInstanceHolder(dataDir) !== undefined) {
        if (io.clock.monotonicMs() > untilMs) {
          io.err('Zapflow took the order but has not ended yet.\n');
          return exitCodes.failed;
        }
        await io.clock.sleep(LOOK_EVERY_MS);
      }
      io.out('Zapflow stopped.\n');
      return exitCodes.ok;
    }),
});
