// What people write instead of a pool: two threads, a message a task, never fewer than a few waiting at each.
import { Worker } from 'node:worker_threads';

const WAITING_PER_THREAD = 4;

export function createRawPool(threads: number) {
  const url = new URL('./raw-pool-thread.ts', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(url));
  return {
    /** Resolves when all tasks are done. */
    spinAll(count: number, durationMs: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      let sent = 0;
      let done = 0;
      const send = (worker: Worker) => {
        if (sent < count) worker.postMessage([sent++, durationMs]);
      };
      for (const worker of workers) {
        worker.removeAllListeners('message');
        worker.on('message', () => {
          send(worker);
          if (++done === count) resolve();
        });
        for (let i = 0; i < WAITING_PER_THREAD; i++) send(worker);
      }
      return promise;
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
