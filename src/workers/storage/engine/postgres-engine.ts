// PostgreSQL as the engine. While it is away, writes go to the journal or are refused; when it is back, the journal comes first.
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import { Drain, MAX_ENTRIES } from '../journal/drain.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import { Journaling } from '../journal/journaling.ts';
import type { Queries } from '../unit.ts';
import { AnswerWatch } from './answer-watch.ts';
import type { Job } from './batch.ts';
import type { Engine, Routed, Standing } from './engine.ts';
import { kyselyOn } from './kysely-on.ts';
import { Outage } from './outage.ts';
import { Patience } from './patience.ts';
import { isParting, PostgresConnection } from './postgres-connection.ts';
import type { PostgresServer } from './postgres-server.ts';
import { readOf } from './read-task.ts';
import { keepReconnecting } from './reconnecting.ts';
import { toRouted } from './to-routed.ts';
import { UnitRunner } from './unit-runner.ts';

/** A start waits so long for a server that does not even refuse. */
const START_MS = 3000;
const PING_MS = 1000;
/** Statements cross a network, so a transaction is given the time of several. */
const BATCH_MS = 10;

/** A write waits no longer for the end of a round; it is then journaled all the same. */
const ROUND_MS = 1000;
/** Writes that may join the journal in a round. */
const MAX_PER_ROUND = MAX_ENTRIES / 2;

export type PostgresOptions = {
  readonly server: PostgresServer;
  /** Where the journal is kept. */
  readonly journalPath: string;
  readonly maxJournaled: number;
  /** Brings the schema up to date, every time the server is there again. */
  prepare(connection: PostgresConnection): Promise<void>;
  onOwed(topics: Iterable<string>): void;
};

type Doors = Pick<Context, 'clock' | 'random' | 'disk' | 'log' | 'fail'>;

export class PostgresEngine implements Engine {
  readonly connection = new PostgresConnection();
  readonly batchMs = BATCH_MS;
  readonly #doors: Doors;
  readonly #options: PostgresOptions;
  readonly #journal: Journal;
  readonly #journaling: Journaling;
  readonly #drain: Drain;
  readonly #outage: Outage;
  readonly #patience: Patience;
  readonly #watch: AnswerWatch;
  readonly #db: Queries;
  readonly #ending = new AbortController();
  readonly #firstLife = Promise.withResolvers<void>();
  #wasOpen = false;
  #isOpen = false;
  #isStarting = true;
  /** Journaled writes that the database refused in the end. */
  #refused = 0;
  /** The batch under way; the next session waits for its end. */
  #batch: Promise<unknown> = Promise.resolve();
  /** The batch of the journal that is being drained; undefined while none is. */
  #round: Promise<void> | undefined;

