// Small programs around a pool, run as processes of their own; the argument says which.
import { systemClock } from '../../clock.ts';
import { createPool } from '../pool.ts';
import { createGate } from './gate.ts';

const module = new URL('./tasks.ts', import.meta.url);
const pool = createPool<typeof import('./tasks.ts')>({ module, clock: systemClock, maxThreads: 1 });

const programs: Record<string, () => Promise<void>> = {
  async awaits() {
    console.log(await pool.run('add', { a: 1, b: 2 }));
    console.log(await pool.run('exitAtFirst', { gate: createGate(), crashes: 2 }));
    console.log(await pool.run('addSoon', { a: 3, b: 4 }));
  },
  async forgets() {
    console.log(await pool.run('add', { a: 1, b: 2 }));
  },
  async closes() {
    pool.run('loopForever', createGate()).catch((error) => console.log(error.code));
    await pool.close({ drainMs: 10 });
    console.log('closed');
  },
};

await programs[process.argv[2] ?? '']?.();
