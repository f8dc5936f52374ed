// What storage cannot decide: messages that nobody could handle, and journaled writes that the database refused.
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { CommandIo } from './command.ts';
import { type ConfigInput, loadDataDir } from './config-options.ts';
import { confirm } from './confirm.ts';
import type { ControlClient } from './control-client.ts';
import { toMoment } from './figures.ts';
import { withProgram } from './running-program.ts';
import { toLines } from './table.ts';

export type Decision = {
  readonly about: 'parked' | 'refused';
  /** As it was typed. */
  readonly verb: string;
  /** As `list` shows them, or `all` that it shows. */
  readonly which: readonly string[];
  readonly isConfirmed: boolean;
};

type Waiting = { readonly id: string; readonly text: string; readonly key: unknown };

type Deed = { readonly command: string; readonly warning: string; readonly summary: string };

/** What may be done about a kind of thing, and what that means for whoever is asked. */
type Kind = {
  list(client: ControlClient): Promise<Waiting[]>;
  readonly none: string;
  readonly does: Readonly<Record<string, Deed>>;
  toArguments(keys: readonly unknown[]): Record<string, unknown>;
};

const parkedReply = z.array(
  z.object({
    seq: z.int(),
    topic: z.string(),
    key: z.string(),
    payload: z.string(),
    reason: z.string(),
    parkedAtMs: z.int(),
  }),
);
const refusedReply = z.array(
  z.object({
    writer: z.string(),
    number: z.int(),
    unit: z.string(),
    input: z.string(),
    reason: z.string(),
    acceptedAtMs: z.int(),
  }),
);

const kinds: Readonly<Record<Decision['about'], Kind>> = {
  parked: {
    list: async (client) =>
      parkedReply.parse(await client.request('parkedMessages')).map((message) => ({
        id: String(message.seq),
        key: message.seq,
        text: `${message.topic} ${message.key}, parked ${toMoment(message.parkedAtMs)}: ${message.reason}\n  ${message.payload}`,
      })),
    none: 'No message is parked.',
    does: {
      resend: {
        command: 'resendParked',
        summary: 'send them once more',
        warning: 'They are sent once more; what was done already may be done twice.',
      },
      drop: {
        command: 'dropParked',
        summary: 'give them up',
        warning: 'They will never be handled.',
      },
    },
    toArguments: (seqs) => ({ seqs }),
  },
  refused: {
    list: async (client) =>
      refusedReply.parse(await client.request('refusedWrites')).map((write) => ({
        id: `${write.writer}-${write.number}`,
        key: { writer: write.writer, number: write.number },
        text: `${write.unit}, accepted ${toMoment(write.acceptedAtMs)}: ${write.reason}\n  ${write.input}`,
      })),
    none: 'No journaled write was refused.',
    does: {
      forget: {
        command: 'forgetRefused',
        summary: 'forget them, once you have seen to what they meant',
        warning: 'They were confirmed to their callers and are in no database: see first to what they meant.',
      },
    },
    toArguments: (writes) => ({ writes }),
  },
};

/** Gives the exit code. */
export async function decide(input: ConfigInput, io: CommandIo, decision: Decision): Promise<number> {
  const { about, verb, which, isConfirmed } = decision;
  const kind = kinds[about];
  const deed = Object.hasOwn(kind.does, verb) ? kind.does[verb] : undefined;
  const isWithoutWhich = deed !== undefined && which.length === 0;
  if ((verb !== 'list' && !deed) || isWithoutWhich) {
    const wrong = deed ? `Name which to ${verb}, or all.` : `There is no \`db ${about} ${verb}\`.`;
    io.err(`error: ${wrong}\n\n${toUsage(about)}`);
    return exitCodes.usage;
  }
  await withProgram(loadDataDir(input, io), io, async (client) => {
    const waiting = await kind.list(client);
    if (!deed) return io.out(toText(waiting, kind.none));
    const chosen = choose(waiting, which);
    io.out(toText(chosen, kind.none));
    if (chosen.length === 0) return;
    const question = `${verb} these ${chosen.length}? ${deed.warning}`;
    if (!isConfirmed && !(await confirm(io, question))) throw new AppError('DECISION_UNCONFIRMED');
    const count = await client.request(deed.command, kind.toArguments(chosen.map(({ key }) => key)));
    io.out(`${verb}: ${String(count)} of ${chosen.length}.\n`);
  });
  return exitCodes.ok;
}

function toUsage(about: Decision['about']): string {
  const deeds = Object.entries(kinds[about].does).map(([verb, { summary }]) => [
    `${verb} NUMBER…`,
    `${summary}; \`all\` for all that are listed`,
  ]);
  const lines = toLines({ list: 'show them with their numbers', ...Object.fromEntries(deeds) });
  return `Usage: ./zapflow db ${about} [VERB] [options]\n\n${lines}`;
}

function choose(waiting: readonly Waiting[], which: readonly string[]): readonly Waiting[] {
  if (which.length === 1 && which[0] === 'all') return waiting;
  return which.map((id) => {
    const found = waiting.find((candidate) => candidate.id === id);
    if (!found)
      throw new AppError('MESSAGE_INVALID', `There is none with the number ${id}.`, {
        details: { advice: 'Nothing was changed. `list` shows the numbers.' },
      });
    return found;
  });
}

function toText(waiting: readonly Waiting[], none: string): string {
  return waiting.length === 0 ? `${none}\n` : waiting.map(({ id, text }) => `${id}  ${text}\n`).join('');
}
