import { z } from 'zod';
import { resolvePath } from '../config/resolve-path.ts';
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { inspectBackup } from '../workers/storage/backup/inspect-backup.ts';
import { restoreFile } from '../workers/storage/backup/restore-file.ts';
import { restoreServer } from '../workers/storage/backup/restore-server.ts';
import { countJournaled } from '../workers/storage/operations/count-journaled.ts';
import { readBackupPassphrase } from './backup-passphrase.ts';
import { toMissingAfterRestore } from './beside-backup.ts';
import { defineCommand } from './command.ts';
import { configInput } from './config-options.ts';
import { confirm } from './confirm.ts';
import { type StoppedDatabase, withStoppedDatabase } from './database.ts';
import { withOpened } from './encrypted-backup.ts';
import { runInterruptible } from './interrupt.ts';
import { describeRestore } from './restore-question.ts';

export const restore = defineCommand({
  name: 'restore',
  summary: 'put a backup in the place of the present database; Zapflow must be stopped',
  positionals: [['<file>', 'a file that `./zapflow backup` wrote, or a database file kept beside']],
  isConfigured: true,
  options: [
    {
      flags: '--passphrase-file <file>',
      summary: 'what opens an encrypted backup; asked at the terminal otherwise',
    },
    {
      flags: '--keep-tokens',
      summary: 'API tokens of the backup open again, also those that were revoked since it was made',
    },
    { flags: '--yes', summary: 'do not ask' },
    {
      flags: '--force',
      summary:
        'replace a PostgreSQL database that holds data, which is saved to a file first; writes that wait in the local journal are done on the restored one',
    },
  ],
  details: `The present database stays beside as zapflow.db.before-restore-TIME. What happened at venues and on chain since the
backup was made is not in it: trading is stopped until somebody resumes it, all sessions end, and API tokens are revoked
unless --keep-tokens says otherwise.`,
  input: configInput.extend({
    file: z.string().min(1),
    passphraseFile: z.string().min(1).optional(),
    keepTokens: z.boolean().default(false),
    yes: z.boolean().default(false),
    force: z.boolean().default(false),
  }),
  run: ({ file: given, passphraseFile, keepTokens: keepsTokens, yes, force: isForced, ...input }, io) =>
    runInterruptible(
      io,
      () => 'Stopped: the database is as it was.',
      (signal) =>
        withStoppedDatabase(input, io, async (database) => {
          const backup = resolvePath(given, io);
          const askPassphrase = () => readBackupPassphrase({ file: passphraseFile, signal }, io);
          return withOpened(backup, { dataDir: database.dataDir, signal, askPassphrase }, async (opened) => {
            io.out(await describeRestore({ backup, keepsTokens }, inspectBackup(opened), database));
            if (!isForced) refuseWaiting(database);
            const isAgreed = yes || (await confirm(io, 'Put it in the place of the present database?'));
            signal.throwIfAborted();
            if (!isAgreed) throw new AppError('RESTORE_UNCONFIRMED');
            const order = { backup: opened, isForced, keepsTokens, nowMs: io.clock.now(), signal };
            const kept = await put(database, order);
            io.out(kept === undefined ? 'Restored.\n' : `Restored. What was there before: ${kept}\n`);
            io.err(toMissingAfterRestore(database.dataDir));
            return exitCodes.ok;
          });
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
  readonly keepsTokens: boolean;
  readonly nowMs: number;
  readonly signal: AbortSignal;
};

/** Returns where the database that was there before is kept. */
function put(
  { source, path, dataDir }: StoppedDatabase,
  { signal, ...order }: Order,
): Promise<string | undefined> {
  const { backup, nowMs, keepsTokens } = order;
  if (source.engine === 'sqlite') return restoreFile(backup, path, nowMs, { signal, keepsTokens });
  return restoreServer({ ...order, url: source.url, dataDir }, signal);
}
