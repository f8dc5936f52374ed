// What one unit may await: it notes what the unit did, and is dead as soon as the unit is over.
import type { Insertable } from 'kysely';
import type { SqlValue } from '../../../core/disk/disk.ts';
import { AppError } from '../../../core/errors.ts';
import { owe } from '../repositories/outbox.ts';
import type { Tables } from '../tables.ts';
import type { OwedMessage, Queries, Tx } from '../unit.ts';
import { kyselyOn } from './kysely-on.ts';
import type { SqlConnection } from './sql-connection.ts';

export type UnitScope = { readonly correlationId: string; readonly acceptedMs: number };

export class UnitTx implements Tx {
  readonly db: Queries;
  readonly nowMs: number;
  readonly correlationId: string;
  readonly #connection: SqlConnection;
  readonly topics = new Set<string>();
  /** Whether a statement may have changed rows. */
  hasChanged = false;
  /** What the first statement that failed said. */
  failure: unknown;
  /** Statements without an answer so far. */
  #unanswered = 0;
  #isOver = false;

  constructor(connection: SqlConnection, { correlationId, acceptedMs }: UnitScope) {
    this.#connection = connection;
    this.nowMs = acceptedMs;
    this.correlationId = correlationId;
    const { dialect } = connection;
    this.db = kyselyOn(
      {
        dialect,
        query: (sql, parameters) => this.#ask(() => connection.query(sql, parameters)),
        insertRows: (...rows) => this.#ask(() => connection.insertRows(...rows)),
      },
      () => {
        this.hasChanged = true;
      },
    );
  }

  get hasUnanswered(): boolean {
    return this.#unanswered > 0;
  }

  /** Whoever goes on after this reaches nothing any more: the connection is in the hands of the next unit. */
  end(): void {
    this.#isOver = true;
  }

  async insert<T extends keyof Tables & string>(
    table: T,
    rows: readonly Insertable<Tables[T]>[],
    onConflict?: 'ignore',
  ): Promise<void> {
    const [first] = rows;
    if (!first) return;
    this.hasChanged = true;
    const columns = Object.keys(first);
    const values = rows.map((row) => toValues(table, columns, row));
    await this.#ask(() => this.#connection.insertRows(table, columns, values, onConflict));
  }

  send(...messages: readonly OwedMessage[]): Promise<void> {
    for (const { topic } of messages) this.topics.add(topic);
    return owe(this, messages);
  }

  async #ask<T>(statement: () => T | Promise<T>): Promise<T> {
    if (this.#isOver) throw new AppError('BUG', 'A unit went on after its end; await all that it does.');
    this.#unanswered++;
    try {
      return await statement();
    } catch (error) {
      this.failure ??= error;
      throw error;
    } finally {
      this.#unanswered--;
    }
  }
}

/** Rows of one statement have the same columns: what another one has beside them would be lost without a word. */
function toValues(table: string, columns: readonly string[], row: object): SqlValue[] {
  const keys = Object.keys(row);
  if (keys.length !== columns.length || columns.some((column) => !Object.hasOwn(row, column)))
    throw new AppError('BUG', 'Rows that are inserted at once must have the same columns.', {
      details: { table, columns, keys },
    });
  return columns.map((column) => (row as Record<string, SqlValue>)[column] ?? null);
}
