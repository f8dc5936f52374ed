// A connection to a simulated file: SQLite itself does the work, the simulation decides what goes wrong and who still may.
import type { Database, Durability, OpenOptions, SqlRow, SqlValue, Statement } from '../disk/disk.ts';
import type { NodeDatabase } from '../disk/node-disk.ts';
import { AppError } from '../errors.ts';
import { type Life, LifeEnded } from './life.ts';
import type { DiskAction, DiskStrike, StrikeDisk } from './simulated-disk.ts';
import type { SimulatedFile } from './simulated-file.ts';

const BUSY_TIMEOUT_MS = 5000;
/** What answers with rows and is none of these also writes. */
const question = /^\s*(select|with|pragma|explain|values)\b/i;

export class SimulatedDatabase implements Database {
  readonly isInPlace = true;
  readonly #file: SimulatedFile;
  readonly #life: Life;
  readonly #strike: StrikeDisk;
  readonly #isReadOnly: boolean;
  readonly #busyTimeoutMs: number;
  readonly #statements = new Map<string, Statement>();
  /** Of the open transaction, and after it of what is written without one. */
  #durability: Durability = 'full';
  #isClosed = false;

  constructor(file: SimulatedFile, options: OpenOptions, life: Life, strike: StrikeDisk) {
    this.#file = file;
    this.#life = life;
    this.#strike = strike;
    this.#isReadOnly = options.readOnly ?? false;
    this.#busyTimeoutMs = options.busyTimeoutMs ?? BUSY_TIMEOUT_MS;
    this.#meet('open');
    // It would set up the file, for which it needs what the writer has.
    if (file.writer && !file.snapshot) this.#wait();
    file.connect(this);
    life.onEnd(() => file.disconnect(this));
  }

  get isInTransaction(): boolean {
    return this.#file.writer === this && this.#file.database.isInTransaction;
  }

  exec(sql: string): void {
    this.#write(() => this.#use((database) => database.exec(sql)));
  }

  prepare(sql: string): Statement {
    this.#live();
    const known = this.#statements.get(sql);
    if (known) return known;
    const returnsRows = this.#use((database) => database.prepare(sql).returnsRows);
    const statement: Statement = {
      returnsRows,
      all: (parameters) => this.#all(sql, parameters),
      run: (parameters) => this.#write(() => this.#use((database) => database.prepare(sql).run(parameters))),
    };
    this.#statements.set(sql, statement);
    return statement;
  }

  begin(durability: Durability): void {
    this.#live();
    if (this.#file.writer && this.#file.writer !== this) this.#wait();
    if (this.#isReadOnly) throw new AppError('DATABASE_READ_ONLY');
    this.#meet('open');
    if (durability === 'normal') this.#file.beforeUnsynced();
    this.#file.begin(this);
    this.#durability = durability;
  }

  commit(): void {
    this.#live();
    const strike = this.#strike('commit', this.#life);
    if (strike) this.#life.block(strike.durationMs);
    if (strike?.code === 'DATABASE_LOCKED') throw toError(strike);
    if (strike?.code && !strike.isKept) {
      if (this.isInTransaction) this.rollback();
      throw toError(strike);
    }
    if (strike?.code) this.#file.syncFailed();
    try {
      this.#file.database.commit();
    } finally {
      this.#settle();
    }
    if (strike?.code) throw toError(strike);
    if (this.#durability === 'full') this.#file.synced();
  }

  rollback(): void {
    this.#live();
    try {
      this.#file.database.rollback();
    } finally {
      this.#settle();
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#file.disconnect(this);
  }

  #all(sql: string, parameters: readonly SqlValue[]): SqlRow[] {
    this.#live();
    const ask = () => this.#use((database) => database.prepare(sql).all(parameters));
    return question.test(sql) ? ask() : this.#write(ask);
  }

  /** Without a transaction every statement is one. */
  #write<T>(action: () => T): T {
    this.#live();
    if (!this.isInTransaction && this.#durability === 'normal') this.#file.beforeUnsynced();
    const strike = this.#strike('write', this.#life);
    if (strike) this.#life.block(strike.durationMs);
    if (strike?.code) {
      if (strike.endsTransaction && this.isInTransaction) this.rollback();
      throw toError(strike);
    }
    const result = action();
    this.#settle();
    if (!this.isInTransaction && this.#durability === 'full') this.#file.synced();
    return result;
  }

  /** Runs on the file itself, or on what was there before somebody else's open transaction. */
  #use<T>(action: (database: NodeDatabase) => T): T {
    const { database, writer, snapshot } = this.#file;
    if (writer && writer !== this) return this.#read(snapshot ?? this.#wait(), action);
    if (!this.#isReadOnly) return action(database);
    database.exec('PRAGMA query_only = ON');
    try {
      return action(database);
    } finally {
      database.exec('PRAGMA query_only = OFF');
    }
  }

  #read<T>(snapshot: NodeDatabase, action: (database: NodeDatabase) => T): T {
    try {
      return action(snapshot);
    } catch (error) {
      // It would have written, for which somebody else has the lock.
      if (!this.#isReadOnly && error instanceof AppError && error.code === 'DATABASE_READ_ONLY')
        return this.#wait();
      throw error;
    }
  }

  /** The transaction may have ended with a statement of its own, or with an error. */
  #settle(): void {
    if (this.#file.writer === this && !this.#file.database.isInTransaction) this.#file.ended();
  }

  /** A lock that its holder cannot give back while this thread stands: the wait is in vain. */
  #wait(): never {
    this.#life.block(this.#busyTimeoutMs);
    throw new AppError('DATABASE_LOCKED');
  }

  #meet(action: DiskAction): void {
    const strike = this.#strike(action, this.#life);
    if (!strike) return;
    this.#life.block(strike.code === 'DATABASE_LOCKED' ? this.#busyTimeoutMs : strike.durationMs);
    if (strike.code) throw toError(strike);
  }

  #live(): void {
    if (this.#life.isEnded) throw new LifeEnded();
    if (this.#isClosed) throw new AppError('BUG', 'The database is closed.');
  }
}

function toError({ code = 'DISK_FAILED' }: DiskStrike): AppError {
  return new AppError(code, undefined, { details: { reason: 'simulated' } });
}
