// What detectors say on untouched recordings: how often each fires, and whether it foretells more than plain order-flow imbalance.
import { parseArgs } from 'node:util';
import { judge } from './detectors/judge.ts';
import { recordings } from './detectors/recordings.ts';
import { toCountTable, toSkillTable } from './detectors/to-tables.ts';
import { loadRecordedLines } from './market/recorded-lines.ts';

/** Exit code for a wrong command line. */
const USAGE = 64;
const groups = ['counts', 'skill'] as const;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    // as every bench takes it; the same lines give the same findings, so there is nothing to repeat
    reps: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const unknown = values.only.filter((name) => !groups.some((group) => group === name));
if (unknown.length > 0) {
  process.stderr.write(`No group is named ${unknown.join(', ')}; the groups are ${groups.join(', ')}.\n`);
  process.exit(USAGE);
}
const isWanted = (group: (typeof groups)[number]) => values.only.length === 0 || values.only.includes(group);
const print = values.json ? () => {} : (text: string) => process.stdout.write(`${text}\n\n`);

const judgements = [];
for (const names of recordings) judgements.push(judge(await loadRecordedLines(names)));
if (isWanted('counts'))
  for (const part of ['detections', 'signals', 'anomalies'] as const) print(toCountTable(judgements, part));
if (isWanted('skill'))
  for (const { instrument, skill } of judgements) print(`${instrument}\n${toSkillTable(skill)}`);
process.stdout.write(`${JSON.stringify({ subject: 'detectors', recordings: judgements })}\n`);
