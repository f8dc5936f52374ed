// What a restore would take away: what the present database holds, and what came into it since the backup was made.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { fileStat } from '../backup/durable-files.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { SCHEMA_VERSION } from '../migrations/migrate.ts';
import type { DatabaseSource } from './database-source.ts';
import { hasTable } from './has-table.ts';
import { withServer } from './server-connection.ts';

/** When a row was last changed, in ms, in tables that are there since the first schema. */
const changedAt = {
  entries: 'created_at',
  reservations: 'coalesce(closed_at, created_at)',
  outbox: 'created_at',
  cursors: 'updated_at',
} as const;

export type PresentDatabase = {
  readonly schemaVersion: number;
  /** Of the rows that say when they were changed; null when there are none. */
  readonly lastWriteMs: number | null;
  /** Rows changed after the moment that was asked about. */
  readonly newer: Readonly<Record<keyof typeof changedAt, number>>;
};

const ANSWER_MS = 30_000;

/** Undefined where there is no database yet, or one whose tables only a newer program knows. */
export async function readPresent(
  source: DatabaseSource,
  sinceMs: number,
): Promise<PresentDatabase | undefined> {
  if (source.engine === 'postgres')
    return withServer(source.url, (server) => readFrom(server, sinceMs), ANSWER_MS);
  if (!fileStat(source.path)?.bytes) return undefined;
  const database = nodeDisk.open(source.path, { readOnly: true });
  try {
    return await readFrom(createSqliteConnection(database), sinceMs);
  } finally {
    database.close();
  }
}

async function readFrom(connection: SqlConnection, sinceMs: number): Promise<PresentDatabase | undefined> {
  const ask = async (sql: string) => (await connection.query(sql, [])).rows[0];
  if (!(await hasTable(connection, 'schema_versions'))) return undefined;
  const schemaVersion = Number(
    (await ask('select max(version) as version from schema_versions'))?.['version'],
  );
  if (!schemaVersion || schemaVersion > SCHEMA_VERSION) return undefined;
  const newer = { entries: 0, reservations: 0, outbox: 0, cursors: 0 };
  let lastWriteMs: number | null = null;
  for (const table of Object.keys(changedAt) as (keyof typeof changedAt)[]) {
    const changed = changedAt[table];
    const row = await ask(
      `select max(${changed}) as last, sum(case when ${changed} > ${sinceMs} then 1 else 0 end) as newer from ${table}`,
    );
    newer[table] = Number(row?.['newer'] ?? 0);
    const last = row?.['last'] ?? null;
    if (last !== null) lastWriteMs = Math.max(lastWriteMs ?? 0, Number(last));
  }
  return { schemaVersion, lastWriteMs, newer };
}
