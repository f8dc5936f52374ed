// The connection that writes, over sessions that come and go. Every transaction leaves its number in the row of the writer,
// so that after a lost session it can be told whether the last one was committed.
import type { Durability } from '../../../core/disk/disk.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { ServerResult, ServerSession } from './postgres-server.ts';
import type { SqlConnection, WriteConnection } from './sql-connection.ts';

/** Limits of one statement: the protocol's for parameters, ours for a text that is still planned quickly. */
const MAX_PARAMETERS = 65_535;
const MAX_ROWS = 1000;

/** Errors after which the session is of no use: the next one may be. */
const partings = new Set(['DATABASE_AWAY', 'DATABASE_READ_ONLY', 'DISK_FULL', 'DISK_FAILED']);

export function isParting(error: AppError): boolean {
  return partings.has(error.code) || error.code === 'WRITE_UNKNOWN';
}

export class PostgresConnection implements WriteConnection {
  readonly dialect = 'postgres';
  #session: ServerSession | undefined;
  #writer: string | undefined;
  #batch = 0;
  #isInTransaction = false;

  /** Number of the transaction begun last. */
  get batch(): number {
    return this.#batch;
  }

  attach(session: ServerSession): void {
    this.#session = session;
    this.#writer = undefined;
    this.#isInTransaction = false;
  }

  detach(): void {
    this.#session?.cut();
    this.#session = undefined;
    this.#isInTransaction = false;
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }

  /** From now on transactions are numbered, from the one after `batch`; `writer` is a hexadecimal id. */
  number(writer: string, batch: number): void {
    this.#writer = writer;
    this.#batch = batch;
  }

  query(...[sql, parameters]: Parameters<SqlConnection['query']>): Promise<ServerResult> {
    return this.#send(sql, parameters);
  }

  async insertRows(
    ...[table, columns, rows, onConflict]: Parameters<SqlConnection['insertRows']>
  ): Promise<void> {
    const perStatement = Math.min(MAX_ROWS, Math.floor(MAX_PARAMETERS / columns.length));
    const names = columns.map((column) => `"${column}"`).join(', ');
    const tail = onConflict === 'ignore' ? ' on conflict do nothing' : '';
    for (let at = 0; at < rows.length; at += perStatement) {
      const some = rows.slice(at, at + perStatement);
      let place = 0;
      const places = some.map(() => `(${columns.map(() => `$${++place}`).join(', ')})`).join(', ');
      await this.#send(`insert into "${table}" (${names}) values ${places}${tail}`, some.flat());
    }
  }

  async begin(durability: Durability): Promise<void> {
    const parts = ['begin isolation level read committed'];
    if (durability === 'normal') parts.push('set local synchronous_commit = off');
    this.#batch++;
    if (this.#writer !== undefined)
      parts.push(`update writers set batch = ${this.#batch} where id = '${this.#writer}'`);
    this.#isInTransaction = true;
    try {
      await this.#send(parts.join('; '), []);
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async commit(): Promise<void> {
    // Before it is sent, the loss of the session means that it surely did not happen.
    const session = this.#living();
    this.#isInTransaction = false;
    let command: string;
    try {
      ({ command } = await session.query('commit', []));
    } catch (thrown) {
      const cause = toAppError(thrown);
      // A row that contradicts another at the very end is an answer; everything else leaves it open.
      if (cause.code === 'ROW_CONFLICT' || cause.code === 'DATABASE_LOCKED') throw cause;
      this.detach();
      throw new AppError('WRITE_UNKNOWN', undefined, { details: { batch: this.#batch }, cause });
    }
    if (command === 'ROLLBACK')
      throw new AppError(
        'BUG',
        'A unit went on after a statement had failed, so its transaction was undone.',
      );
  }

  async rollback(): Promise<void> {
    if (!this.#isInTransaction || !this.#session || this.#session.isLost) return;
    this.#isInTransaction = false;
    await this.#send('rollback', []).catch(() => this.detach());
  }

  async #send(sql: string, parameters: Parameters<SqlConnection['query']>[1]): Promise<ServerResult> {
    try {
      return await this.#living().query(sql, parameters);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (isParting(error)) this.detach();
      throw error;
    }
  }

  #living(): ServerSession {
    if (this.#session && !this.#session.isLost) return this.#session;
    throw new AppError('DATABASE_AWAY');
  }
}
