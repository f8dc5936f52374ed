// What one log line costs its caller: ours into a ring that another thread empties, beside pino writing to a file.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { systemClock } from '../../src/core/clock.ts';
import type { LogFields } from '../../src/core/log/log.ts';
import { allocateLogRing, createLogRingWriter } from '../../src/core/log/log-ring.ts';
import { createLogger } from '../../src/core/log/logger.ts';
import { interleave, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';

const BURSTS = 40;
/** About a third of the ring; the next burst begins when the other thread has written this one. */
const LINES_PER_BURST = 1000;
const MICROSECONDS = 1000;

type Info = (message: string, fields: LogFields) => void;

export const logging: Group = {
  name: 'logging',
  async run({ reps }) {
    const folder = mkdtempSync(join(tmpdir(), 'zapflow-bench-'));
    const ours = createOurs(join(folder, 'ours.log'));
    const peer = pino(pino.destination({ dest: join(folder, 'pino.log'), sync: true }));
    const peerInfo: Info = (message, fields) => peer.info(fields, message);
    const costs = await interleave(reps, {
      ours: () => lineUs(ours.info, ours.written),
      pino: () => lineUs(peerInfo, async () => {}),
    });
    const dropped = await ours.stop();
    rmSync(folder, { recursive: true });
    return [
      {
        key: 'logAgainstPino',
        figure: 'log line with 3 fields, cost to the caller; pino sync is … times dearer',
        unit: 'µs',
        ours: ['logLineUs', costs.ours],
        peer: ['pinoLineUs', costs.pino],
        ratio: 'peer/ours',
        bar: { atLeast: 2.5 },
      },
      {
        key: 'logLine',
        figure: 'log line with 3 fields, cost to the caller',
        unit: 'µs',
        ours: ['logLineUs', costs.ours],
        bar: { atMost: 1 },
      },
      {
        key: 'logDropped',
        figure: 'lines dropped',
        unit: 'lines',
        ours: ['logDropped', [dropped]],
        bar: { atMost: 0 },
      },
    ];
  },
};

/** µs a line over the bursts; what lies between them is not counted. */
async function lineUs(info: Info, settled: () => Promise<void>): Promise<number> {
  let spentMs = 0;
  for (let burst = 0; burst < BURSTS; burst++) {
    const startedMs = nowMs();
    for (let i = 0; i < LINES_PER_BURST; i++)
      info('order filled', { symbol: 'BTCUSDT', price: 64_231.57 + i, orderId: 'b7f1c2' });
    spentMs += nowMs() - startedMs;
    await settled();
  }
  return (spentMs / (BURSTS * LINES_PER_BURST)) * MICROSECONDS;
}

function createOurs(file: string) {
  const memory = allocateLogRing();
  const url = new URL('./services/log-drain.ts', import.meta.url);
  const worker = new Worker(url, { workerData: { memory, file } });
  const { write } = createLogRingWriter(memory);
  let [logged, dropped, drained] = [0, 0, 0];
  let onDrained: (() => void) | undefined;
  worker.on('message', (lines: number) => {
    drained = lines;
    onDrained?.();
  });
  const logger = createLogger({
    clock: systemClock,
    worker: 'bench',
    write(line, urgent) {
      logged++;
      if (!write(line, urgent)) dropped++;
    },
  });
  return {
    info: logger.info,
    async written(): Promise<void> {
      while (drained + dropped < logged)
        await new Promise<void>((resolve) => {
          onDrained = resolve;
        });
    },
    async stop(): Promise<number> {
      const exit = once(worker, 'exit');
      worker.postMessage('stop');
      await exit;
      return dropped;
    },
  };
}
