// What a unit may await, on one connection: it notes whether anything was changed and what became owed.
import type { Insertable } from 'kysely';
import type { SqlValue } from '../../../core/disk/disk.ts';
import { owe } from '../repositories/outbox.ts';
import type { Tables } from '../tables.ts';
import type { OwedMessage, Queries, Tx } from '../unit.ts';
import { kyselyOn } from './kysely-on.ts';
import type { SqlConnection } from './sql-connection.ts';

export class UnitTx implements Tx {
  readonly db: Queries;
  readonly #connection: SqlConnection;
  nowMs = 0;
  correlationId = '';
  /** Whether a statement since it was last set to false may have changed rows. */
  hasChanged = false;
  /** Topics of the messages owed since the transaction began. */
  readonly topics = new Set<string>();

  constructor(connection: SqlConnection) {
    this.#connection = connection;
    this.db = kyselyOn(connection, () => {
      this.hasChanged = true;
    });
  }

  async insert<T extends keyof Tables & string>(
    table: T,
    rows: readonly Insertable<Tables[T]>[],
  ): Promise<void> {
    const [first] = rows;
    if (!first) return;
    this.hasChanged = true;
    const columns = Object.keys(first);
    await this.#connection.insertRows(
      table,
      columns,
      rows.map((row) => columns.map((column) => (row as Record<string, SqlValue>)[column] ?? null)),
    );
  }

  send(message: OwedMessage): Promise<void> {
    this.topics.add(message.topic);
    return owe(this, message);
  }
}
