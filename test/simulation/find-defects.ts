// Plants each known defect in a copy of the source and tells at which seed the simulator finds it.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SeedResult } from '../../src/core/simulation/run-seed.ts';
import type { Defect } from './defects/defect.ts';
import { defects } from './defects/index.ts';
import { type Answer, type Job, ProcessEnded, type ProcessesOptions, runJobs } from './seed-processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The text of a file with the defect in it. */
export function plant(source: string, { find, replace, name }: Defect): string {
  if (source.split(find).length !== 2)
    throw new Error(`${name}: the text to replace does not occur exactly once.`);
  return source.replace(find, () => replace);
}

/** True when every one of them was found within the given seeds. */
export async function findDefects(
  wanted: 'all' | readonly string[],
  jobs: readonly Job[],
  say: (line: string) => void,
): Promise<boolean> {
  const chosen = defects.filter(({ name }) => wanted === 'all' || wanted.includes(name));
  if (chosen.length === 0) throw new TypeError(`There is no defect ${wanted}.`);
  let found = 0;
  for (const defect of chosen) {
    try {
      const verdict = await findDefect(defect, jobs);
      if (verdict !== undefined) found++;
      say(`${defect.name}: ${verdict ?? `NOT FOUND in ${jobs.length} seeds`}`);
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
      say(`${defect.name}: NOT FOUND. ${error.message}`);
    }
  }
  say(`${found} of ${chosen.length} defects found`);
  return found === chosen.length;
}

/**
 * How it was found, or nothing. A seed that makes its process hang has found it too; one that ends its process rejects,
 * because the mistake may be one that cannot even be loaded.
 */
export async function findDefect(
  defect: Defect,
  jobs: readonly Job[],
  silenceMs?: number,
): Promise<string | undefined> {
  const copy = `${mkdtempSync(join(tmpdir(), 'zapflow-defect-'))}/`;
  try {
    for (const folder of ['src', 'test']) cpSync(root + folder, copy + folder, { recursive: true });
    for (const name of ['node_modules', 'package.json', 'tsconfig.json'])
      symlinkSync(root + name, copy + name);
    writeFileSync(copy + defect.file, plant(readFileSync(root + defect.file, 'utf8'), defect));
    return await findIn({ root: copy, silenceMs }, jobs);
  } catch (error) {
    if (!(error instanceof ProcessEnded && error.isHung)) throw error;
    // Rejects when it hangs without the defect too.
    await runJobs([error.job]);
    return `found by ${nameOf(error.job)}: hung`;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function findIn(options: ProcessesOptions, jobs: readonly Job[]): Promise<string | undefined> {
  for (let left = jobs; left.length > 0; ) {
    const answers = await runJobs(left, { ...options, onAnswer: ({ result }) => !result.failure });
    const ran = new Set(answers.map(({ result }) => nameOf(result)));
    left = left.filter((job) => !ran.has(nameOf(job)));
    const found = await firstThatHolds(answers.filter(({ result }) => result.failure));
    if (!found) continue;
    const after = jobs.length - left.length;
    return `found after ${after} seeds, by ${nameOf(found)}: ${found.failure?.invariant}`;
  }
  return undefined;
}

/** A seed that fails without the defect too has not found it. */
async function firstThatHolds(failed: readonly Answer[]): Promise<SeedResult | undefined> {
  const jobs = failed.map(({ result: { scenario, seed } }) => ({ scenario, seed }));
  const sound = new Set(
    (await runJobs(jobs)).filter(({ result }) => !result.failure).map(({ result }) => nameOf(result)),
  );
  return failed.map(({ result }) => result).find((result) => sound.has(nameOf(result)));
}

function nameOf({ scenario, seed }: Pick<Job, 'scenario' | 'seed'>): string {
  return `${scenario} ${seed}`;
}
