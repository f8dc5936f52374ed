// Pure functions on a pool of threads: results, a time-out that really ends the work, and a cancelled task.
import { systemClock } from '../src/core/clock.ts';
import { createPool } from '../src/core/pool/pool.ts';

const pool = createPool<typeof import('./tasks/primes.ts')>({
  module: new URL('./tasks/primes.ts', import.meta.url),
  clock: systemClock,
  maxThreads: 2,
});

const counts = await Promise.all([1000, 10_000, 100_000].map((below) => pool.run('countPrimes', { below })));
console.log(`primes below 1000, 10000, 100000: ${counts.join(', ')}`);

const tooLong = pool.run('countPrimes', { below: 2_000_000_000 }, { timeoutMs: 50 });
await tooLong.catch((error) => console.log(error.code));

const controller = new AbortController();
const cancelled = pool.run('countPrimes', { below: 2_000_000_000 }, { signal: controller.signal });
controller.abort();
await cancelled.catch((error) => console.log(error.code));

console.log(`still serving: ${await pool.run('countPrimes', { below: 100 })}`);
await pool.close();
