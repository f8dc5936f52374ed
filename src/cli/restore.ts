import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { fileStat } from '../workers/storage/backup/durable-files.ts';
import { type BackupFacts, inspectBackup } from '../workers/storage/backup/inspect-backup.ts';
import { restoreFile } from '../workers/storage/backup/restore-file.ts';
import { restoreServer } from '../workers/storage/backup/restore-server.ts';
import { SCHEMA_VERSION } from '../workers/storage/migrations/migrate.ts';
import { countJournaled } from '../workers/storage/operations/count-journaled.ts';
import { toShownUrl } from '../workers/storage/operations/shown-url.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { configInput } from './config-options.ts';
import { type StoppedDatabase, withStoppedDatabase } from './database.ts';
import { toMoment, toSize } from './figures.ts';

export const restore = defineCommand({
  name: 'restore',
  summary: 'put a backup in the place of the present database; Zapflow must be stopped',
  positionals: [['<file>', 'a file that `zapflow backup` wrote, or a database file kept beside']],
  isConfigured: true,
  options: [
    { flags: '--yes', summary: 'do not ask' },
    {
      flags: '--force',
      summary:
        'replace a PostgreSQL database that holds data, which is saved to a file first; writes that wait in the local journal are done on the restored one',
    },
  ],
  details: `The present database stays beside as zapflow.db.before-restore-TIME. What happened at venues and on chain since the
backup was made is not in it: after a restore Zapflow reconciles before it trades.`,
  input: configInput.extend({
    file: z.string().min(1),
    yes: z.boolean().default(false),
    force: z.boolean().default(false),
  }),
  run: ({ file: given, yes, force: isForced, ...input }, io) =>
    withStoppedDatabase(input, io, async (database) => {
      const backup = resolve(io.cwd, given);
      const facts = inspectBackup(backup);
      io.out(toText(backup, facts, database));
      if (!isForced) refuseWaiting(database);
      if (!yes && !(await isConfirmed(io))) throw new AppError('RESTORE_UNCONFIRMED');
      const kept = await put(database, backup, isForced, io);
      io.out(kept === undefined ? 'Restored.\n' : `Restored. What was there before: ${kept}\n`);
      return 0;
    }),
});

/** What waits was confirmed after the backup was made: a person must decide what it means for the restored database. */
function refuseWaiting({ source }: StoppedDatabase): void {
  const waiting = countJournaled(source);
  if (waiting > 0) throw new AppError('JOURNAL_WAITING', undefined, { details: { waiting } });
}

/** Returns where the database that was there before is kept. */
async function put(
  { source, path, dataDir }: StoppedDatabase,
  backup: string,
  isForced: boolean,
  io: CommandIo,
): Promise<string | undefined> {
  const nowMs = io.clock.now();
  if (source.engine === 'sqlite') return restoreFile(backup, path, nowMs);
  return restoreServer({ backup, url: source.url, isForced, nowMs, dataDir });
}

async function isConfirmed({ ask }: CommandIo): Promise<boolean> {
  if (!ask) return false;
  return /^y(es)?$/i.test((await ask('Put it in the place of the present database? [yes/no] ')).trim());
}

function toText(backup: string, facts: BackupFacts, database: StoppedDatabase): string {
  const { source } = database;
  const { madeAtMs, bytes, rows, schemaVersion, engine, programVersion } = facts;
  const target = source.engine === 'sqlite' ? source.path : toShownUrl(source.url);
  const present = source.engine === 'sqlite' ? fileStat(source.path) : undefined;
  const made =
    madeAtMs === null
      ? 'a database file, not made by `zapflow backup`'
      : `made ${toMoment(madeAtMs)} from ${engine} by Zapflow ${programVersion}`;
  const waiting = countJournaled(source);
  const older = schemaVersion < SCHEMA_VERSION ? ', brought up to date at the next start' : '';
  return `backup   ${backup}
         ${made}
         ${toSize(bytes)}${rows === null ? '' : `, ${rows} rows`}, schema ${schemaVersion}${older}
target   ${target}${present ? `, ${toSize(present.bytes)}, last changed ${toMoment(present.changedMs)}` : ''}
${waiting > 0 ? `journal  ${waiting} writes wait in it; they will be done on the restored database at the next start\n` : ''}`;
}
