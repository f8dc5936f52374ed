// One process of a simulation: reads its jobs from standard input, writes a line of JSON for each. It is started with
// `--import` of install.ts, so that everything it imports finds time and chance virtual already.

import { readFileSync, writeSync } from 'node:fs';
import { runSeed } from '../../src/core/simulation/run-seed.ts';
import { shrink } from '../../src/core/simulation/shrink.ts';
import { virtual } from './install.ts';
import { loadScenarios } from './load-scenarios.ts';
import type { Answer, Job } from './seed-processes.ts';

const scenarios = await loadScenarios(process.argv[2]);

function answer(value: Answer): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}

for (const { scenario: name, seed, mask = [], isShrunk = false } of JSON.parse(
  readFileSync(0, 'utf8'),
) as Job[]) {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  const masked = new Set(mask);
  const result = await runSeed(scenario, seed, virtual, masked);
  if (!result.failure || !isShrunk) {
    answer({ result, shrunk: undefined });
    continue;
  }
  const run = (without: ReadonlySet<string>) =>
    runSeed(scenario, seed, virtual, new Set([...masked, ...without]));
  answer({ result, shrunk: await shrink(result, run) });
}
