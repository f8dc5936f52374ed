// A thread that writes numbered lines and waits for room, for the tests of the log ring.
import { workerData } from 'node:worker_threads';
import { createLogRingWriter } from '../log-ring.ts';

const { memory, count } = workerData as { memory: SharedArrayBuffer; count: number };
const writer = createLogRingWriter(memory);
const idle = new Int32Array(new SharedArrayBuffer(4));
for (let at = 0; at < count; at++) {
  while (!writer.write(`${at} ${'z'.repeat(at % 90)}`, true)) Atomics.wait(idle, 0, 0, 0.1);
}
