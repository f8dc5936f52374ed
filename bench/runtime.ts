// The runtime: calls, events, streams, boards, pool, isolation, restarts, logs and counters, beside what people use instead.
import { parseArgs } from 'node:util';
import { describeMachine } from './harness/measure.ts';
import { type Row, toJson, toTable } from './harness/report.ts';
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

const groups = [calls, events, streams, board, pool, isolation, restart, logging, counters, placement];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    reps: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const print = values.json ? () => {} : (text: string) => process.stdout.write(`${text}\n`);
const reps = Math.max(1, Number.parseInt(values.reps, 10) || 5);
const names = groups.map(({ name }) => name);
const unknown = values.only.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No group is named ${unknown.join(', ')}; the groups are ${names.join(', ')}.\n`);
  process.exit(64);
}

print(`${describeMachine()}\n${reps} interleaved repetitions; medians, ratios are medians of ratios`);
const rows: Row[] = [];
for (const group of groups) {
  if (values.only.length > 0 && !values.only.includes(group.name)) continue;
  const found = await group.run({ reps });
  rows.push(...found);
  print(`\n${group.name}\n${toTable(found)}`);
}
print('');
process.stdout.write(`${toJson('runtime', rows)}\n`);
