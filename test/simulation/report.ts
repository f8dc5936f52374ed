// What a run of the simulator tells: figures, fault points nobody met, and each failing seed with all that repeats it.
import { execFileSync } from 'node:child_process';
import type { Failure } from '../../src/core/simulation/run-seed.ts';
import type { Answer } from './seed-processes.ts';

const LAST_EVENTS = 60;
const LAST_LINES = 12;

export type Figures = {
  readonly seeds: number;
  readonly failed: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly runAgain: number;
  /** Seeds that were another run the second time. */
  readonly unlike: readonly string[];
  readonly pointsNeverPassed: readonly string[];
  readonly pointsNeverFired: readonly string[];
  /** Fault points that belong to no scenario that ran. */
  readonly pointsOutside: readonly string[];
  /** Of the hashes of all seeds. */
  readonly hash: string;
};

export function describeFigures(figures: Figures): string {
  const { seeds, failed, events, eventsPerSecond, seconds, runAgain, unlike, hash } = figures;
  return [
    '',
    `${seeds} seeds, ${failed} failed; ${events} events in ${seconds.toFixed(1)} s, ${eventsPerSecond} events/s`,
    `${runAgain} seeds run again in another process: ${unlike.length === 0 ? 'the same' : `UNLIKE: ${unlike.join(', ')}`}`,
    `fault points never passed: ${figures.pointsNeverPassed.join(', ') || 'none'}`,
    `fault points never fired: ${figures.pointsNeverFired.join(', ') || 'none'}`,
    `fault points of no scenario that ran: ${figures.pointsOutside.join(', ') || 'none'}`,
    `hash ${hash}`,
  ].join('\n');
}

/** What the seed ran on; a changed working copy is marked. */
export function currentCommit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ', with changes')
    );
  } catch {
    return 'unknown';
  }
}

export function describeFailure({ result, shrunk }: Answer, commit: string): string {
  const failure = (shrunk?.result.failure ?? result.failure) as Failure;
  const command = `npm run simulate -- --scenario ${result.scenario} --seed ${result.seed}`;
  const lines = [
    '',
    `FAILED  scenario ${result.scenario}, seed ${result.seed}, commit ${commit}`,
    `invariant: ${result.failure?.invariant}`,
    `           ${result.failure?.message}`,
    `repeat:    ${command} --no-shrink`,
  ];
  if (shrunk)
    lines.push(
      '',
      `shrunk to ${shrunk.kept.length} of ${result.failure?.parts.length} parts in ${shrunk.runs} runs: ${shrunk.kept.join(' ')}`,
      `           ${failure.message}`,
      `repeat:    ${command} --no-shrink --mask ${shrunk.mask.join(',')}`,
    );
  lines.push('', 'faults:', ...failure.faults.map((fault) => `  ${fault}`));
  lines.push('', `last events (of ${(shrunk?.result ?? result).events}; --json has more):`);
  lines.push(...failure.lastEvents.slice(-LAST_EVENTS).map((event) => `  ${event}`));
  if (failure.lines.length > 0) lines.push('', 'last log lines:');
  lines.push(...failure.lines.slice(-LAST_LINES).map((line) => `  ${line.slice(0, 300)}`));
  return lines.join('\n');
}
