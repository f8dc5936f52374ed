// The programs as they are kept in the project and, where there is clang, as it makes them now: both must do the same.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram } from '../build.ts';

export type ProgramSource = { readonly from: string; load(name: string): Buffer };

const kept: ProgramSource = {
  from: 'kept',
  load: (name) => readFileSync(join(import.meta.dirname, '..', `${name}.so`)),
};
const compiled: ProgramSource = { from: 'compiled', load: buildProgram };

export const hasClang = spawnSync('clang', ['--print-targets']).stdout?.includes('bpf') ?? false;
export const programSources: readonly ProgramSource[] = hasClang ? [kept, compiled] : [kept];
