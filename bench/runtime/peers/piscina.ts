import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

/** Two threads, everything else as it comes unless the number of tasks a thread may hold is given. */
export function createPiscina(concurrentTasksPerWorker?: number) {
  const pool = new Piscina({
    filename: fileURLToPath(new URL('../services/tasks.ts', import.meta.url)),
    minThreads: 2,
    maxThreads: 2,
    ...(concurrentTasksPerWorker === undefined ? {} : { concurrentTasksPerWorker }),
  });
  return {
    add: (input: { a: number; b: number }) => pool.run(input, { name: 'add' }) as Promise<number>,
    spinMs: (durationMs: number) => pool.run(durationMs, { name: 'spinMs' }) as Promise<number>,
    stop: () => pool.destroy(),
  };
}
