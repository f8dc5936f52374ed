// Watches the memory of the whole process, which no heap limit bounds: buffers and native memory count here too.
import type { Clock, Timer } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log/log.ts';
import type { UnitRunner } from './unit-runner.ts';

export type MemoryWatchOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly limitBytes: number;
  readonly runners: readonly UnitRunner[];
  /** Resident memory of the process. */
  residentBytes(): number;
  onReading(bytes: number): void;
};

const PERIOD_MS = 1000;
const WARN_SHARE = 0.8;
/** Freed memory takes a while to show; killing again before that would take an innocent worker. */
const GRACE_MS = 10_000;
/** A thread that is alive tells its memory within this. */
const ANSWER_MS = 1000;

/** At four fifths of the limit it warns; at the limit the heaviest worker that may restart is ended. */
export function watchMemory(options: MemoryWatchOptions): Timer {
  const { clock, log, limitBytes, residentBytes, onReading } = options;
  let isWarned = false;
  let killedMs = Number.NEGATIVE_INFINITY;
  return clock.every(PERIOD_MS, () => {
    const bytes = readOrNothing(residentBytes);
    if (bytes === undefined) return;
    onReading(bytes);
    const isHigh = bytes > limitBytes * WARN_SHARE;
    if (isHigh && !isWarned) log.warn('process memory is high', { bytes, limitBytes });
    if (!isHigh && isWarned) log.info('process memory is back to normal', { bytes, limitBytes });
    isWarned = isHigh;
    if (bytes <= limitBytes || clock.monotonicMs() - killedMs < GRACE_MS) return;
    killedMs = clock.monotonicMs();
    void killHeaviest(options, bytes);
  });
}

/** It is read from a file, which a program without free descriptors cannot open: that is no reason to end it. */
function readOrNothing(residentBytes: () => number): number | undefined {
  try {
    return residentBytes();
  } catch {
    return undefined;
  }
}

async function killHeaviest(options: MemoryWatchOptions, bytes: number): Promise<void> {
  const { runners, log, limitBytes } = options;
  const restartable = runners.filter(({ spec, state }) => spec.restarts.maxRestarts > 0 && state === 'ready');
  const weights = await Promise.all(restartable.map((runner) => weigh(runner, options)));
  let heaviest = -1;
  weights.forEach((weight, i) => {
    if (weight > (weights[heaviest] ?? 0)) heaviest = i;
  });
  const runner = restartable[heaviest];
  if (!runner)
    return log.error('process memory is over its limit and no worker may be restarted', {
      bytes,
      limitBytes,
    });
  log.error('process memory is over its limit: restarting the heaviest worker', {
    unit: runner.spec.id,
    unitBytes: weights[heaviest],
    bytes,
    limitBytes,
  });
  runner.kill(new AppError('WORKER_FAILED', `${runner.spec.id} was ended to free memory.`));
}

/** Bytes; a thread too busy to answer while memory grows is the first to be suspected. */
async function weigh({ thread }: UnitRunner, { clock }: MemoryWatchOptions): Promise<number> {
  const silence = clock.sleep(ANSWER_MS).then(() => Number.POSITIVE_INFINITY);
  return (await Promise.race([thread?.memoryBytes(), silence])) ?? 0;
}
