// The judgement of all recordings as tables for people.
import type { Skill } from '../../src/workers/analyst/signals/create-skill-meter.ts';
import type { Counts, Judgement } from './judge.ts';

type Part = 'detections' | 'signals' | 'anomalies';

/** A count for each recording, and how many an hour that is over all of them. */
export function toCountTable(judgements: readonly Judgement[], part: Part): string {
  const names = [...new Set(judgements.flatMap((judgement) => Object.keys(judgement[part])))];
  const heads = judgements.map(({ instrument, hours }) => `${instrument} (${(hours * 60).toFixed(1)} min)`);
  const hours = judgements.reduce((sum, judgement) => sum + judgement.hours, 0);
  const countOf = (counts: Counts, name: string) => counts[name] ?? 0;
  return toColumns([
    [part, ...heads, 'an hour'],
    ...names.map((name) => {
      const counts = judgements.map((judgement) => countOf(judgement[part], name));
      const all = counts.reduce((sum, count) => sum + count, 0);
      return [name, ...counts.map(String), (all / hours).toFixed(1)];
    }),
  ]);
}

/** Each type at each horizon; `beats` says whether even the low end of its hit rate is above the baseline's rate. */
export function toSkillTable(skill: readonly Skill[]): string {
  return toColumns([
    ['foretold', 'horizon', 'cases', 'apart', 'hit rate', '95 %', 'IC', '95 %', 'beats'],
    ...skill.map((one) => [
      one.type,
      `${one.horizonMs / 1000} s`,
      String(one.count),
      String(one.independent),
      toPercent(one.hitRate),
      one.count === 0 ? '—' : `${toPercent(one.hitRateLow)} to ${toPercent(one.hitRateHigh)}`,
      toShare(one.ic),
      one.icLow === null ? '—' : `${toShare(one.icLow)} to ${toShare(one.icHigh)}`,
      toVerdict(one),
    ]),
  ]);
}

function toVerdict({ type, beatsBaseline }: Skill): string {
  if (type === 'baseline') return '';
  return beatsBaseline === null ? 'too few' : beatsBaseline ? 'yes' : 'NO';
}

function toPercent(share: number | null): string {
  return share === null ? '—' : `${(share * 100).toFixed(0)} %`;
}

function toShare(value: number | null): string {
  return value === null ? '—' : value.toFixed(2);
}

function toColumns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines
    .map((cells) =>
      cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    )
    .join('\n');
}
