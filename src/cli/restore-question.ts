// What a person is told before a restore: what is put back, where, and what is lost by it.
import { toAppError } from '../core/errors.ts';
import { fileStat } from '../workers/storage/backup/durable-files.ts';
import type { BackupFacts } from '../workers/storage/backup/inspect-backup.ts';
import { SCHEMA_VERSION } from '../workers/storage/migrations/migrate.ts';
import { countJournaled } from '../workers/storage/operations/count-journaled.ts';
import { type PresentDatabase, readPresent } from '../workers/storage/operations/read-present.ts';
import { toShownUrl } from '../workers/storage/operations/shown-url.ts';
import { toSentence } from '../workers/storage/operations/to-sentence.ts';
import type { StoppedDatabase } from './database.ts';
import { toCount, toMoment, toSize } from './figures.ts';

export async function describeRestore(
  { backup, keepsTokens }: { readonly backup: string; readonly keepsTokens: boolean },
  facts: BackupFacts,
  { source }: StoppedDatabase,
): Promise<string> {
  const { madeAtMs, bytes, rows, schemaVersion, engine, programVersion } = facts;
  const made =
    madeAtMs === null
      ? 'a database file, not made by `./zapflow backup`'
      : `made ${toMoment(madeAtMs)} from ${engine} by Zapflow ${programVersion}`;
  const older = schemaVersion < SCHEMA_VERSION ? ', brought up to date at the next start' : '';
  const held = rows === null ? '' : `, ${toCount(rows, 'row')}`;
  const waiting = countJournaled(source);
  return [
    `backup   ${backup}`,
    `         ${made}`,
    `         ${toSize(bytes)}${held}, schema ${schemaVersion}${older}`,
    ...(await describeTarget(source, madeAtMs)),
    ...(waiting > 0
      ? [
          `journal  ${toCount(waiting, 'write')} in it that PostgreSQL does not have, to be done on the restored database at the next start`,
        ]
      : []),
    'people   everybody has to sign in anew',
    keepsTokens
      ? 'tokens   those of the backup open again, also what was revoked since it was made'
      : 'tokens   all API tokens are revoked (--keep-tokens keeps them)',
    'trading  stopped until somebody resumes it: what happened outside since the backup is not known',
    '',
  ].join('\n');
}

async function describeTarget(
  source: StoppedDatabase['source'],
  madeAtMs: number | null,
): Promise<readonly string[]> {
  const where = source.engine === 'sqlite' ? source.path : toShownUrl(source.url);
  const file = source.engine === 'sqlite' ? fileStat(source.path) : undefined;
  if (source.engine === 'sqlite' && !file) return [`target   ${where}, where no database is yet`];
  const target = `target   ${where}${file ? `, ${toSize(file.bytes)}, last changed ${toMoment(file.changedMs)}` : ''}`;
  try {
    const present = await readPresent(source, madeAtMs ?? 0);
    return present
      ? [`${target}, schema ${present.schemaVersion}`, `lost     ${describeLoss(present, madeAtMs)}`]
      : [target];
  } catch (error) {
    return [target, `lost     what it holds now, which cannot be read: ${toSentence(toAppError(error))}`];
  }
}

function describeLoss({ lastWriteMs, newer }: PresentDatabase, madeAtMs: number | null): string {
  const last = lastWriteMs === null ? '' : `; the last write was at ${toMoment(lastWriteMs)}`;
  if (madeAtMs === null) return `what was written since that file was copied${last}`;
  const rows = [
    [newer.entries, 'entry of money', 'entries of money'],
    [newer.reservations, 'reservation', 'reservations'],
    [newer.outbox, 'message', 'messages'],
    [newer.cursors, 'cursor', 'cursors'],
  ] as const;
  const told = rows
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return told.length === 0
    ? 'no money, reservation, message or cursor was written since the backup'
    : `written or changed since the backup: ${told.join(', ')}${last}`;
}
