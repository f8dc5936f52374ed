import { z } from 'zod';
import { resolvePath } from '../config/resolve-path.ts';
import { AppError } from '../core/errors.ts';
import { inspectBackup } from '../workers/storage/backup/inspect-backup.ts';
import { restoreFile } from '../workers/storage/backup/restore-file.ts';
import { restoreServer } from '../workers/storage/backup/restore-server.ts';
import { countJournaled } from '../workers/storage/operations/count-journaled.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { configInput } from './config-options.ts';
import { type StoppedDatabase, withStoppedDatabase } from './database.ts';
import { runInterruptible } from './interrupt.ts';
import { describeRestore } from './restore-question.ts';

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
    runInterruptible(
      io,
      () => 'Stopped: the database is as it was.',
      (signal) =>
        withStoppedDatabase(input, io, async (database) => {
          const backup = resolvePath(given, io);
          const facts = inspectBackup(backup);
          io.out(await describeRestore(backup, facts, database));
          if (!isForced) refuseWaiting(database);
          const isAgreed = yes || (await isConfirmed(io));
          signal.throwIfAborted();
          if (!isAgreed) throw new AppError('RESTORE_UNCONFIRMED');
          const kept = await put(database, { backup, isForced, nowMs: io.clock.now(), signal });
          io.out(kept === undefined ? 'Restored.\n' : `Restored. What was there before: ${kept}\n`);
          return 0;
        }),
    ),
});

/** What waits was confirmed after the backup was made: a person must decide what it means for the restored database. */
function refuseWaiting({ source }: StoppedDatabase): void {
  const waiting = countJournaled(source);
  if (waiting > 0) throw new AppError('JOURNAL_WAITING', undefined, { details: { waiting } });
}

type Order = {
  readonly backup: string;
  readonly isForced: boolean;
  readonly nowMs: number;
  readonly signal: AbortSignal;
};

/** Returns where the database that was there before is kept. */
function put(
  { source, path, dataDir }: StoppedDatabase,
  { signal, ...order }: Order,
): Promise<string | undefined> {
  if (source.engine === 'sqlite') return restoreFile(order.backup, path, order.nowMs, signal);
  return restoreServer({ ...order, url: source.url, dataDir }, signal);
}

async function isConfirmed({ ask }: CommandIo): Promise<boolean> {
  if (!ask) return false;
  return /^y(es)?$/i.test((await ask('Put it in the place of the present database? [yes/no] ')).trim());
}
