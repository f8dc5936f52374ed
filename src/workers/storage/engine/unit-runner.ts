// Runs one unit after the other on a connection, each with a tx of its own and no longer than it may take.
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Tx } from '../unit.ts';
import type { SqlConnection } from './sql-connection.ts';
import { type UnitScope, UnitTx } from './unit-tx.ts';

/** Beyond this a unit waits for something that never comes, and all others wait for it. */
const UNIT_MS = 5000;
/** A statement has its own limit, which is longer; so many times over it is waited for. */
const MAX_WAITS = 4;

export class UnitRunner {
  readonly #connection: SqlConnection;
  readonly #clock: Clock;
  /** Topics of the messages that units owe which succeeded. */
  readonly topics = new Set<string>();
  /** Whether the last unit may have changed rows, or left the transaction unusable. */
  hasChanged = false;

  constructor(connection: SqlConnection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  async run<T>(scope: UnitScope & { readonly name: string }, unit: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = new UnitTx(this.#connection, scope);
    const { promise: late, reject } = Promise.withResolvers<never>();
    let waits = 0;
    const timer = this.#clock.every(UNIT_MS, () => {
      if (tx.hasUnanswered && ++waits < MAX_WAITS) return;
      reject(new AppError('UNIT_TIMED_OUT', undefined, { details: { unit: scope.name } }));
    });
    try {
      const output = await Promise.race([unit(tx), late]);
      judge(tx);
      for (const topic of tx.topics) this.topics.add(topic);
      return output;
    } catch (error) {
      throw isOfDatabase(tx.failure) ? tx.failure : error;
    } finally {
      timer.cancel();
      tx.end();
      this.hasChanged = tx.hasChanged;
    }
  }
}

/** Whether it concerns the whole database rather than one unit, so that going on is pointless. */
export function isOfDatabase(error: unknown): boolean {
  return error instanceof AppError && /^(DISK|DATABASE)_/.test(error.code);
}

/** A unit that believes to have succeeded must not have overlooked anything. */
function judge({ failure, hasUnanswered }: UnitTx): void {
  // PostgreSQL has undone the transaction by then, SQLite only the statement: units must behave the same on both.
  if (failure) throw new AppError('BUG', 'A unit went on after a statement had failed.', { cause: failure });
  if (hasUnanswered) throw new AppError('BUG', 'A unit ended before its statements did; await them.');
}
