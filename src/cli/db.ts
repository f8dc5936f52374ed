import { z } from 'zod';
import { knownBackups } from '../workers/storage/backup/backup-book.ts';
import { readDatabaseStatus } from '../workers/storage/operations/database-status.ts';
import { migrateDatabase } from '../workers/storage/operations/migrate-database.ts';
import type { DatabaseStatus, VacuumReport } from '../workers/storage/operations/operation-calls.ts';
import { vacuumDatabase } from '../workers/storage/operations/vacuum-database.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadConfigOf, loadDataDir } from './config-options.ts';
import { askProgram, toStoppedDatabase, withStoppedDatabase } from './database.ts';
import { decide, decisions, verbs } from './db-decisions.ts';
import { toMoment, toSize } from './figures.ts';
import { toDuration } from './status.ts';

const actions = ['status', 'migrate', 'vacuum', ...decisions] as const;

export const db = defineCommand({
  name: 'db',
  summary: 'look after the database: status, migrate, vacuum, and what waits for a person',
  positionals: [
    ['<action>', 'status, migrate, vacuum, parked or refused'],
    ['[verb]', 'of parked: list, resend or drop; of refused: list or forget'],
    ['[which...]', 'what list shows in front, or all'],
  ],
  isConfigured: true,
  options: [
    { flags: '--json', summary: 'print the status as JSON' },
    { flags: '--yes', summary: 'do not ask' },
  ],
  details: `status   where it is, its size and schema, what waits; whether Zapflow runs or not
migrate  bring it to the schema of this version, after a backup beside it; Zapflow must be stopped. A start does the
         same, but has to be done within runtime.startTimeoutMs, which a database of many gigabytes may not be
vacuum   give room that deletes left back to the system; between the writes while Zapflow runs
parked   messages that their receiver could not handle: list them, resend them, or drop them; Zapflow must run
refused  journaled writes that PostgreSQL refused when it was back: list them, or forget them once seen to; Zapflow must run`,
  input: configInput.extend({
    action: z.enum(actions),
    verb: z.enum(verbs).default('list'),
    which: z.array(z.string()).default([]),
    json: z.boolean().default(false),
    yes: z.boolean().default(false),
  }),
  run: async ({ action, verb, which, json, yes: isConfirmed, ...input }, io) => {
    if (action === 'status') await showStatus(input, io, json);
    else if (action === 'migrate') await migrate(input, io);
    else if (action === 'vacuum') await vacuum(input, io);
    else await decide(input, io, { about: action, verb, which, isConfirmed });
    return 0;
  },
});

async function showStatus(input: ConfigInput, io: CommandIo, isJson: boolean): Promise<void> {
  const asked = await askProgram(input, io, 'databaseStatus');
  const status = asked
    ? (asked.answer as DatabaseStatus)
    : await readDatabaseStatus(toStoppedDatabase(loadConfigOf(input, io)).source);
  const [backup] = knownBackups(loadDataDir(input, io));
  const lastBackup = backup ?? null;
  if (isJson) io.out(`${JSON.stringify({ isRunning: asked !== undefined, ...status, lastBackup })}\n`);
  else io.out(toText(status, lastBackup, io.clock.now()));
}

async function migrate(input: ConfigInput, io: CommandIo): Promise<void> {
  await withStoppedDatabase(input, io, async (database) => {
    const { from, to, backup } = await migrateDatabase({ ...database, nowMs: io.clock.now() });
    if (backup) io.out(`Backup before the change: ${backup}\n`);
    io.out(from === to ? `Schema ${to} is up to date.\n` : `Schema ${from} brought to ${to}.\n`);
  });
}

async function vacuum(input: ConfigInput, io: CommandIo): Promise<void> {
  const asked = await askProgram(input, io, 'vacuum');
  const { bytesBefore, bytesAfter } = asked
    ? (asked.answer as VacuumReport)
    : await withStoppedDatabase(input, io, ({ source }) => vacuumDatabase(source));
  const freed = Math.max(0, bytesBefore - bytesAfter);
  io.out(`${toSize(freed)} given back: ${toSize(bytesBefore)} before, ${toSize(bytesAfter)} after.\n`);
}

function toText(
  status: DatabaseStatus,
  backup: { file: string; madeAtMs: number } | null,
  nowMs: number,
): string {
  const { engine, where, bytes, walBytes, freeBytes, schemaVersion, programSchemaVersion, rows, outbox } =
    status;
  const ago = (ms: number) => `${toDuration(Math.max(0, nowMs - ms))} ago`;
  const lines: [string, string][] = [
    ['database', `${engine}, ${where}`],
    ['schema', `${schemaVersion ?? 'none yet'} (this program: ${programSchemaVersion})`],
    ['size', `${toSize(bytes)}, of it free ${toSize(freeBytes)}, log ${toSize(walBytes)}`],
    ...Object.entries(rows).map(([table, count]): [string, string] => [table, `${count} rows`]),
    ...outbox.map(({ topic, waiting, oldestAtMs }): [string, string] => [
      `owed ${topic}`,
      `${waiting} waiting, the oldest since ${ago(oldestAtMs)}`,
    ]),
    ['parked', `${status.parked} messages that nobody could handle`],
    ['journaled', `${status.journaled} writes wait for PostgreSQL`],
    ...status.refused.map(({ unit, acceptedAtMs, reason }): [string, string] => [
      'refused',
      `${unit} of ${toMoment(acceptedAtMs)}: ${reason}`,
    ]),
    [
      'backup',
      backup ? `${backup.file}, ${toMoment(backup.madeAtMs)} (${ago(backup.madeAtMs)})` : 'none known',
    ],
  ];
  if (status.restoredAtMs !== null) lines.push(['restored', toMoment(status.restoredAtMs)]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
