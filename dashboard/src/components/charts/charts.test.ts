import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatByUnit, lastOf, toCharts } from './charts.ts';

const series = (name: string, worker: string, ...values: (number | null)[]) => ({
  name,
  worker,
  unit: 'ms',
  values,
});

test('a figure is a chart, in the order in which they are looked at, strangers last', () => {
  const charts = toCharts([
    series('own', 'a', 1),
    series('heap', 'a', 1),
    series('cpu', 'a', 1),
    series('cpu', 'b', 1),
  ]);
  assert.deepEqual(
    charts.map(({ title, lines }) => [title, lines.map(({ worker }) => worker)]),
    [
      ['CPU', ['a', 'b']],
      ['Heap', ['a']],
      ['own', ['a']],
    ],
  );
});

test('of too many workers the highest are drawn, in their own order', () => {
  const [chart] = toCharts([9, null, 7, 8, 6, 5].map((value, i) => series('cpu', `w${i}`, value)));
  assert.deepEqual([chart?.lines.map(({ worker }) => worker), chart?.leftOut], [['w0', 'w2', 'w3', 'w4'], 2]);
});

test('the last value is the last that is known', () => {
  assert.equal(lastOf([1, 2, null]), 2);
  assert.equal(lastOf([null]), null);
});

test('figures are written in their unit', () => {
  assert.equal(formatByUnit('percent')(3.14), '3.1 %');
  assert.equal(formatByUnit('per second')(1234), '1,234/s');
  assert.equal(formatByUnit('messages')(null), '—');
});

test('a worker has one colour in every chart, whoever else is drawn there', () => {
  const [cpu, heap] = toCharts([series('cpu', 'a', 1), series('cpu', 'b', 1), series('heap', 'b', 1)]);
  assert.equal(heap?.lines[0]?.color, cpu?.lines[1]?.color);
  assert.notEqual(cpu?.lines[0]?.color, cpu?.lines[1]?.color);
});
