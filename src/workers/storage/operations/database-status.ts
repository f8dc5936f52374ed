// What `zapflow db status` tells, read on a connection of its own.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { type ErrorCode, errorTable } from '../../../core/error-table.ts';
import { AppError } from '../../../core/errors.ts';
import { fileStat } from '../backup/durable-files.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { SCHEMA_VERSION } from '../migrations/migrate.ts';
import { outboxBacklog } from '../reads/outbox-backlog.ts';
import { countJournaled } from './count-journaled.ts';
import type { DatabaseSource } from './database-source.ts';
import { hasTable } from './has-table.ts';
import type { DatabaseStatus } from './operation-calls.ts';
import { readRestoredAt } from './restored-at.ts';
import { withServer } from './server-connection.ts';
import { toShownUrl } from './shown-url.ts';
import { toSentence } from './to-sentence.ts';

/** Tables that grow with use; the others are small. */
const bulky = ['entries', 'outbox', 'reservations', 'traces'] as const;

const LAST_REFUSED =
  'select unit, accepted_at, reason from journal_refused order by refused_at desc limit 20';

/** So long a server may take to count; who waits for it is told what is known without it. */
const ANSWER_MS = 30_000;
/** Whoever asks for a status while the server cannot be used wants to know what is here. */
const awayCodes = new Set<ErrorCode>([
  'DATABASE_AWAY',
  'DATABASE_REFUSED',
  'DATABASE_TOO_OLD',
  'STATEMENT_TIMED_OUT',
]);

export async function readDatabaseStatus(source: DatabaseSource): Promise<DatabaseStatus> {
  const status = await (source.engine === 'sqlite' ? statusOfFile(source.path) : statusOfServer(source.url));
  return { ...status, journaled: countJournaled(source) };
}

async function statusOfFile(path: string): Promise<DatabaseStatus> {
  const found = fileStat(path);
  const shown = { engine: 'sqlite' as const, where: path, bytes: found?.bytes ?? 0 };
  if (!found?.bytes) return { ...absent, ...shown };
  const database = nodeDisk.open(path, { readOnly: true });
  try {
    const pragma = (name: string) => Number(database.prepare(`pragma ${name}`).all([])[0]?.[name] ?? 0);
    return {
      ...(await readTables(createSqliteConnection(database))),
      ...shown,
      bytes: pragma('page_count') * pragma('page_size'),
      walBytes: fileStat(`${path}-wal`)?.bytes ?? 0,
      freeBytes: pragma('freelist_count') * pragma('page_size'),
    };
  } finally {
    database.close();
  }
}

async function statusOfServer(url: string): Promise<DatabaseStatus> {
  const shown = { engine: 'postgres' as const, where: toShownUrl(url) };
  const read = async (connection: SqlConnection) => {
    const { rows } = await connection.query('select pg_database_size(current_database()) as bytes', []);
    return { ...(await readTables(connection)), ...shown, bytes: Number(rows[0]?.['bytes']) };
  };
  try {
    return await withServer(url, read, ANSWER_MS);
  } catch (error) {
    if (error instanceof AppError && awayCodes.has(error.code))
      return { ...absent, ...shown, bytes: 0, away: `${toSentence(error)} ${errorTable[error.code].fix}` };
    throw error;
  }
}

const absent = {
  schemaVersion: null,
  programSchemaVersion: SCHEMA_VERSION,
  walBytes: 0,
  freeBytes: 0,
  rows: {},
  outbox: [],
  parked: 0,
  journaled: 0,
  refused: [],
  restoredAtMs: null,
  away: null,
} satisfies Partial<DatabaseStatus>;

type Told = Omit<DatabaseStatus, 'engine' | 'where' | 'bytes'>;

async function readTables(connection: SqlConnection): Promise<Told> {
  const ask = async (sql: string) => (await connection.query(sql, [])).rows;
  if (!(await hasTable(connection, 'schema_versions'))) return absent;
  const [version] = await ask('select max(version) as version from schema_versions');
  const schemaVersion = Number(version?.['version'] ?? 0);
  // The tables of a newer program may be others.
  if (schemaVersion > SCHEMA_VERSION || schemaVersion === 0) return { ...absent, schemaVersion };
  const rows: Record<string, number> = {};
  for (const table of bulky) rows[table] = await countOf(ask, table);
  return {
    ...absent,
    schemaVersion,
    rows,
    outbox: await outboxBacklog.run(kyselyOn(connection), undefined),
    parked: await countOf(ask, 'outbox_parked'),
    // The table came with the second version of the schema.
    refused: (schemaVersion < 2 ? [] : await ask(LAST_REFUSED)).map((row) => ({
      unit: String(row['unit']),
      acceptedAtMs: Number(row['accepted_at']),
      reason: String(row['reason']),
    })),
    restoredAtMs: await readRestoredAt(connection),
  };
}

async function countOf(
  ask: (sql: string) => Promise<Record<string, unknown>[]>,
  table: string,
): Promise<number> {
  const [row] = await ask(`select count(*) as count from ${table}`);
  return Number(row?.['count'] ?? 0);
}
