// A running program plays the same recording, so that its dashboard shows it.
import { z } from 'zod';
import type { CommandIo } from '../command.ts';
import type { ControlClient } from '../control-client.ts';
import { isNotRunning, withProgram } from '../running-program.ts';

const REPLAY_MS = 60_000;
const answer = z.object({ instruments: z.array(z.object({ id: z.string() })) });

export type Order = { readonly paths: readonly string[]; readonly speed: number };

/** Says whether there was a program. */
export async function handOver(dataDir: string, order: Order, io: CommandIo): Promise<boolean> {
  try {
    await withProgram(dataDir, io, (client) => orderReplay(client, order, io));
    return true;
  } catch (error) {
    if (isNotRunning(error)) return false;
    throw error;
  }
}

export async function orderReplay(
  client: ControlClient,
  { paths, speed }: Order,
  io: CommandIo,
): Promise<void> {
  // a speed without bound is 0 there: JSON has no infinity
  const wanted = Number.isFinite(speed) ? speed : 0;
  const { instruments } = answer.parse(await client.request('replay', { paths, speed: wanted }, REPLAY_MS));
  const names = instruments.map(({ id }) => id).join(', ');
  io.err(`The dashboard of the running program shows it as ${names}.\n`);
}
