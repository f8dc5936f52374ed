// Does what was journaled, in order: the entries, the number of the last one and what was refused are one transaction.
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import { faultPoint } from '../../../core/fault-point.ts';
import type { Log } from '../../../core/log/log.ts';
import { type Job, runBatch } from '../engine/batch.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import type { UnitRunner } from '../engine/unit-runner.ts';
import type { UnitDefinition } from '../unit.ts';
import { units } from '../units/index.ts';
import type { Journal, JournalEntry } from './journal.ts';

/** Entries of one transaction. */
export const MAX_ENTRIES = 256;
/** How often an entry that fails for the moment holds up all others before it is put aside. */
const MAX_ATTEMPTS = 5;

export type DrainOptions = {
  readonly journal: Journal;
  readonly connection: WriteConnection;
  readonly runner: UnitRunner;
  readonly log: Log;
  nowMs(): number;
  /** Something new is owed on these topics, and committed. */
  onOwed(topics: Iterable<string>): void;
};

type EntryJob = Job & { readonly entry: JournalEntry };

export class Drain {
  readonly #options: DrainOptions;
  /** Of the present round, by the number of the entry. */
  readonly #attempts = new Map<number, number>();

  constructor(options: DrainOptions) {
    this.#options = options;
  }

  /** Before the first entries: what they say of the database holds for what it was when they were accepted. */
  async begin(): Promise<void> {
    const { journal, connection } = this.#options;
    if (journal.count === 0) return;
    const { highest } = await kyselyOn(connection)
      .selectFrom('outbox')
      .select(({ fn }) => fn.max<number | null>('seq').as('highest'))
      .executeTakeFirstOrThrow();
    journal.limitConfirmations(highest ?? 0);
  }

  /** Does the next entries; returns how many were refused. Throws when the database went away again: nothing is lost. */
  async next(): Promise<number> {
    const { journal, connection, runner, log, onOwed } = this.#options;
    const jobs = journal.first(MAX_ENTRIES).map(toJob);
    const last = jobs.at(-1);
    if (!last) return 0;
    await runBatch(this.#closing(connection, jobs, last.entry.number), runner, jobs);
    this.#attempts.clear();
    faultPoint('storage.drained');
    journal.forget(last.entry.number);
    if (runner.topics.size > 0) onOwed(runner.topics);
    const refused = jobs.filter(hasFailed);
    for (const { entry, outcome } of refused)
      log.error('a journaled write was refused and put aside: a person must decide', {
        err: (outcome as { error: AppError }).error,
        number: entry.number,
        unit: entry.unit,
        correlationId: entry.correlationId,
      });
    return refused.length;
  }

  /** The connection, whose commit takes along what the drain itself must remember. */
  #closing(connection: WriteConnection, jobs: readonly EntryJob[], last: number): WriteConnection {
    return {
      dialect: connection.dialect,
      query: (sql, parameters) => connection.query(sql, parameters),
      insertRows: (...rows) => connection.insertRows(...rows),
      begin: (durability) => connection.begin(durability),
      rollback: () => connection.rollback(),
      commit: async () => {
        await this.#remember(jobs, last);
        await connection.commit();
      },
    };
  }

  async #remember(jobs: readonly EntryJob[], last: number): Promise<void> {
    const { journal, connection, nowMs } = this.#options;
    const failed = jobs.filter(hasFailed);
    this.#giveAnotherChance(failed);
    const db = kyselyOn(connection);
    for (const job of failed)
      await db
        .insertInto('journal_refused')
        .values(toRefused(job, journal.id, nowMs()))
        .execute();
    await db.updateTable('writers').set({ drained: last }).where('id', '=', journal.id).execute();
  }

  /** What fails for the moment only is tried again before it is put aside: everything of the round, from the start. */
  #giveAnotherChance(failed: readonly EntryJob[]): void {
    let again: AppError | undefined;
    for (const { entry, outcome } of failed) {
      const { error } = outcome as { error: AppError };
      if (error.kind !== 'transient') continue;
      const attempts = (this.#attempts.get(entry.number) ?? 0) + 1;
      this.#attempts.set(entry.number, attempts);
      if (attempts < MAX_ATTEMPTS) again ??= error;
    }
    if (again) throw again;
  }
}

function hasFailed({ outcome }: Job): boolean {
  return outcome === undefined || 'error' in outcome;
}

function toJob(entry: JournalEntry): EntryJob {
  const { unit: name, correlationId, acceptedMs } = entry;
  const { unit, input } = readEntry(entry);
  return { name, unit, input, correlationId, acceptedMs, outcome: undefined, entry };
}

/** An older program may have written it: what this one cannot read is a unit that refuses. */
function readEntry({ unit: name, input }: JournalEntry): { unit: UnitDefinition; input: unknown } {
  const unit = (units as Readonly<Record<string, UnitDefinition>>)[name];
  if (!unit)
    return { unit: refusing(new AppError('CALL_UNKNOWN', `Storage has no unit ${name}.`)), input: null };
  try {
    return { unit, input: unit.input.parse(JSON.parse(input)) };
  } catch (error) {
    const { message } = toAppError(error);
    return { unit: refusing(new AppError('MESSAGE_INVALID', message)), input: null };
  }
}

function refusing(error: AppError): UnitDefinition {
  return {
    input: z.unknown(),
    idempotent: true,
    lasts: true,
    whenAway: 'journal',
    run: () => Promise.reject(error),
  };
}

function toRefused({ entry, outcome }: EntryJob, writer: string, nowMs: number) {
  const { number, unit, input, correlationId, acceptedMs } = entry;
  const { code, message } = (outcome as { error: AppError }).error;
  return {
    writer,
    number,
    unit,
    input,
    correlation_id: correlationId,
    accepted_at: acceptedMs,
    reason: `${code}: ${message}`,
    refused_at: nowMs,
  };
}
