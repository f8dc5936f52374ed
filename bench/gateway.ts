// The door for people and programs: live connections, REST, the start, what it takes when idle, the dashboard.
import { dashboard } from './gateway/dashboard.ts';
import { fanOut } from './gateway/fan-out.ts';
import { idle } from './gateway/idle.ts';
import { manyClients } from './gateway/many-clients.ts';
import { restRead } from './gateway/rest-read.ts';
import { start } from './gateway/start.ts';
import { runBench } from './harness/run-bench.ts';

await runBench('gateway', [fanOut, manyClients, restRead, start, idle, dashboard]);
