// How late the main loop is beside a thread that spins and beside one that makes garbage, each in a fresh process.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Group, Row } from '../harness/report.ts';

const probe = fileURLToPath(new URL('./isolation-probe.ts', import.meta.url));
const SINGLE_THREADED_GC = ['--single-threaded-gc'];

type Lateness = Record<'idle' | 'spin' | 'churn' | 'churnedMib', number>;

export const isolation: Group = {
  name: 'isolation',
  async run({ reps }) {
    const usual: Lateness[] = [];
    const single: Lateness[] = [];
    for (let rep = 0; rep < reps; rep++) {
      usual.push(await measure([]));
      single.push(await measure(SINGLE_THREADED_GC));
    }
    const row = (key: string, figure: string, samples: Lateness[], what: keyof Lateness): Row => ({
      key,
      figure,
      unit: what === 'churnedMib' ? 'MiB' : 'ms',
      ours: [key, samples.map((sample) => sample[what])],
    });
    return [
      row('loopIdleP99Ms', 'main loop, idle process, p99', usual, 'idle'),
      {
        ...row('loopBesideSpinP99Ms', 'main loop beside a spinning worker, p99', usual, 'spin'),
        bar: { atMost: 2 },
      },
      row('loopBesideSpinSingleGcP99Ms', 'the same with single-threaded GC, p99', single, 'spin'),
      row('loopBesideChurnP99Ms', 'main loop beside a garbage-making worker, p99', usual, 'churn'),
      {
        ...row('loopBesideChurnSingleGcP99Ms', 'the same with single-threaded GC, p99', single, 'churn'),
        bar: { atMost: 5 },
      },
      row('churnedMib', 'garbage made', usual, 'churnedMib'),
      row('churnedSingleGcMib', 'garbage made with single-threaded GC', single, 'churnedMib'),
    ];
  },
};

async function measure(flags: readonly string[]): Promise<Lateness> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, probe]);
  return JSON.parse(stdout) as Lateness;
}
