// From a crash to the next answered call: cold beside a bare thread with the same imports, and with a hot spare.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { interleave, nowMs, sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';
import { echoContract } from './services/echo-contract.ts';
import { benchWorker } from './start.ts';

const SAMPLES_PER_REP = 3;
/** Long enough for a spare to import everything, which nobody is told of. */
const SPARE_MS = 600;

const quote = { symbol: 'BTCUSDT', venue: 'binance', price: 64_231.57, sizeBase: 0.25, isFirm: true };

export const restart: Group = {
  name: 'restart',
  async run({ reps }) {
    const cold = await startEcho(false);
    const hot = await startEcho(true);
    const times = await interleave(reps * SAMPLES_PER_REP, {
      cold: () => cold.crashToAnswerMs(),
      bare: spawnToReplyMs,
      hot: async () => {
        await sleep(SPARE_MS);
        return hot.crashToAnswerMs();
      },
    });
    await Promise.all([cold.stop(), hot.stop()]);
    return [
      {
        key: 'coldRestartAgainstBareThread',
        figure: 'crash to answer, cold, against a bare thread',
        unit: 'ms',
        ours: ['coldRestartMs', times.cold],
        peer: ['bareThreadMs', times.bare],
        ratio: 'ours/peer',
        bar: { atMost: 1.5 },
      },
      {
        key: 'hotRestart',
        figure: 'crash to answer, hot spare',
        unit: 'ms',
        ours: ['hotRestartMs', times.hot],
        bar: { atMost: 5 },
      },
    ];
  },
};

async function startEcho(hotSpare: boolean) {
  const runtime = await startBenchRuntime([benchWorker('echo', { hotSpare })], { echo: echoContract });
  const { echo } = runtime.clients;
  await echo.echo(quote);
  return {
    /** From sending the call that ends the thread, its way there included. */
    async crashToAnswerMs(): Promise<number> {
      const startedMs = nowMs();
      const crash = echo.crash().catch(() => {});
      await crash;
      await echo.echo(quote);
      return nowMs() - startedMs;
    },
    stop: () => runtime.stop(),
  };
}

async function spawnToReplyMs(): Promise<number> {
  const startedMs = nowMs();
  const worker = new Worker(new URL('./peers/bare-thread.ts', import.meta.url));
  worker.postMessage(quote);
  await once(worker, 'message');
  const elapsedMs = nowMs() - startedMs;
  await worker.terminate();
  return elapsedMs;
}
