// How long a typed call to another thread takes, beside a bare message there and back between the same two threads.
import { median, nowMs, percentile } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';
import { openRawEcho } from './peers/raw-echo.ts';
import { echoContract } from './services/echo-contract.ts';
import { benchWorker } from './start.ts';

const BLOCKS = 20;
const CALLS_PER_BLOCK = 250;
const MICROSECONDS = 1000;

const quote = { symbol: 'BTCUSDT', venue: 'binance', price: 64_231.57, sizeBase: 0.25, isFirm: true };

export const calls: Group = {
  name: 'calls',
  async run({ reps }) {
    const runtime = await startBenchRuntime([benchWorker('echo')], { echo: echoContract });
    const { echo } = runtime.clients;
    const port = await openRawEcho(await echo.threadId());
    const typed = () => echo.echo(quote);
    const raw = () => port.echo(quote);
    for (let i = 0; i < BLOCKS; i++) {
      await block(typed);
      await block(raw);
    }
    const samples = { typed: [] as number[], raw: [] as number[], typedP99: [] as number[] };
    for (let i = 0; i < reps * BLOCKS; i++) {
      const timesUs = await block(typed);
      samples.typed.push(median(timesUs));
      samples.typedP99.push(percentile(timesUs, 0.99));
      samples.raw.push(median(await block(raw)));
    }
    port.close();
    await runtime.stop();
    return [
      {
        key: 'callAgainstRawPort',
        figure: 'typed call, round trip p50',
        unit: 'µs',
        ours: ['callP50Us', samples.typed],
        peer: ['rawPortP50Us', samples.raw],
        ratio: 'ours/peer',
        bar: { atMost: 1.2 },
      },
      {
        key: 'callP99',
        figure: 'typed call, round trip p99',
        unit: 'µs',
        ours: ['callP99Us', samples.typedP99],
      },
    ];
  },
};

/** One call after another, each timed, in µs. Short blocks in turn, because wake-up times change by the second. */
async function block(run: () => Promise<unknown>): Promise<number[]> {
  const timesUs: number[] = [];
  for (let i = 0; i < CALLS_PER_BLOCK; i++) {
    const startedMs = nowMs();
    await run();
    timesUs.push((nowMs() - startedMs) * MICROSECONDS);
  }
  return timesUs;
}
