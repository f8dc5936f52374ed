// A program of its own for a recording: its dashboard stays up after the run.
import type { Config } from '../../config/resolve.ts';
import { runProgram } from '../../program/run-program.ts';
import type { CommandIo } from '../command.ts';
import { refuseFullDisk } from '../disk-room.ts';
import { isNotRunning, withProgram } from '../running-program.ts';
import { type Order, orderReplay } from './hand-over.ts';

const ASK_MS = 200;

/** Ends when the program does, with its exit code. */
export async function serve(config: Config, order: Order, io: CommandIo): Promise<number> {
  refuseFullDisk(config.dataDir);
  let hasEnded = false;
  const ended = runProgram(config, {
    err: io.err,
    isTerminal: process.stdout.isTTY === true,
    isColoured: io.color,
    guard: undefined,
  }).finally(() => {
    hasEnded = true;
  });
  const ordered = (async () => {
    while (!hasEnded) {
      try {
        return await withProgram(config.dataDir, io, (client) => orderReplay(client, order, io));
      } catch (error) {
        if (!isNotRunning(error)) throw error;
        await io.clock.sleep(ASK_MS);
      }
    }
  })();
  const failed = ordered.catch((error: unknown) => {
    io.err(`The recording is not shown: ${error instanceof Error ? error.message : String(error)}\n`);
  });
  const code = await ended;
  await failed;
  return code;
}
