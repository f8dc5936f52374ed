import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { readGuard } from '../program/guard/guard-file.ts';
import { defineCommand } from './command.ts';
import { configInput, loadDataDir } from './config-options.ts';
import type { ControlClient } from './control-client.ts';
import { toDuration } from './figures.ts';
import { isNotRunning, withProgram } from './running-program.ts';
import { toTable } from './table.ts';

const workerReply = z.looseObject({ state: z.string(), restarts: z.number().optional() });

/** What the program answers to `status`; a worker is its state alone or an object with more. */
const statusReply = z.looseObject({
  status: z.string(),
  mode: z.string(),
  uptimeMs: z.number(),
  workers: z.record(
    z.string(),
    z.union([z.string().transform((state) => ({ state, restarts: undefined })), workerReply]),
  ),
});

export const status = defineCommand({
  name: 'status',
  summary: 'show what the running program and its workers do',
  isConfigured: true,
  options: [{ flags: '--json', summary: 'print the answer as JSON' }],
  input: configInput.extend({ json: z.boolean().default(false) }),
  run: async (input, io) => {
    try {
      return await withProgram(loadDataDir(input, io), io, async (client) => {
        const reply = await client.request('status');
        if (input.json) io.out(`${JSON.stringify(reply)}\n`);
        else io.out(`${toText(statusReply.parse(reply))}${await toSetUpSentence(client)}`);
        return exitCodes.ok;
      });
    } catch (error) {
      const guard = isNotRunning(error) ? readGuard(loadDataDir(input, io)) : undefined;
      if (!guard) throw error;
      io.err(`Zapflow is not running; its guard (pid ${guard.pid}) is starting it.\n`);
      return exitCodes.notRunning;
    }
  },
});

const setUpReply = z.object({ address: z.string().optional() });

/** Empty where somebody can sign in. For eyes only: what reads JSON may keep it. */
async function toSetUpSentence(client: ControlClient): Promise<string> {
  const { address } = await client
    .request('setUpAddress')
    .then((reply) => setUpReply.parse(reply))
    .catch(() => ({ address: undefined }));
  return address === undefined ? '' : `\nNobody can sign in yet: make the first account at ${address}\n`;
}

const part = z.looseObject({
  status: z.string(),
  says: z.string().optional(),
  /** In place of "ready". */
  word: z.string().optional(),
});

/** What parts of the program say of themselves. */
function toSayings(reply: z.output<typeof statusReply>): string {
  return Object.entries(reply)
    .flatMap(([name, value]) => {
      const { data } = part.safeParse(value);
      return data ? [`${name}: ${data.status}${data.says === undefined ? '' : `. ${data.says}`}\n`] : [];
    })
    .join('');
}

function toText(reply: z.output<typeof statusReply>): string {
  const workers = Object.entries(reply.workers).map(([name, { state, restarts }]) => [
    name,
    state === 'ready' ? (part.safeParse(reply[name]).data?.word ?? state) : state,
    restarts === undefined ? '' : String(restarts),
  ]);
  const sayings = toSayings(reply);
  return `${reply.status}, mode ${reply.mode}, up ${toDuration(reply.uptimeMs)}\n\n${toTable(['worker', 'state', 'restarts'], workers)}${sayings === '' ? '' : `\n${sayings}`}`;
}
