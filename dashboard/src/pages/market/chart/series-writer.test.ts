import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeriesWriter } from './series-writer.ts';

type Bar = { readonly time: number; readonly value: number };

/** As strict as a series of the chart: rising times, and no update that is older than its newest bar. */
function createStrictSeries() {
  const series = {
    bars: [] as Bar[],
    sets: 0,
    setData(bars: Bar[]): void {
      for (const [i, bar] of bars.entries()) assert.ok(i === 0 || bar.time > bars[i - 1]!.time, 'not rising');
      series.bars = bars;
      series.sets += 1;
    },
    update(bar: Bar): void {
      const newest = series.bars.at(-1);
      if (newest && bar.time < newest.time) throw new Error('Cannot update oldest data');
      if (newest?.time === bar.time) series.bars = [...series.bars.slice(0, -1), bar];
      else series.bars = [...series.bars, bar];
    },
  };
  return series;
}

const at = (...times: number[]): Bar[] => times.map((time) => ({ time, value: time }));

test('bars that follow are updates, and only the newest is written again', () => {
  const series = createStrictSeries();
  const writer = createSeriesWriter(series);
  writer.write(at(1, 2), true);
  writer.write([...at(1), { time: 2, value: 7 }], false);
  writer.write([...at(1), { time: 2, value: 7 }, ...at(3, 4)], false);
  assert.deepEqual(series.bars, [...at(1), { time: 2, value: 7 }, ...at(3, 4)]);
  assert.equal(series.sets, 1);
});

test('bars that ended later than those that come now, as when a recording begins anew, are all drawn again', () => {
  const series = createStrictSeries();
  const writer = createSeriesWriter(series);
  writer.write(at(10, 11, 12), true);
  writer.write(at(3, 4), false);
  writer.write(at(3, 4, 5), false);
  writer.write([], false);
  assert.deepEqual(series.bars, []);
  writer.write(at(1), false);
  assert.deepEqual(series.bars, at(1));
});

test('whatever order times come in, nothing throws and the newest bar is the one shown', () => {
  const lists = fc.array(
    fc.tuple(
      fc.uniqueArray(fc.nat(40), { maxLength: 8 }).map((times) => at(...times.sort((a, b) => a - b))),
      fc.boolean(),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lists, (writes) => {
      const series = createStrictSeries();
      const writer = createSeriesWriter(series);
      for (const [bars, isAnew] of writes) {
        writer.write(bars, isAnew);
        assert.equal(series.bars.at(-1)?.time, bars.at(-1)?.time);
      }
    }),
  );
});
