import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenario } from '../../src/core/simulation/scenario.ts';

/** The list of scenarios that a file exports as `scenarios`; without a name the one of this folder. */
export async function loadScenarios(registry: string | undefined): Promise<readonly Scenario[]> {
  const url =
    registry === undefined
      ? new URL('scenarios/index.ts', import.meta.url)
      : pathToFileURL(resolve(registry));
  const { scenarios } = (await import(url.href)) as { scenarios: readonly Scenario[] };
  return scenarios;
}
