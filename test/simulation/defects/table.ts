import type { Defect } from './defect.ts';

/** The planted mistakes as a table of Markdown. */
export function toTable(defects: readonly Defect[]): string {
  const rows = defects.map(
    ({ name, why, row, fell: { scenario, seed, invariant } }) =>
      `| \`${name}\` | ${why} | ${row} | ${scenario} ${seed} | ${invariant} |`,
  );
  return [
    '| mistake | what goes wrong | known from | fell at | invariant |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
