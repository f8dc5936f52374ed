// Group commit: many units in one transaction, each judged by itself, all told after the commit.
import type { Durability } from '../../../core/disk/disk.ts';
import { type AppError, toAppError } from '../../../core/errors.ts';
import { faultPoint } from '../../../core/fault-point.ts';
import type { UnitDefinition } from '../unit.ts';
import type { WriteConnection } from './sql-connection.ts';
import { isOfDatabase, type UnitRunner } from './unit-runner.ts';

/** Neighbours done at once at most, so that a batch can end in time. */
const MAX_RUN = 16;

/** One write on its way: a unit, its checked input, and what came of it. */
export type Job = {
  readonly name: string;
  readonly unit: UnitDefinition;
  readonly input: unknown;
  readonly correlationId: string;
  readonly acceptedMs: number;
  /** Until when its caller waits, on the monotonic clock; undefined when nobody said. */
  readonly deadlineMs?: number | undefined;
  outcome: Outcome | undefined;
};

/** `later` is for those who must wait until the database tells what became of it. */
export type Outcome =
  | { readonly output: unknown }
  | { readonly error: AppError }
  | { readonly later: Promise<unknown> };

/** How many jobs, from the front, were begun: told also when their transaction fails. */
export type Progress = { taken: number };

/**
 * Takes jobs from the front until `isFull` says enough, gives each its outcome and commits; returns how many it took.
 * Throws when nothing was committed, or, with an error of kind unknown-outcome, when that cannot be told: that holds for
 * all jobs that were taken.
 */
export async function runBatch(
  connection: WriteConnection,
  runner: UnitRunner,
  jobs: readonly Job[],
  isFull: () => boolean = () => false,
  progress: Progress = { taken: 0 },
): Promise<number> {
  const durability: Durability = jobs.some(({ unit }) => unit.lasts) ? 'full' : 'normal';
  // First all together; only if one fails with rows already changed is everything undone and each fenced off.
  const isClean = await attempt(connection, runner, durability, () =>
    runTogether(runner, jobs, isFull, progress),
  );
  const { taken } = progress;
  if (!isClean)
    await attempt(connection, runner, durability, () => runFenced(connection, runner, jobs.slice(0, taken)));
  return taken;
}

/** `run` tells whether the transaction is clean, without the work of those that failed: only then is it committed. */
async function attempt(
  connection: WriteConnection,
  runner: UnitRunner,
  durability: Durability,
  run: () => Promise<boolean>,
): Promise<boolean> {
  runner.topics.clear();
  await connection.begin(durability);
  try {
    faultPoint('storage.begun');
    if (!(await run())) {
      await connection.rollback();
      return false;
    }
    faultPoint('storage.executed');
    await connection.commit();
    faultPoint('storage.committed');
    return true;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

async function runTogether(
  runner: UnitRunner,
  jobs: readonly Job[],
  isFull: () => boolean,
  progress: Progress,
): Promise<boolean> {
  while (progress.taken < jobs.length && (progress.taken === 0 || !isFull())) {
    const run = runOfSame(jobs, progress.taken);
    progress.taken += run.length;
    const isClean = run.length > 1 ? await runAll(runner, run) : await isCleanAfter(runner, run[0] as Job);
    if (!isClean) return false;
  }
  return true;
}

/** Neighbours that can be done at once. */
function runOfSame(jobs: readonly Job[], at: number): readonly Job[] {
  const first = jobs[at] as Job;
  if (!first.unit.runAll) return [first];
  let end = at + 1;
  while (end - at < MAX_RUN && jobs[end]?.unit === first.unit) end++;
  return jobs.slice(at, end);
}

async function runAll(runner: UnitRunner, jobs: readonly Job[]): Promise<boolean> {
  const first = jobs[0] as Job;
  try {
    await runner.run(first, async (tx) => first.unit.runAll?.(tx, jobs));
    for (const job of jobs) job.outcome = { output: undefined };
    return true;
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    return false;
  }
}

/** A unit that refuses before it changed anything leaves nothing to undo. */
async function isCleanAfter(runner: UnitRunner, job: Job): Promise<boolean> {
  if (await runOne(runner, job)) return true;
  const { error } = job.outcome as { error: AppError };
  return !runner.hasChanged && (error.kind === 'refused' || error.kind === 'input');
}

async function runFenced(
  connection: WriteConnection,
  runner: UnitRunner,
  jobs: readonly Job[],
): Promise<boolean> {
  for (const job of jobs) {
    // It would take its time again, and those behind it have waited long enough.
    if (hasTimedOut(job)) continue;
    await connection.query('savepoint unit', []);
    if (!(await runOne(runner, job))) await connection.query('rollback to savepoint unit', []);
    await connection.query('release savepoint unit', []);
  }
  return true;
}

async function runOne(runner: UnitRunner, job: Job): Promise<boolean> {
  try {
    job.outcome = { output: await runner.run(job, (tx) => job.unit.run(tx, job.input)) };
    return true;
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    job.outcome = { error: toAppError(error) };
    return false;
  }
}

function hasTimedOut({ outcome }: Job): boolean {
  return outcome !== undefined && 'error' in outcome && outcome.error.code === 'UNIT_TIMED_OUT';
}
