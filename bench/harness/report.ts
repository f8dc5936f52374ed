// What a bench says: rows of ours beside a peer, judged by their bars, as a table and as one JSON line.
import { median, medianRatio } from './measure.ts';

/** A figure's stable key in the JSON, with its samples in the row's unit. */
export type Measured = readonly [key: string, samples: readonly number[]];

export type Bar = { readonly atMost: number } | { readonly atLeast: number };

export type Row = {
  /** Key of the ratio in the JSON. */
  readonly key: string;
  readonly figure: string;
  readonly unit: string;
  readonly ours: Measured;
  readonly peer?: Measured;
  /** Which way the ratio reads; `peer/ours` says how many times cheaper ours is. */
  readonly ratio?: 'ours/peer' | 'peer/ours';
  /** Judges the ratio where there is one, else ours; without it the row is for information. */
  readonly bar?: Bar;
};

export type Group = {
  readonly name: string;
  run(options: { readonly reps: number }): Promise<Row[]>;
};

export function toTable(rows: readonly Row[]): string {
  const lines = [['figure', 'ours', 'peer', 'ratio', 'bar', 'met'], ...rows.map(toCells)];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines
    .map((cells) =>
      cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    )
    .join('\n');
}

/** The last line of every bench. */
export function toJson(subject: string, rows: readonly Row[]): string {
  const figures: Record<string, number> = {};
  const ratios: Record<string, number> = {};
  for (const row of rows) {
    for (const [key, samples] of [row.ours, ...(row.peer ? [row.peer] : [])])
      figures[key] = toShort(median(samples));
    const ratio = toRatio(row);
    if (ratio !== undefined) ratios[row.key] = toShort(ratio);
  }
  return JSON.stringify({ subject, figures, ratios });
}

/** False when a bar is not met; undefined where there is none. */
export function isMet(row: Row): boolean | undefined {
  if (!row.bar) return undefined;
  const judged = toRatio(row) ?? median(row.ours[1]);
  return 'atMost' in row.bar ? judged <= row.bar.atMost : judged >= row.bar.atLeast;
}

function toRatio({ ours, peer, ratio }: Row): number | undefined {
  if (!peer || !ratio) return undefined;
  return ratio === 'ours/peer' ? medianRatio(ours[1], peer[1]) : medianRatio(peer[1], ours[1]);
}

function toCells(row: Row): string[] {
  const ratio = toRatio(row);
  const unit = ratio === undefined ? row.unit : '×';
  const met = isMet(row);
  return [
    row.figure,
    `${toText(median(row.ours[1]))} ${row.unit}`,
    row.peer ? `${toText(median(row.peer[1]))} ${row.unit}` : '',
    ratio === undefined ? '' : `${toText(ratio)}×`,
    row.bar ? `${'atMost' in row.bar ? `≤ ${row.bar.atMost}` : `≥ ${row.bar.atLeast}`} ${unit}` : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function toText(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: Math.abs(value) < 1000 ? 3 : 4 });
}

function toShort(value: number): number {
  return Number(value.toPrecision(5));
}
