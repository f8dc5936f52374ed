// What lasts and what is kept warm: group commit, latency, reads, outbox and cache, beside the same without a worker.
import { runBench } from './harness/run-bench.ts';
import { cache } from './storage/cache.ts';
import { latency } from './storage/latency.ts';
import { outbox } from './storage/outbox.ts';
import { postgres } from './storage/postgres.ts';
import { readsBesideWrites } from './storage/reads.ts';
import { writes } from './storage/writes.ts';

await runBench('storage', [writes, latency, readsBesideWrites, outbox, postgres, cache]);
