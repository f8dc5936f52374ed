// The frame of every bench: which groups run, how often, and how the result is printed.
import { parseArgs } from 'node:util';
import { describeMachine } from './measure.ts';
import { type Group, type Row, toJson, toTable } from './report.ts';

/** Exit code for a wrong command line. */
const USAGE = 64;

export async function runBench(subject: string, groups: readonly Group[]): Promise<void> {
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
    process.exit(USAGE);
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
  process.stdout.write(`${toJson(subject, rows)}\n`);
}