  constructor(doors: Doors, options: PostgresOptions) {
    const { clock, disk, log, random } = doors;
    const { server, journalPath, maxJournaled, onOwed } = options;
    this.#doors = doors;
    this.#options = options;
    this.#outage = new Outage(clock, log);
    this.#patience = new Patience(clock);
    this.#watch = new AnswerWatch(clock);
    const journal = openJournal(disk, journalPath, random.hex(16));
    this.#journal = journal;
    this.#journaling = new Journaling({
      journal,
      maxJournaled,
      clock,
      log,
      refusal: () => this.#outage.refusal('write'),
    });
    const connection = this.connection;
    const runner = new UnitRunner(connection, clock);
    this.#drain = new Drain({ journal, connection, runner, log, nowMs: () => clock.now(), onOwed });
    this.#db = kyselyOn({
      dialect: 'postgres',
      query: server.read,
      insertRows() {
        throw new AppError('BUG', 'A read changes nothing.');
      },
    });
  }

  /** Resolves when the database is open, or is known to be away; rejects with what an operator must change. */
  async start(): Promise<void> {
    const { clock, random } = this.#doors;
    const pinging = clock.every(PING_MS, () => void this.#ping());
    this.#ending.signal.addEventListener('abort', () => pinging.cancel());
    void keepReconnecting(
      { clock, random, live: () => this.#live(), onEnd: (error) => this.#ended(toAppError(error)) },
      this.#ending.signal,
    );
    try {
      await Promise.race([this.#firstLife.promise, clock.sleep(START_MS)]);
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      this.#isStarting = false;
    }
  }

  get standing(): Standing {
    return {
      failing: this.#isOpen ? this.#watch.silence : this.#outage.failing,
      isJournaling: !this.#isOpen,
      journaled: this.#journal.count,
      journalFailing: this.#journaling.health.failing,
      refused: this.#refused,
    };
  }

  get connections(): number {
    return Number(this.#isOpen) + this.#options.server.readConnections;
  }

  async read(name: string, input: unknown): Promise<unknown> {
    if (!this.#isOpen) throw this.#outage.refusal('read');
    return readOf(name).run(this.#db, input);
  }

  readonly route = async (jobs: readonly Job[], commit: () => Promise<number>): Promise<Routed> => {
    if (this.#round) await Promise.race([this.#round, this.#doors.clock.sleep(ROUND_MS)]);
    if (this.#isOpen) {
      try {
        const batch = commit();
        this.#batch = batch.catch(() => {});
        return { taken: await this.#watch.over(batch), end: 'committed' };
      } catch (thrown) {
        const error = toAppError(thrown);
        if (!isParting(error)) throw error;
        this.#away(error);
        if (error.kind === 'unknown-outcome') return this.#keepUndecided(jobs, error);
      }
    }
    // Fewer come into the journal in a round than leave it, or it would never be empty under load.
    const some = this.#round ? jobs.slice(0, MAX_PER_ROUND) : jobs;
    this.#kept(this.#journaling.keep(some));
    return toRouted(some);
  };

  forgot(count: number): void {
    this.#refused = Math.max(0, this.#refused - count);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    this.#isOpen = false;
    this.#journaling.undecided.giveUp();
    await this.connection.close();
    await this.#options.server.close();
    this.#journal.close();
  }

  /** Those that were not begun have no outcome; they are like any other write from now on. */
  #keepUndecided(jobs: readonly Job[], error: AppError): Routed {
    const begun = jobs.filter(({ outcome }) => outcome !== undefined);
    this.#kept(this.#journaling.keepUndecided(begun, this.connection.batch, error));
    return toRouted(begun);
  }

  /** What keeps the journal from being written was told to the callers; a file that cannot be trusted ends the worker. */
  #kept(failure: AppError | undefined): void {
    if (failure?.kind === 'config') this.#doors.fail(failure);
  }

  async #live(): Promise<never> {
    const session = await this.#options.server.connect();
    await this.#batch;
    if (this.#ending.signal.aborted) session.cut();
    this.connection.attach(session);
    await this.#options.prepare(this.connection);
    await this.#agree();
    await this.#drainAll();
    const { message: reason } = await session.lost;
    throw this.#isOpen
      ? new AppError('DATABASE_AWAY', undefined, { details: { reason } })
      : this.#outage.cause;
  }

  /** Writes wait for the end of each round, so that none gets past the journal before it is empty. */
  async #drainAll(): Promise<void> {
    while (this.#journal.count > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#round = promise;
      try {
        this.#outage.note(
          new AppError('DATABASE_AWAY', 'It is back; what was journaled is brought over first.'),
        );
        this.#refused += await this.#drain.next();
        if (this.#journal.count === 0) this.#open();
      } catch (error) {
        this.#round = undefined;
        throw error;
      } finally {
        resolve();
      }
    }
    if (!this.#isOpen) this.#open();
  }

  /** What became of the last transaction and of the last drain is told by the row of this journal. */
  async #agree(): Promise<void> {
    const { id } = this.#journal;
    const db = kyselyOn(this.connection);
    const known = await db.selectFrom('writers').selectAll().where('id', '=', id).executeTakeFirst();
    if (!known && this.#journal.hasDatabase && this.#journal.count > 0)
      throw new AppError('JOURNAL_OF_ANOTHER', undefined, { details: { waiting: this.#journal.count } });
    const { batch, drained } = known ?? { batch: 0, drained: 0 };
    if (!known) await db.insertInto('writers').values({ id, batch, drained }).execute();
    this.#journal.belongs();
    this.connection.number(id, Math.max(batch, this.connection.batch, this.#journal.undecidedBatch));
    this.#journaling.undecided.decide(batch);
    this.#journal.decide(batch);
    this.#journal.forget(drained);
    await this.#drain.begin();
    const { refused } = await db
      .selectFrom('journal_refused')
      .select((count) => count.fn.countAll<number>().as('refused'))
      .executeTakeFirstOrThrow();
    this.#refused = refused;
  }

  #open(): void {
    this.#outage.end();
    this.#journaling.health.note(undefined);
    this.#round = undefined;
    this.#wasOpen = true;
    this.#isOpen = true;
    this.#firstLife.resolve();
  }

  #away(error: AppError): void {
    this.connection.detach();
    this.#round = undefined;
    this.#isOpen = false;
    if (this.#ending.signal.aborted) return;
    this.#outage.note(error);
    this.#outage.tell(
      'PostgreSQL cannot be used: what may be done later goes to the journal, all else is refused',
      this.#outage.cause,
    );
  }

  /** Whether it is tried again. */
  #ended(error: AppError): boolean {
    if (this.#ending.signal.aborted) return false;
    const isHopeless = this.#patience.isOver(error, this.#wasOpen);
    this.#away(error);
    if (!isHopeless) this.#firstLife.resolve();
    else if (this.#isStarting) this.#firstLife.reject(error);
    else this.#doors.fail(error);
    return !isHopeless;
  }

  /** An idle session learns only by asking that its server is gone without a word. */
  async #ping(): Promise<void> {
    if (!this.#isOpen || this.#watch.isWaiting) return;
    await this.#watch.over(this.connection.query('select 1', [])).catch((error) => {
      if (this.#isOpen && isParting(toAppError(error))) this.#away(toAppError(error));
    });
  }
}
