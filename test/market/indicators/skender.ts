// Series of Skender's Stock Indicators: full precision, 502 daily candles.
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Bar } from '../../../src/domain/indicators/indicator-input.ts';
import { recordedData } from '../../recorded-data.ts';
import type { Expected, Vector } from './vector.ts';

const folder = 'market/indicators_skender';

type Row = Readonly<Record<string, number | boolean | string | null>>;

export function loadSkender(): Vector[] {
  const bars = loadBars();
  const ratios = loadRows('prs.standard.json.gz');
  return readdirSync(recordedData(`${folder}/results`)).map((file) => {
    const name = file.replace('.standard.json.gz', '');
    const rows = loadRows(file);
    const columns = new Set(rows.flatMap(Object.keys));
    const expected = Object.fromEntries(
      [...columns].map((column) => [column, rows.map((row) => toValue(row[column]))]),
    );
    return { name, bars, pairs: toPairs(name === 'beta' ? rows : ratios, bars), expected, isComplete: true };
  });
}

function loadRows(file: string): readonly Row[] {
  return JSON.parse(gunzipSync(readFileSync(recordedData(`${folder}/results/${file}`))).toString());
}

function loadBars(): Bar[] {
  const [, ...lines] = readFileSync(recordedData(`${folder}/quotes_default.csv`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [open, high, low, close, volume] = line.split(',').slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { open, high, low, close, volume };
  });
}

function toValue(value: Row[string] | undefined): Expected | undefined {
  if (typeof value === 'boolean') return { value: Number(value), tolerance: 0 };
  if (typeof value !== 'number') return undefined;
  return { value, tolerance: 1e-9 * Math.max(1, Math.abs(value)) };
}

/** The other series was not published with them, but their own columns hold it: as returns, and as a ratio to the first. */
function toPairs(rows: readonly Row[], bars: readonly Bar[]): Vector['pairs'] {
  let first = 100;
  return bars.map(({ close: second }, i) => {
    const { returnsEval, prs } = rows[i]!;
    first = prs === undefined ? first * (1 + Number(returnsEval)) : Number(prs) * second;
    return { first, second };
  });
}
