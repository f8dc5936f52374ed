// A migrated database with its queue of writes, for tests of whatever is written through it.
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { type Clock, systemClock } from '../../../core/clock.ts';
import type { AppError } from '../../../core/errors.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { type WriteOptions, WriteQueue } from '../engine/write-queue.ts';
import { migrate } from '../migrations/migrate.ts';
import type { Tables } from '../tables.ts';
import type { UnitDefinition } from '../unit.ts';
import type { Owner, TestEngine } from './engines.ts';

export type Store = {
  readonly queue: WriteQueue;
  /** Committed rows. */
  readonly rows: Kysely<Tables>;
  /** Topics told as owed, in order. */
  readonly owed: string[];
  /** What came of every batch so far: its error code, or the number of its writes. */
  readonly batches: (string | number)[];
  /** Codes of what was thrown where a batch is told. */
  readonly bugs: string[];
  write<I extends z.ZodType, O extends z.ZodType>(
    unit: UnitDefinition<I, O>,
    input: z.output<I>,
    request?: Partial<WriteOptions>,
  ): Promise<z.output<O>>;
};

export type StoreOptions = {
  readonly clock?: Clock;
  /** Between the queue and the connection. */
  readonly through?: (connection: WriteConnection) => WriteConnection;
  readonly batchMs?: number;
  /** After everything that the queue tells. */
  readonly onTold?: () => void;
};

/** Batches take whatever waits, unless told otherwise: how long they may take depends on the machine. */
const UNHURRIED_MS = 60_000;

export async function openStore(
  owner: Owner,
  engine: TestEngine,
  {
    clock = systemClock,
    through = (connection) => connection,
    batchMs = UNHURRIED_MS,
    onTold = () => {},
  }: StoreOptions = {},
): Promise<Store> {
  const { connection, beside } = await engine.open(owner);
  await migrate(connection, clock.now());
  const owed: string[] = [];
  const batches: (string | number)[] = [];
  const bugs: string[] = [];
  const queue = new WriteQueue({
    connection: through(connection),
    clock,
    batchMs,
    onOwed(topics) {
      owed.push(...topics);
      onTold();
    },
    onOutcome(failure, { writes }) {
      batches.push(failure?.code ?? writes);
      onTold();
    },
    onBug: ({ code }) => void bugs.push(code),
  });
  return {
    queue,
    rows: kyselyOn(beside),
    owed,
    batches,
    bugs,
    write: (unit, input, request) => queue.write('test', unit, input, toRequest(request)) as never,
  };
}

/** The same object where it can be: a caller may give up later. */
function toRequest(request: Partial<WriteOptions> = {}): WriteOptions {
  return Object.assign(request, { correlationId: request.correlationId ?? 'cause' });
}

/** What became of a write, as one word for comparing. */
export async function outcomeOf(write: Promise<unknown>): Promise<string> {
  return write.then(
    (output) => `done ${JSON.stringify(output) ?? ''}`.trim(),
    (error: AppError) => error.code,
  );
}
