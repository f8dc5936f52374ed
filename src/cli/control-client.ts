// The command line's end of the control socket.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { AppError, fromWireError, type WireError } from '../core/errors.ts';
import { readLines } from '../core/supervisor/line-reader.ts';

export type ControlClient = {
  /** Asks the running program; rejects with its error, PROGRAM_NOT_RUNNING when it goes away, PROGRAM_SILENT after `waitMs`. */
  request(command: string, args?: Readonly<Record<string, unknown>>, waitMs?: number): Promise<unknown>;
  close(): void;
};

const ANSWER_MS = 5000;
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

const replySchema = z.object({
  id: z.union([z.string(), z.number(), z.null()]),
  ok: z.boolean(),
  result: z.unknown().optional(),
  error: z.custom<WireError>((value) => typeof value === 'object' && value !== null).optional(),
});

export function toControlPath(dataDir: string): string {
  return join(dataDir, 'control.sock');
}

/** PROGRAM_NOT_RUNNING when nothing answers in the data folder. */
export async function openControlClient(dataDir: string, clock: Clock): Promise<ControlClient> {
  const socket = connect(toControlPath(dataDir));
  try {
    await once(socket, 'connect');
  } catch (error) {
    throw notRunning(dataDir, error);
  }
  socket.on('error', () => socket.destroy());
  const replies = readLines(socket, MAX_REPLY_BYTES)[Symbol.asyncIterator]();
  let id = 0;
  return {
    request: async (command, args = {}, waitMs = ANSWER_MS) => {
      id++;
      const patience = new AbortController();
      const silence = clock.sleep(waitMs, patience.signal).then(() => {
        throw new AppError('PROGRAM_SILENT', undefined, { details: { dataDir } });
      });
      const answer = ask(socket, replies, { ...args, id, command }, dataDir);
      return Promise.race([answer, silence]).finally(() => {
        patience.abort();
        silence.catch(() => {});
      });
    },
    close: () => socket.destroy(),
  };
}

/** One request at a time: the program answers each connection in order. */
async function ask(
  socket: Socket,
  replies: AsyncIterator<string>,
  request: { readonly id: number; readonly command: string },
  dataDir: string,
): Promise<unknown> {
  socket.write(`${JSON.stringify(request)}\n`);
  const line = await replies.next().catch((error: unknown) => {
    throw notRunning(dataDir, error);
  });
  if (line.done === true) throw notRunning(dataDir, undefined);
  const reply = replySchema.parse(JSON.parse(line.value));
  if (reply.error !== undefined) throw fromWireError(reply.error);
  if (reply.id !== request.id) throw new AppError('BUG', 'The program answered another request.');
  return reply.result;
}

function notRunning(dataDir: string, cause: unknown): AppError {
  const message = `Zapflow is not running (nothing answers at ${toControlPath(dataDir)}).`;
  return new AppError('PROGRAM_NOT_RUNNING', message, { details: { dataDir }, cause });
}
