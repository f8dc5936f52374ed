// Commands that speak to the running program.
import { AppError } from '../core/errors.ts';
import type { CommandIo } from './command.ts';
import { type ControlClient, openControlClient } from './control-client.ts';

/** Opens the control socket of the data folder for one use; PROGRAM_NOT_RUNNING without a program. */
export async function withProgram<Result>(
  dataDir: string,
  { clock }: Pick<CommandIo, 'clock'>,
  use: (client: ControlClient) => Promise<Result>,
): Promise<Result> {
  const client = await openControlClient(dataDir, clock);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

export function isNotRunning(error: unknown): boolean {
  return error instanceof AppError && error.code === 'PROGRAM_NOT_RUNNING';
}
