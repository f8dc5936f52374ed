// Commands that speak to the running program.

import type { CommandIo } from './command.ts';
import type { ConfigInput } from './config-options.ts';
import { loadDataDir } from './config-options.ts';
import { type ControlClient, openControlClient } from './control-client.ts';

/** Opens the control socket of the configured data folder for one use; PROGRAM_NOT_RUNNING without a program. */
export async function withProgram<Result>(
  input: ConfigInput,
  io: CommandIo,
  use: (client: ControlClient, dataDir: string) => Promise<Result>,
): Promise<Result> {
  const dataDir = loadDataDir(input, io);
  const client = await openControlClient(dataDir, io.clock);
  try {
    return await use(client, dataDir);
  } finally {
    client.close();
  }
}
