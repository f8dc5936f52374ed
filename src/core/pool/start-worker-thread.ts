// Starts a pool thread as a real worker thread.
import { Worker } from 'node:worker_threads';
import type { StartThread, ThreadMessage } from './protocol.ts';

const entry = new URL('./pool-thread.ts', import.meta.url);

/** Pure tasks need no environment, so the thread is given none: no secret can be read there. */
export const startWorkerThread: StartThread = (spec, events) => {
  const worker = new Worker(entry, {
    name: spec.name,
    workerData: { module: spec.module.href, shared: spec.shared },
    env: {},
    ...(spec.resourceLimits === undefined ? {} : { resourceLimits: spec.resourceLimits }),
  });
  let cause: unknown;
  worker.on('message', (message: ThreadMessage) => events.message(message));
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('messageerror', (error) => {
    cause = error;
    void worker.terminate();
  });
  worker.on('exit', (code) => events.exited(cause ?? `exit code ${code}`));
  return {
    post: (batch) => worker.postMessage(batch),
    holdProcess: (hold) => {
      if (hold) worker.ref();
      else worker.unref();
    },
    terminate: async () => {
      await worker.terminate();
    },
  };
};
