// A thread that logs and then dies in the way it is told, for the tests of the sink.
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../../core/clock.ts';
import { createLogRingWriter } from '../../../core/log/log-ring.ts';
import { createLogger } from '../../../core/log/logger.ts';

const { memory, death } = workerData as { memory: SharedArrayBuffer; death: string };
const ring = createLogRingWriter(memory);
const log = createLogger({ write: ring.write, clock: systemClock, worker: 'doomed' });

for (let number = 0; number < 100; number++) log.info('working', { number });
log.info('last words', { death });

if (death === 'exit') process.exit(3);
if (death === 'throw') throw new Error('fell over');
if (death === 'heap') {
  const hoard: unknown[] = [];
  for (;;) hoard.push(Array.from({ length: 1000 }, (_, at) => ({ at })));
}
parentPort?.postMessage('ready');
for (;;) log.debug('spinning');
