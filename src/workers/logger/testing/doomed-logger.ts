// A logger thread on given rings, to be killed at any instruction, for the tests of the sink.
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../../core/clock.ts';
import { createLogFiles } from '../files.ts';
import { createSink } from '../sink.ts';

const { rings, directory } = workerData as { rings: [string, SharedArrayBuffer][]; directory: string };
const outputs = [createLogFiles({ directory, clock: systemClock })];
const sink = createSink({ clock: systemClock, outputs, rings });
parentPort?.on('message', async () => {
  await sink.stop();
  parentPort?.close();
});
