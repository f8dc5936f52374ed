import { exitCodes } from '../core/exit-codes.ts';
import { readInstanceHolder } from '../core/instance-lock.ts';
import { readGuard } from '../program/guard/guard-file.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadDataDir } from './config-options.ts';
import { withProgram } from './running-program.ts';

const LOOK_EVERY_MS = 50;
/** Longer than every worker may take one after the other at the default stop time-out. */
const MAX_WAIT_MS = 180_000;

export const stop = defineCommand({
  name: 'stop',
  summary: 'stop the running program in order and wait until it ended',
  isConfigured: true,
  input: configInput,
  run: async (input, io) => {
    const isGone = await order(input, io);
    const untilMs = io.clock.monotonicMs() + MAX_WAIT_MS;
    while (!isGone()) {
      if (io.clock.monotonicMs() > untilMs) {
        io.err('Zapflow took the order but has not ended yet.\n');
        return exitCodes.failed;
      }
      await io.clock.sleep(LOOK_EVERY_MS);
    }
    io.out('Zapflow stopped.\n');
    return exitCodes.ok;
  },
});

/** Through the guard, which also takes the order while no program runs, and knows then that the end is no crash. */
async function order(input: ConfigInput, io: CommandIo): Promise<() => boolean> {
  const dataDir = loadDataDir(input, io);
  const guard = readGuard(dataDir);
  if (guard) {
    process.kill(guard.pid, 'SIGTERM');
    return () => readGuard(dataDir) === undefined && readInstanceHolder(dataDir) === undefined;
  }
  return withProgram(dataDir, io, async (client) => {
    await client.request('stop');
    return () => readInstanceHolder(dataDir) === undefined;
  });
}
