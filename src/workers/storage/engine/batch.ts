// Group commit: many units in one transaction, each judged by itself, all told after the commit.
import type { Durability } from '../../../core/disk/disk.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import { faultPoint } from '../../../core/fault-point.ts';
import type { UnitDefinition } from '../unit.ts';
import type { WriteConnection } from './sql-connection.ts';
import type { UnitTx } from './unit-tx.ts';

/** Neighbours done at once at most, so that a batch can end in time. */
const MAX_RUN = 16;

/** One write on its way: a unit, its checked input, and what came of it. */
export type Job = {
  readonly name: string;
  readonly unit: UnitDefinition;
  readonly input: unknown;
  readonly correlationId: string;
  readonly acceptedMs: number;
  outcome: { readonly output: unknown } | { readonly error: AppError } | undefined;
};

/**
 * Takes jobs from the front until `isFull` says enough, gives each its outcome and commits; returns how many it took.
 * Throws when nothing was committed, or, with an error of kind unknown-outcome, when that cannot be told: that holds for
 * all jobs.
 */
export async function runBatch(
  connection: WriteConnection,
  tx: UnitTx,
  jobs: readonly Job[],
  isFull: () => boolean = () => false,
): Promise<number> {
  const durability: Durability = jobs.some(({ unit }) => unit.lasts) ? 'full' : 'normal';
  // First all together; only if one fails with rows already changed is everything undone and each fenced off.
  const { taken, isClean } = await attempt(connection, tx, durability, () => runTogether(tx, jobs, isFull));
  if (isClean) return taken;
  await attempt(connection, tx, durability, () => runFenced(connection, tx, jobs.slice(0, taken)));
  return taken;
}

/** A transaction without the work of those that failed is clean, and only that is committed. */
type Attempt = { readonly taken: number; readonly isClean: boolean };

async function attempt(
  connection: WriteConnection,
  tx: UnitTx,
  durability: Durability,
  run: () => Promise<Attempt>,
): Promise<Attempt> {
  tx.topics.clear();
  await connection.begin(durability);
  try {
    faultPoint('storage.begun');
    const result = await run();
    if (!result.isClean) {
      await connection.rollback();
      return result;
    }
    faultPoint('storage.executed');
    await connection.commit();
    faultPoint('storage.committed');
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

async function runTogether(tx: UnitTx, jobs: readonly Job[], isFull: () => boolean): Promise<Attempt> {
  let taken = 0;
  while (taken < jobs.length && (taken === 0 || !isFull())) {
    const run = runOfSame(jobs, taken);
    taken += run.length;
    tx.hasChanged = false;
    const isClean = run.length > 1 ? await runAll(tx, run) : await isCleanAfter(tx, run[0] as Job);
    if (!isClean) return { taken, isClean };
  }
  return { taken, isClean: true };
}

/** Neighbours that can be done at once. */
function runOfSame(jobs: readonly Job[], at: number): readonly Job[] {
  const first = jobs[at] as Job;
  if (!first.unit.runAll) return [first];
  let end = at + 1;
  while (end - at < MAX_RUN && jobs[end]?.unit === first.unit) end++;
  return jobs.slice(at, end);
}

async function runAll(tx: UnitTx, jobs: readonly Job[]): Promise<boolean> {
  try {
    enter(tx, jobs[0] as Job);
    await jobs[0]?.unit.runAll?.(
      tx,
      jobs.map(({ input }) => input),
    );
    for (const job of jobs) job.outcome = { output: undefined };
    return true;
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    return false;
  }
}

/** A unit that refuses before it changed anything leaves nothing to undo. */
async function isCleanAfter(tx: UnitTx, job: Job): Promise<boolean> {
  if (await runOne(tx, job)) return true;
  const { error } = job.outcome as { error: AppError };
  return !tx.hasChanged && (error.kind === 'refused' || error.kind === 'input');
}

async function runFenced(connection: WriteConnection, tx: UnitTx, jobs: readonly Job[]): Promise<Attempt> {
  for (const job of jobs) {
    await connection.query('savepoint unit', []);
    if (!(await runOne(tx, job))) await connection.query('rollback to savepoint unit', []);
    await connection.query('release savepoint unit', []);
  }
  return { taken: jobs.length, isClean: true };
}

async function runOne(tx: UnitTx, job: Job): Promise<boolean> {
  try {
    enter(tx, job);
    job.outcome = { output: await job.unit.run(tx, job.input) };
    return true;
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    job.outcome = { error: toAppError(error) };
    return false;
  }
}

function enter(tx: UnitTx, job: Job): void {
  tx.nowMs = job.acceptedMs;
  tx.correlationId = job.correlationId;
}

/** Whether it concerns the whole database rather than one unit, so that going on is pointless. */
function isOfDatabase(error: unknown): boolean {
  return error instanceof AppError && /^(DISK|DATABASE)_/.test(error.code);
}
