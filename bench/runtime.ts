// The runtime: calls, events, streams, boards, pool, isolation, restarts, logs and counters, beside what people use instead.
import { runBench } from './harness/run-bench.ts';
import { board } from './runtime/board.ts';
import { calls } from './runtime/calls.ts';
import { counters } from './runtime/counters.ts';
import { events } from './runtime/events.ts';
import { isolation } from './runtime/isolation.ts';
import { logging } from './runtime/logging.ts';
import { placement } from './runtime/placement.ts';
import { pool } from './runtime/pool.ts';
import { restart } from './runtime/restart.ts';
import { streams } from './runtime/streams.ts';

await runBench('runtime', [
  calls,
  events,
  streams,
  board,
  pool,
  isolation,
  restart,
  logging,
  counters,
  placement,
]);
