// Plants each known defect in a copy of the source and tells at which seed the simulator finds it.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Defect } from './defects/defect.ts';
import { defects } from './defects/index.ts';
import { type Job, runJobs } from './seed-processes.ts';

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
    const verdict = await findDefect(defect, jobs);
    if (verdict !== undefined) found++;
    say(`${defect.name}: ${verdict ?? `NOT FOUND in ${jobs.length} seeds`}`);
  }
  say(`${found} of ${chosen.length} defects found`);
  return found === chosen.length;
}

async function findDefect(defect: Defect, jobs: readonly Job[]): Promise<string | undefined> {
  const copy = `${mkdtempSync(join(tmpdir(), 'zapflow-defect-'))}/`;
  try {
    for (const folder of ['src', 'test']) cpSync(root + folder, copy + folder, { recursive: true });
    for (const name of ['node_modules', 'package.json', 'tsconfig.json'])
      symlinkSync(root + name, copy + name);
    writeFileSync(copy + defect.file, plant(readFileSync(root + defect.file, 'utf8'), defect));
    let ran = 0;
    let verdict: string | undefined;
    await runJobs(jobs, {
      root: copy,
      onAnswer({ result: { scenario, seed, failure } }) {
        ran++;
        if (failure) verdict ??= `found after ${ran} seeds, by ${scenario} ${seed}: ${failure.invariant}`;
        return verdict === undefined;
      },
    });
    return verdict;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
