import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { migrateDatabase } from '../workers/storage/operations/migrate-database.ts';
import type { VacuumReport } from '../workers/storage/operations/operation-calls.ts';
import { vacuumDatabase } from '../workers/storage/operations/vacuum-database.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput } from './config-options.ts';
import { askProgram, withStoppedDatabase } from './database.ts';
import { decide } from './db-decisions.ts';
import { showStatus } from './db-status.ts';
import { toSize } from './figures.ts';
import { toLines } from './table.ts';

/** In the order of the usage. */
const actions = {
  status: 'where it is, its size and schema, what waits; whether Zapflow runs or not',
  migrate: 'bring it to the schema of this version, after a backup beside it; Zapflow must be stopped',
  vacuum: 'give room that deletes left back to the system; whether Zapflow runs or not',
  parked: 'messages that their receiver could not handle: list, resend or drop them; Zapflow must run',
  refused: 'journaled writes that PostgreSQL refused when it was back: list or forget them; Zapflow must run',
} as const;

const usage = `Usage: ./zapflow db ACTION [options]

${toLines(actions)}`;

export const db = defineCommand({
  name: 'db',
  summary: 'look after the database: status, migrate, vacuum, and what waits for a person',
  positionals: [
    ['[action]', Object.keys(actions).join(', ')],
    ['[verb]', 'of parked: list, resend or drop; of refused: list or forget'],
    ['[which...]', 'what list shows in front, or all'],
  ],
  isConfigured: true,
  options: [
    { flags: '--json', summary: 'print the status as JSON' },
    { flags: '--yes', summary: 'do not ask' },
  ],
  details: `${toLines(actions)}
A start migrates as well, but has to be done within runtime.startTimeoutMs, which a database of many gigabytes may not be.`,
  input: configInput.extend({
    action: z.string().optional(),
    verb: z.string().default('list'),
    which: z.array(z.string()).default([]),
    json: z.boolean().default(false),
    yes: z.boolean().default(false),
  }),
  run: async ({ action, verb, which, json, yes: isConfirmed, ...input }, io) => {
    if (action === 'status') return showStatus(input, io, json);
    if (action === 'migrate') await migrate(input, io);
    else if (action === 'vacuum') await vacuum(input, io);
    else if (action === 'parked' || action === 'refused')
      return decide(input, io, { about: action, verb, which, isConfirmed });
    else {
      io.err(`${action === undefined ? '' : `error: There is no \`db ${action}\`.\n\n`}${usage}`);
      return exitCodes.usage;
    }
    return exitCodes.ok;
  },
});

async function migrate(input: ConfigInput, io: CommandIo): Promise<void> {
  await withStoppedDatabase(input, io, async (database) => {
    const { from, to, backup } = await migrateDatabase({ ...database, nowMs: io.clock.now() });
    if (backup) io.out(`Backup before the change: ${backup}\n`);
    io.out(from === to ? `Schema ${to} is up to date.\n` : `Schema ${from} brought to ${to}.\n`);
  });
}

async function vacuum(input: ConfigInput, io: CommandIo): Promise<void> {
  const asked = await askProgram(input, io, { command: 'vacuum' });
  const { bytesBefore, bytesAfter } = asked
    ? (asked.answer as VacuumReport)
    : await withStoppedDatabase(input, io, ({ source }) => vacuumDatabase(source));
  const freed = Math.max(0, bytesBefore - bytesAfter);
  io.out(`${toSize(freed)} given back: ${toSize(bytesBefore)} before, ${toSize(bytesAfter)} after.\n`);
}
