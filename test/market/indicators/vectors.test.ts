// Every published series we have, value by value. A series without an indicator fails.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { AnyIndicator } from '../../../src/domain/indicators/define-indicator.ts';
import { indicators } from '../../../src/domain/indicators/index.ts';
import { recordedData, skipsWithoutData } from '../../recorded-data.ts';
import type { Case, Column, Exclusion, Results } from './case.ts';
import { loadSkender } from './skender.ts';
import { skenderCases } from './skender-cases.ts';
import { loadStockcharts } from './stockcharts.ts';
import { stockchartsCases } from './stockcharts-cases.ts';
import { loadTulip } from './tulip.ts';
import { tulipCases, tulipExclusions } from './tulip-cases.ts';
import type { Expected, Vector } from './vector.ts';

type Source = {
  readonly name: string;
  readonly load: () => readonly Vector[];
  readonly cases: readonly Case[];
  readonly exclusions: readonly Exclusion[];
};

const sources: readonly Source[] = [
  { name: 'Skender', load: loadSkender, cases: skenderCases, exclusions: [] },
  { name: 'StockCharts', load: loadStockcharts, cases: stockchartsCases, exclusions: [] },
  {
    name: 'Tulip',
    load: () => [...loadTulip('atoz'), ...loadTulip('extra')],
    cases: tulipCases,
    exclusions: tulipExclusions,
  },
];

/** In the folders of series, beside those that are read whole. */
const files: Readonly<Record<string, readonly string[]>> = {
  indicators_skender: ['quotes_default.csv', 'results'],
  indicators_tulip: ['atoz.txt', 'candles.txt', 'extra.txt'],
};

test('no file of series is overlooked', { skip: skipsWithoutData }, () => {
  const folders = readdirSync(recordedData('market')).filter((folder) => folder.startsWith('indicators_'));
  assert.deepEqual(folders, ['indicators_skender', 'indicators_stockcharts_ta', 'indicators_tulip']);
  // Tulip's candles.txt names shapes of candles, such as a doji, at places: no series of values, so no indicator.
  for (const [folder, names] of Object.entries(files))
    assert.deepEqual(readdirSync(recordedData(`market/${folder}`)).sort(), names);
});

for (const { name, load, cases, exclusions } of sources) {
  const vectors = skipsWithoutData ? [] : load();

  test(`every series of ${name} has its indicator or a reason`, { skip: skipsWithoutData }, () => {
    const known = [...cases, ...exclusions].map(({ vector }) => vector).sort();
    assert.deepEqual(known, vectors.map((vector) => vector.name).sort());
  });

  for (const each of cases)
    test(`${each.indicator} gives what ${name} has in ${each.vector}`, { skip: skipsWithoutData }, () => {
      const vector = vectors.find((candidate) => candidate.name === each.vector);
      assert.ok(vector);
      const results = run(find(each.indicator), each.settings, vector);
      for (const [column, source] of Object.entries(each.columns)) {
        const expected: Vector['expected'][string] | undefined = vector.expected[column];
        assert.ok(expected, `no column ${column}`);
        const found =
          typeof source === 'string'
            ? results.map((result) => result?.[source])
            : source(results, vector.bars);
        compare(found, expected, { each, column, isComplete: vector.isComplete });
      }
      if (vector.isComplete) assert.deepEqual(unused(each, vector), []);
    });
}

function find(name: string): AnyIndicator {
  const found = indicators.find((indicator) => indicator.name === name);
  assert.ok(found, `no indicator ${name}`);
  return found;
}

function run(indicator: AnyIndicator, settings: Case['settings'], { bars, pairs }: Vector): Results {
  const running = indicator.create(settings);
  return bars.map((bar, i) => {
    const input = { close: bar.close, candle: bar, pair: pairs[i]! }[indicator.inputs];
    const result = running.push(input);
    return typeof result === 'number' ? { [indicator.outputs[0]!]: result } : result;
  });
}

function compare(
  found: Column,
  expected: readonly (Expected | undefined)[],
  { each, column, isComplete }: { each: Case; column: string; isComplete: boolean },
): void {
  const wrong = expected.flatMap((wanted, i) => {
    const value = found[i];
    if (i < (each.from?.row ?? 0)) return [];
    if (wanted === undefined) return isComplete && value !== undefined ? `${i}: ${value}, expected none` : [];
    const apart = each.within?.apart ?? wanted.tolerance * (each.slack?.times ?? 1);
    if (value !== undefined && Math.abs(value - wanted.value) <= apart) return [];
    return `${i}: ${value}, expected ${wanted.value}`;
  });
  const what = `${each.vector} ${column}`;
  assert.deepEqual(wrong.slice(0, 5), [], `${what}: ${wrong.length} of ${expected.length} differ`);
  assert.ok(
    expected.some((wanted) => wanted !== undefined),
    `${what} expects nothing`,
  );
}

/** Columns with values that no output is compared with. */
function unused({ columns }: Case, { expected }: Vector): string[] {
  return Object.keys(expected).filter(
    (column) => !Object.hasOwn(columns, column) && expected[column]!.some((each) => each !== undefined),
  );
}
