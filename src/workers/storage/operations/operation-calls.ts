// What an operator asks of storage, beside the units and reads: backup, status, vacuum.
import { z } from 'zod';
import { call } from '../../../core/contract.ts';

const engine = z.enum(['sqlite', 'postgres']);

/** Backups and vacuums of large databases take their time. */
const LONG_MS = 6 * 3600 * 1000;

const backupReport = z.object({
  file: z.string(),
  bytes: z.int(),
  rows: z.int(),
  schemaVersion: z.int(),
  engine,
  madeAtMs: z.int(),
  /** Writes that are not in it, because they still wait in the local journal. */
  journaled: z.int(),
  /** Whether backups.json in the data folder knows of it, from which a start names what mends a damaged database. */
  isNoted: z.boolean(),
});

export type BackupReport = z.output<typeof backupReport>;

const databaseStatus = z.object({
  engine,
  /** Path of the file, or address of the server without its password. */
  where: z.string(),
  /** Null where there is no database yet. */
  schemaVersion: z.int().nullable(),
  programSchemaVersion: z.int(),
  bytes: z.int(),
  /** Written but not moved into the file yet; SQLite only. */
  walBytes: z.int(),
  /** Room within the file that a vacuum would give back; SQLite only. */
  freeBytes: z.int(),
  rows: z.record(z.string(), z.int()),
  outbox: z.array(z.object({ topic: z.string(), waiting: z.int(), oldestAtMs: z.int() })),
  parked: z.int(),
  journaled: z.int(),
  /** Journaled writes that were refused in the end, the newest first. */
  refused: z.array(z.object({ unit: z.string(), acceptedAtMs: z.int(), reason: z.string() })),
  restoredAtMs: z.int().nullable(),
  /** Why nothing is told of what the server holds, and what to do; null where it answers. Everything else is local. */
  away: z.string().nullable(),
});

export type DatabaseStatus = z.output<typeof databaseStatus>;

const vacuumReport = z.object({ bytesBefore: z.int(), bytesAfter: z.int() });

export type VacuumReport = z.output<typeof vacuumReport>;

export const operationCalls = {
  backup: call({
    input: z.object({
      file: z.string().min(1),
      isForced: z.boolean().default(false),
      /** Whether it is on its way into another file: backups.json is not told of it. */
      isStaged: z.boolean().optional(),
    }),
    output: backupReport,
    deadlineMs: LONG_MS,
  }),
  /** Ends a backup to this file that nobody waits for any more, and removes what there is of it; false when none is under way. */
  cancelBackup: call({ input: z.object({ file: z.string() }), output: z.boolean(), idempotent: true }),
  databaseStatus: call({ output: databaseStatus, idempotent: true, deadlineMs: 60_000 }),
  vacuum: call({ output: vacuumReport, idempotent: true, deadlineMs: LONG_MS }),
};
