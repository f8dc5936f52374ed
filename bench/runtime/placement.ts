// Four CPU-heavy services and a light one, each on its thread and all on one: what the light one's callers feel.
import type { Client } from '../../src/core/service.ts';
import type { Placement } from '../../src/core/supervisor/placement.ts';
import { interleave, nowMs, percentile, sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';
import { echoContract } from './services/echo-contract.ts';
import { heavyContract } from './services/heavy-contract.ts';
import { benchWorker } from './start.ts';

const HEAVY_CALL_MS = 20;
const LIGHT_EVERY_MS = 5;
const DURATION_MS = 3000;
const CALIBRATION_ROUNDS = 20_000_000;

const heavyNames = ['heavy1', 'heavy2', 'heavy3', 'heavy4'] as const;
const uses = {
  echo: echoContract,
  heavy1: heavyContract('heavy1'),
  heavy2: heavyContract('heavy2'),
  heavy3: heavyContract('heavy3'),
  heavy4: heavyContract('heavy4'),
};
const workers = [
  benchWorker('echo'),
  ...heavyNames.map((name) => benchWorker(name, { file: `heavy.ts?name=${name}` })),
];
const quote = { symbol: 'BTCUSDT', venue: 'binance', price: 64_231.57, sizeBase: 0.25, isFirm: true };

type Heavy = Client<ReturnType<typeof heavyContract>>;
type Load = { readonly heavyPerS: number; readonly lightP99Ms: number; readonly lightP50Ms: number };

export const placement: Group = {
  name: 'placement',
  async run({ reps }) {
    const rounds = await calibrate();
    const loads: Record<'isolated' | 'single', Load[]> = { isolated: [], single: [] };
    const measure = (where: 'isolated' | 'single') => async () => {
      const load = await run(where, rounds);
      loads[where].push(load);
      return load.lightP99Ms;
    };
    const p99Ms = await interleave(reps, { isolated: measure('isolated'), single: measure('single') });
    const of = (where: 'isolated' | 'single', what: keyof Load) =>
      loads[where].slice(1).map((load) => load[what]);
    return [
      {
        key: 'lightP99SingleAgainstIsolated',
        figure: 'light service beside four heavy, p99: isolated, against single',
        unit: 'ms',
        ours: ['lightIsolatedP99Ms', p99Ms.isolated],
        peer: ['lightSingleP99Ms', p99Ms.single],
        ratio: 'peer/ours',
        bar: { atLeast: 20 },
      },
      {
        key: 'lightP50SingleAgainstIsolated',
        figure: 'light service beside four heavy, p50: isolated, against single',
        unit: 'ms',
        ours: ['lightIsolatedP50Ms', of('isolated', 'lightP50Ms')],
        peer: ['lightSingleP50Ms', of('single', 'lightP50Ms')],
        ratio: 'peer/ours',
      },
      {
        key: 'heavyIsolatedAgainstSingle',
        figure: `heavy calls of ${HEAVY_CALL_MS} ms: isolated, against single`,
        unit: '/s',
        ours: ['heavyIsolatedPerS', of('isolated', 'heavyPerS')],
        peer: ['heavySinglePerS', of('single', 'heavyPerS')],
        ratio: 'ours/peer',
      },
    ];
  },
};

/** One call always open at each heavy service; the light one is called on the beat, timed from when the beat was due. */
async function run(where: Placement, rounds: number): Promise<Load> {
  const runtime = await startBenchRuntime(workers, uses, where);
  const { echo, ...heavies } = runtime.clients;
  const startedMs = nowMs();
  const endMs = startedMs + DURATION_MS;
  let heavyCalls = 0;
  const keepBusy = async (heavy: Heavy) => {
    for (; nowMs() < endMs; heavyCalls++) await heavy.compute({ rounds });
  };
  const lightMs: number[] = [];
  const beat = async () => {
    const open: Promise<unknown>[] = [];
    for (let dueMs = startedMs; dueMs < endMs; dueMs += LIGHT_EVERY_MS) {
      if (dueMs > nowMs()) await sleep(dueMs - nowMs());
      open.push(echo.echo(quote).then(() => lightMs.push(nowMs() - dueMs)));
    }
    await Promise.all(open);
  };
  await Promise.all([beat(), ...Object.values(heavies).map(keepBusy)]);
  const heavyPerS = (heavyCalls / (nowMs() - startedMs)) * 1000;
  await runtime.stop();
  return { heavyPerS, lightP99Ms: percentile(lightMs, 0.99), lightP50Ms: percentile(lightMs, 0.5) };
}

/** How many rounds make a heavy call of the wanted length on this machine while nothing else runs. */
async function calibrate(): Promise<number> {
  const runtime = await startBenchRuntime(workers.slice(0, 2), { heavy1: uses.heavy1 });
  const { heavy1 } = runtime.clients;
  await heavy1.compute({ rounds: CALIBRATION_ROUNDS });
  const startedMs = nowMs();
  await heavy1.compute({ rounds: CALIBRATION_ROUNDS });
  const rounds = Math.round((CALIBRATION_ROUNDS * HEAVY_CALL_MS) / (nowMs() - startedMs));
  await runtime.stop();
  return rounds;
}
