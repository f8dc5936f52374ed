// `npm run simulate`: many seeds of every scenario in processes of their own, and what came of them.
import { createHash } from 'node:crypto';
import { faultPoints } from '../../src/core/fault-point.ts';
import type { Scenario } from '../../src/core/simulation/scenario.ts';
import { findDefects } from './find-defects.ts';
import { loadScenarios } from './load-scenarios.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { currentCommit, describeFailure, describeFigures, type Figures } from './report.ts';
import { type Answer, type Job, runJobs } from './seed-processes.ts';

/** Every so many seeds one is run again in another process, among other seeds: it must be the same run. */
const AGAIN_EVERY = 50;
/** From this many seeds on, a fault point that never fired is a failure. */
const MANY_SEEDS = 1000;
/** Seeds that fail in the same way are told once. */
const MAX_TOLD = 3;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Seeds are dealt in turn, so that more scenarios do not make a run longer. */
function dealJobs({ from, seeds, scenario, mask }: Options, scenarios: readonly Scenario[]): Job[] {
  const chosen = scenarios.filter(({ name }) => scenario === undefined || name === scenario);
  if (chosen.length === 0) throw new TypeError(`There is no scenario ${scenario}.`);
  return Array.from({ length: seeds }, (_, i) => {
    const seed = from + i;
    return { scenario: chosen[seed % chosen.length]?.name ?? '', seed, mask };
  });
}

async function simulate(options: Options, scenarios: readonly Scenario[]): Promise<boolean> {
  const { processes, registry, mask, isShrunk, isJson } = options;
  const jobs = dealJobs(options, scenarios);
  const startedMs = performance.now();
  const answers = await runJobs(jobs, { processes, registry });
  const seconds = (performance.now() - startedMs) / 1000;
  const repeated = jobs.filter((_, i) => i % AGAIN_EVERY === 0).reverse();
  const again = await runJobs(repeated, { processes: 1, registry });
  const failing = firstOfEachKind(answers).map(({ result: { scenario, seed } }) => ({
    scenario,
    seed,
    mask,
    isShrunk,
  }));
  const told = await runJobs(failing, { processes, registry });
  const figures = toFigures(answers, again, seconds, scenarios);
  const commit = currentCommit();
  if (isJson) say(JSON.stringify({ ...figures, commit, failures: told }));
  else
    for (const text of [...told.map((answer) => describeFailure(answer, commit)), describeFigures(figures)])
      say(text);
  const isMissed = figures.pointsNeverFired.length > 0 && answers.length >= MANY_SEEDS;
  return figures.failed === 0 && figures.unlike.length === 0 && !isMissed;
}

function toFigures(
  answers: readonly Answer[],
  again: readonly Answer[],
  seconds: number,
  scenarios: readonly Scenario[],
): Figures {
  const nameOf = ({ result: { scenario, seed } }: Answer) => `${scenario} ${seed}`;
  const hashes = new Map(answers.map((answer) => [nameOf(answer), answer.result.hash]));
  const hash = createHash('sha256').update(answers.map(({ result }) => result.hash).join());
  const events = answers.reduce((sum, { result }) => sum + result.events, 0);
  return {
    seeds: answers.length,
    failed: answers.filter(({ result }) => result.failure).length,
    events,
    eventsPerSecond: Math.round(events / seconds),
    seconds,
    runAgain: again.length,
    unlike: again.filter((answer) => hashes.get(nameOf(answer)) !== answer.result.hash).map(nameOf),
    ...toPoints(answers, scenarios),
    hash: hash.digest('hex').slice(0, 16),
  };
}

function toPoints(
  answers: readonly Answer[],
  scenarios: readonly Scenario[],
): Pick<Figures, 'pointsNeverPassed' | 'pointsNeverFired' | 'pointsOutside'> {
  const ran = new Set(answers.map(({ result }) => result.scenario));
  const prefixes = scenarios.filter(({ name }) => ran.has(name)).flatMap(({ faults }) => faults.points ?? []);
  const expected = faultPoints.filter((point) => prefixes.some((prefix) => point.startsWith(`${prefix}.`)));
  const passed = new Set(answers.flatMap(({ result }) => result.pointsPassed));
  const fired = new Set(answers.flatMap(({ result }) => result.pointsFired));
  return {
    pointsNeverPassed: expected.filter((point) => !passed.has(point)),
    pointsNeverFired: expected.filter((point) => !fired.has(point)),
    pointsOutside: faultPoints.filter((point) => !expected.includes(point)),
  };
}

function firstOfEachKind(answers: readonly Answer[]): Answer[] {
  const kinds = new Map<string, Answer>();
  for (const answer of answers) {
    const { scenario, failure } = answer.result;
    const kind = `${scenario} ${failure?.invariant}`;
    if (failure && !kinds.has(kind)) kinds.set(kind, answer);
  }
  return [...kinds.values()].slice(0, MAX_TOLD);
}

async function run(options: Options): Promise<boolean> {
  const scenarios = await loadScenarios(options.registry);
  return options.defects.length > 0
    ? findDefects(options.defects, dealJobs(options, scenarios), say)
    : simulate(options, scenarios);
}

const WRONG_USAGE = 2;

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.isHelp) say(usage.trimEnd());
  else process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  const isUsage = error instanceof TypeError;
  if (isUsage) process.stderr.write(`\n${usage}`);
  process.exitCode = isUsage ? WRONG_USAGE : 1;
}
