import { parentPort } from 'node:worker_threads';
import { spinMs } from '../services/tasks.ts';

parentPort!.on('message', ([id, durationMs]: [number, number]) => {
  spinMs(durationMs);
  parentPort!.postMessage(id);
});
