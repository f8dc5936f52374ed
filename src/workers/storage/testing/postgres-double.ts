// PostgreSQL for tests and simulations: its SQL, as far as ours goes, on a database of any disk, with faults on demand.
import type { Clock } from '../../../core/clock.ts';
import type { Database, Disk, SqlRow } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import type {
  PostgresServer,
  ServerOptions,
  ServerResult,
  ServerSession,
} from '../engine/postgres-server.ts';

export class PostgresDouble {
  readonly #database: Database;
  /** Sees what is committed. */
  readonly #reader: Database;
  readonly #clock: Clock;
  #session: DoubleSession | undefined;
  #isAway = false;
  #nextCommit: 'kept' | 'lost' | undefined;
  #staysAway = false;
  /** How long each answer takes. */
  slowMs = 0;

  constructor({ disk, path, clock }: { disk: Disk; path: string; clock: Clock }) {
    this.#database = disk.open(path);
    this.#reader = disk.open(path, { readOnly: true });
    this.#clock = clock;
  }

  readonly openServer = (_?: ServerOptions): PostgresServer => ({
    connect: async () => {
      await this.#answer();
      // The server has noticed that our last connection is over.
      this.#session?.cut();
      this.#session = new DoubleSession(
        this.#database,
        () => this.#answer(),
        () => this.#takeCommit(),
      );
      return this.#session;
    },
    read: async (sql, parameters) => {
      await this.#answer();
      return runStatement(this.#reader, sql, parameters);
    },
    readConnections: 1,
    close: async () => {},
  });

  /** Cuts what is connected and takes no connection until it is back. */
  away(): void {
    this.#isAway = true;
    this.#session?.cut();
  }

  /** Whole again: it cuts nothing either. */
  back(): void {
    this.#isAway = false;
    this.#nextCommit = undefined;
  }

  /** Everything that is committed, as a person would look at it. */
  ask(sql: string): SqlRow[] {
    return this.#reader.prepare(sql).all([]);
  }

  close(): void {
    this.#session?.cut();
    this.#reader.close();
    this.#database.close();
  }

  /** The connection is cut while the next commit is under way, which is kept or lost; it may stay away after that. */
  cutNextCommit(outcome: 'kept' | 'lost', staysAway = false): void {
    this.#nextCommit = outcome;
    this.#staysAway = staysAway;
  }

  async #answer(): Promise<void> {
    if (this.slowMs > 0) await this.#clock.sleep(this.slowMs);
    else await undefined;
    if (this.#isAway) throw gone();
  }

  #takeCommit(): 'kept' | 'lost' | undefined {
    const outcome = this.#nextCommit;
    this.#nextCommit = undefined;
    if (outcome && this.#staysAway) this.#isAway = true;
    return outcome;
  }
}

class DoubleSession implements ServerSession {
  readonly #database: Database;
  readonly #answer: () => Promise<void>;
  readonly #takeCommit: () => 'kept' | 'lost' | undefined;
  readonly #end = Promise.withResolvers<Error>();
  readonly lost = this.#end.promise;
  isLost = false;
  /** After a statement that failed, nothing but an end or a savepoint is taken. */
  #hasFailed = false;

  constructor(
    database: Database,
    answer: () => Promise<void>,
    takeCommit: () => 'kept' | 'lost' | undefined,
  ) {
    this.#database = database;
    this.#answer = answer;
    this.#takeCommit = takeCommit;
  }

  async query(...[text, parameters]: Parameters<ServerSession['query']>): Promise<ServerResult> {
    await this.#answer();
    let result: ServerResult = { rows: [], changes: 0, command: '' };
    const statements = parameters.length > 0 ? [text] : text.split(';').map((part) => part.trim());
    for (const statement of statements) {
      if (this.isLost) throw gone();
      result = this.#run(statement, parameters);
    }
    return result;
  }

  #run(sql: string, parameters: Parameters<ServerSession['query']>[1]): ServerResult {
    const words = sql.toLowerCase();
    if (words === 'commit') return this.#commit();
    if (words === 'rollback') {
      this.#hasFailed = false;
      this.#database.rollback();
      return { rows: [], changes: 0, command: 'ROLLBACK' };
    }
    if (words.startsWith('rollback to')) this.#hasFailed = false;
    if (this.#hasFailed) throw new AppError('BUG', 'current transaction is aborted');
    if (words.startsWith('set ')) return { rows: [], changes: 0, command: 'SET' };
    if (words.startsWith('begin')) {
      this.#database.begin('full');
      return { rows: [], changes: 0, command: 'BEGIN' };
    }
    try {
      return runStatement(this.#database, sql, parameters);
    } catch (error) {
      this.#hasFailed = this.#database.isInTransaction;
      throw error;
    }
  }

  #commit(): ServerResult {
    if (this.#hasFailed) {
      this.#hasFailed = false;
      this.#database.rollback();
      return { rows: [], changes: 0, command: 'ROLLBACK' };
    }
    const fault = this.#takeCommit();
    if (fault !== 'lost') this.#database.commit();
    if (fault === undefined) return { rows: [], changes: 0, command: 'COMMIT' };
    this.cut();
    throw gone();
  }

  cut(): void {
    if (this.isLost) return;
    this.isLost = true;
    if (this.#database.isInTransaction) this.#database.rollback();
    this.#end.resolve(gone());
  }

  async close(): Promise<void> {
    this.cut();
  }
}

function runStatement(
  database: Database,
  sql: string,
  parameters: Parameters<ServerSession['query']>[1],
): ServerResult {
  // Kysely numbers each place once and in order, so the numbers say nothing.
  const statement = database.prepare(
    sql
      .replace(/\$\d+/g, '?')
      .replace('bigint generated always as identity primary key', 'integer primary key autoincrement'),
  );
  const command = sql.slice(0, sql.search(/\s|$/)).toUpperCase();
  if (statement.returnsRows) return { rows: statement.all(parameters), changes: 0, command };
  return { rows: [], changes: statement.run(parameters).changes, command };
}

function gone(): AppError {
  return new AppError('DATABASE_AWAY', undefined, { details: { reason: 'The double is away.' } });
}
