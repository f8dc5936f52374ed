// A process of its own that measures how late its main loop is beside each neighbour; prints one line of JSON.
import { nowMs, percentile } from '../harness/measure.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';
import { busyContract } from './services/busy-contract.ts';
import { benchWorker } from './start.ts';

const WARM_MS = 300;
const DURATION_MS = 2000;

const runtime = await startBenchRuntime([benchWorker('busy')], { busy: busyContract });
const { busy } = runtime.clients;
await Promise.all([
  busy.spin({ durationMs: WARM_MS }),
  busy.churn({ durationMs: WARM_MS }),
  latenessMs(WARM_MS),
]);
const idle = await latenessMs(DURATION_MS);
const [spin] = await Promise.all([latenessMs(DURATION_MS), busy.spin({ durationMs: DURATION_MS })]);
const [churn, churnedMib] = await Promise.all([
  latenessMs(DURATION_MS),
  busy.churn({ durationMs: DURATION_MS }),
]);
await runtime.stop();
process.stdout.write(`${JSON.stringify({ idle, spin, churn, churnedMib })}\n`);

/** The p99 of how much later than 1 ms a timer of 1 ms comes. */
function latenessMs(durationMs: number): Promise<number> {
  const samples: number[] = [];
  const endMs = nowMs() + durationMs;
  return new Promise((resolve) => {
    let dueMs = nowMs() + 1;
    const tick = () => {
      samples.push(nowMs() - dueMs);
      if (nowMs() > endMs) return resolve(percentile(samples, 0.99));
      dueMs = nowMs() + 1;
      setTimeout(tick, 1);
    };
    setTimeout(tick, 1);
  });
}
