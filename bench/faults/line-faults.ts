// Lines of the three long recordings, each dropped, doubled and reordered: healed or not, and after how many messages it was told.
import { lineFaults as faults, playFaults, type Verdict } from '../../test/faults/market/faulted-lines.ts';
import { longRecordings } from '../../test/faults/market/recorded-lines.ts';
import type { Group, Row } from '../harness/report.ts';

const PLACES = 2000;

export const lineFaults: Group = {
  name: 'line-faults',
  async run() {
    const places = Math.ceil(PLACES / longRecordings.length);
    const verdicts: Verdict[] = [];
    for (const recording of longRecordings) verdicts.push(...playFaults(recording, places).verdicts);
    return faults.flatMap((fault) =>
      toRows(
        fault,
        verdicts.filter((verdict) => verdict.fault === fault),
      ),
    );
  },
};

function toRows(fault: string, verdicts: readonly Verdict[]): Row[] {
  const hurt = verdicts.filter(({ problem }) => problem !== undefined);
  for (const { stream, line, problem } of hurt.slice(0, 20))
    process.stderr.write(`${fault} ${stream} line ${line}: ${problem}\n`);
  return [
    {
      key: `${fault}Healed`,
      figure: `lines ${fault}, everything as promised afterwards`,
      unit: 'lines',
      ours: [`${fault}HealedLines`, [verdicts.length - hurt.length]],
    },
    {
      key: `${fault}NotHealed`,
      figure: '… not healed, or not told',
      unit: 'lines',
      ours: [`${fault}NotHealedLines`, [hurt.length]],
      bar: { atMost: 0 },
    },
    {
      key: `${fault}Told`,
      figure: '… told or passed over after so many messages of the stream, at most',
      unit: 'messages',
      ours: [`${fault}ToldMessages`, [Math.max(...verdicts.map(({ detectedAfter }) => detectedAfter))]],
      bar: { atMost: 1 },
    },
    {
      key: `${fault}BookBack`,
      figure: '… book known again after so many lines, all streams together, at most',
      unit: 'lines',
      ours: [
        `${fault}BookBackLines`,
        [Math.max(...verdicts.map(({ healedAfter }) => (Number.isNaN(healedAfter) ? 0 : healedAfter)))],
      ],
    },
  ];
}
