// The real disk: databases by node:sqlite, in WAL mode.
import { chmodSync, closeSync, existsSync, openSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Disk, Durability, OpenOptions, SqlRow, SqlValue, Statement } from './disk.ts';
import { toSqliteError } from './sqlite-error.ts';

/** As `PRAGMA auto_vacuum` tells it. */
const INCREMENTAL = 2;
const PRIVATE_MODE = 0o600;
const BUSY_TIMEOUT_MS = 5000;
/** What the log beside the file is cut back to when a long reader, who made it grow, has gone. */
const MAX_LOG_BYTES = 64 * 2 ** 20;
/** Statements kept prepared by one connection. */
const MAX_STATEMENTS = 500;

/** Runs an action of SQLite and gives its errors our names. */
function named<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toSqliteError(error);
  }
}

class NodeStatement implements Statement {
  readonly returnsRows: boolean;
  readonly #statement: StatementSync;
  constructor(statement: StatementSync) {
    this.#statement = statement;
    this.returnsRows = statement.columns().length > 0;
  }
  all(parameters: readonly SqlValue[]): SqlRow[] {
    try {
      return this.#statement.all(...parameters) as SqlRow[];
    } catch (error) {
      throw toSqliteError(error);
    }
  }
  run(parameters: readonly SqlValue[]): { changes: number } {
    try {
      return { changes: Number(this.#statement.run(...parameters).changes) };
    } catch (error) {
      throw toSqliteError(error);
    }
  }
}

export class NodeDatabase implements Database {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Statement>();
  #durability: Durability = 'full';
  /** Undefined where there is no file. */
  readonly #path: string | undefined;
  readonly #file: string | undefined;

  constructor(database: DatabaseSync, { readOnly = false }: OpenOptions = {}) {
    this.#database = database;
    this.#path = database.location() ?? undefined;
    this.#file = identityOf(this.#path);
    if (!readOnly) {
      // Only works on a new file: freed pages can then go back to the system a few at a time. Saying it again is a write.
      const [set] = this.prepare('PRAGMA auto_vacuum').all([]);
      if (set?.['auto_vacuum'] !== INCREMENTAL) this.exec('PRAGMA auto_vacuum = INCREMENTAL');
      this.exec('PRAGMA journal_mode = WAL');
      this.exec(`PRAGMA journal_size_limit = ${MAX_LOG_BYTES}`);
    }
    this.exec('PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL');
  }

  get isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  get isInPlace(): boolean {
    return identityOf(this.#path) === this.#file;
  }

  exec(sql: string): void {
    named(() => this.#database.exec(sql));
  }

  prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = named(() => new NodeStatement(this.#database.prepare(sql)));
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  begin(durability: Durability): void {
    if (durability !== this.#durability) {
      this.exec(`PRAGMA synchronous = ${durability.toUpperCase()}`);
      this.#durability = durability;
    }
    this.prepare('BEGIN IMMEDIATE').run([]);
  }

  commit(): void {
    try {
      this.prepare('COMMIT').run([]);
    } catch (error) {
      // A commit that failed leaves its transaction open; half of it must not be committed with the next one.
      if (this.isInTransaction) this.rollback();
      throw error;
    }
  }

  rollback(): void {
    this.prepare('ROLLBACK').run([]);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) named(() => this.#database.close());
  }
}

/** Which file a path leads to. */
function identityOf(path: string | undefined): string | undefined {
  const stats = path === undefined ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
}

/** For its owner only, from the first byte: SQLite gives the files beside it the same mode. */
function keepPrivate(path: string): void {
  try {
    // One that is there is not opened: closing it would end the locks that SQLite holds on it in this process.
    if (!existsSync(path)) closeSync(openSync(path, 'a', PRIVATE_MODE));
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      if (existsSync(file)) chmodSync(file, PRIVATE_MODE);
  } catch {
    // What is wrong with the file or its folder SQLite says better, and a file of another owner has the mode he gave it.
  }
}

export const nodeDisk: Disk = {
  open(path, options = {}) {
    const { readOnly = false, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
    if (!readOnly && path !== ':memory:') keepPrivate(path);
    return named(
      () => new NodeDatabase(new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs }), options),
    );
  },
  freeBytes(path) {
    try {
      const { bavail, bsize } = statfsSync(dirname(path));
      return bavail * bsize;
    } catch {
      return undefined;
    }
  },
};
