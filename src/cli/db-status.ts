import { exitCodes } from '../core/exit-codes.ts';
import { toAdvice } from '../program/advice.ts';
import { type KnownBackup, knownBackups } from '../workers/storage/backup/backup-book.ts';
import { toNewerError } from '../workers/storage/migrations/migrate.ts';
import { readDatabaseStatus } from '../workers/storage/operations/database-status.ts';
import type { DatabaseStatus } from '../workers/storage/operations/operation-calls.ts';
import type { CommandIo } from './command.ts';
import { type ConfigInput, loadConfigOf, loadDataDir } from './config-options.ts';
import { advised, askProgram, toStoppedDatabase } from './database.ts';
import { toCount, toDuration, toMoment, toSize } from './figures.ts';

/** Tells what is known, and fails when that is not all: the server cannot be used, or a newer program wrote there. */
export async function showStatus(input: ConfigInput, io: CommandIo, isJson: boolean): Promise<number> {
  const dataDir = loadDataDir(input, io);
  const asked = await askProgram(input, io, { command: 'databaseStatus' });
  const status = asked
    ? (asked.answer as DatabaseStatus)
    : await advised(dataDir, () => readDatabaseStatus(toStoppedDatabase(loadConfigOf(input, io)).source));
  const lastBackup = knownBackups(dataDir)[0] ?? null;
  if (isJson) io.out(`${JSON.stringify({ isRunning: asked !== undefined, ...status, lastBackup })}\n`);
  else io.out(toText(status, lastBackup, io.clock.now()));
  const { away, schemaVersion, programSchemaVersion } = status;
  if (schemaVersion !== null && schemaVersion > programSchemaVersion) {
    const error = toNewerError(schemaVersion, programSchemaVersion);
    io.err(`${error.message}\n${toAdvice(error, dataDir)}\n`);
    return exitCodes.failed;
  }
  return away === null ? exitCodes.ok : exitCodes.failed;
}

type Line = readonly [name: string, value: string];

function toText(status: DatabaseStatus, backup: KnownBackup | null, nowMs: number): string {
  const { engine, where, away, journaled, restoredAtMs } = status;
  const ago = (ms: number) => `${toDuration(Math.max(0, nowMs - ms))} ago`;
  const lines: Line[] = [['database', `${engine}, ${where}`]];
  if (away === null) lines.push(...toHeldLines(status, ago));
  else
    lines.push(
      ['away', away],
      ['unknown', 'schema, size, rows, messages and refused writes, until it answers'],
    );
  if (engine === 'postgres' || journaled > 0)
    lines.push(['journaled', `${toCount(journaled, 'write')} waiting for PostgreSQL`]);
  const made = backup && `${backup.file}, ${toMoment(backup.madeAtMs)} (${ago(backup.madeAtMs)})`;
  lines.push(['backup', made ?? 'none known']);
  if (restoredAtMs !== null) lines.push(['restored', toMoment(restoredAtMs)]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

/** What the database itself holds. */
function toHeldLines(status: DatabaseStatus, ago: (ms: number) => string): Line[] {
  const { bytes, walBytes, freeBytes, schemaVersion, programSchemaVersion, rows, outbox } = status;
  return [
    ['schema', `${schemaVersion ?? 'none yet'} (this program: ${programSchemaVersion})`],
    ['size', `${toSize(bytes)}, of it free ${toSize(freeBytes)}, log ${toSize(walBytes)}`],
    ...Object.entries(rows).map(([table, count]): Line => [table, toCount(count, 'row')]),
    ...outbox.map(
      ({ topic, waiting, oldestAtMs }): Line => [
        `owed ${topic}`,
        `${waiting} waiting, the oldest since ${ago(oldestAtMs)}`,
      ],
    ),
    ...(Object.keys(rows).length === 0
      ? []
      : [['parked', `${toCount(status.parked, 'message')} that nobody could handle`] as const]),
    ...status.refused.map(
      ({ unit, acceptedAtMs, reason }): Line => [
        'refused',
        `${unit} of ${toMoment(acceptedAtMs)}: ${reason}`,
      ],
    ),
  ];
}
