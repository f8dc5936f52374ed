// Windows that are carried on give what their whole content gives, computed anew at every step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CoMoments } from './co-moments.ts';
import { Highest, Lowest } from './extreme.ts';
import { Mean } from './mean.ts';
import { Moments } from './moments.ts';
import { Regression } from './regression.ts';
import { Ring } from './ring.ts';
import { Sum } from './sum.ts';
import { WeightedMean } from './weighted-mean.ts';

const series = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 120 });
const length = fc.integer({ min: 1, max: 30 });

type Window = { push(value: number): number };

function sameAsAnew(
  create: (length: number) => Window,
  toResult: (window: readonly number[]) => number,
): void {
  fc.assert(
    fc.property(series, length, (values, size) => {
      const running = create(size);
      values.forEach((value, i) => {
        const found = running.push(value);
        if (i + 1 < size) assert.ok(Number.isNaN(found));
        else assertNear(found, toResult(values.slice(i + 1 - size, i + 1)));
      });
    }),
  );
}

function assertNear(found: number, expected: number): void {
  assert.ok(
    Math.abs(found - expected) <= 1e-9 * Math.max(1e6, Math.abs(expected)),
    `${found}, expected ${expected}`,
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

test('a sum is that of its window', () => sameAsAnew((n) => new Sum(n), sum));
test('a mean is that of its window', () => sameAsAnew((n) => new Mean(n), mean));
test('a highest value is that of its window', () =>
  sameAsAnew(
    (n) => new Highest(n),
    (values) => Math.max(...values),
  ));
test('a lowest value is that of its window', () =>
  sameAsAnew(
    (n) => new Lowest(n),
    (values) => Math.min(...values),
  ));

test('a weighted mean is that of its window', () =>
  sameAsAnew(
    (n) => new WeightedMean(n),
    (values) => sum(values.map((value, i) => (i + 1) * value)) / ((values.length * (values.length + 1)) / 2),
  ));

test('a variance is that of its window', () =>
  sameAsAnew(
    (n) => new Moments(n),
    (values) => mean(values.map((value) => (value - mean(values)) ** 2)),
  ));

test('a line is that of its window', () =>
  sameAsAnew(
    (n) => new Regression(n),
    (values) => {
      const middle = (values.length - 1) / 2;
      const products = sum(values.map((value, i) => (i - middle) * (value - mean(values))));
      const squares = sum(values.map((_, i) => (i - middle) ** 2));
      return mean(values) + (squares > 0 ? products / squares : 0) * middle;
    },
  ));

test('common deviations are those of the window', () =>
  sameAsAnew(
    (n) => {
      const moments = new CoMoments(n);
      return { push: (value) => (moments.push(value, Math.abs(value)) ? moments.products / n : Number.NaN) };
    },
    (values) => {
      const sizes = values.map(Math.abs);
      return mean(values.map((value, i) => (value - mean(values)) * (sizes[i]! - mean(sizes))));
    },
  ));

for (const ties of ['newest', 'oldest'] as const)
  test(`the age of an extreme is that of the ${ties} of equal ones`, () => {
    const few = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(few, length, (values, size) => {
        const highest = new Highest(size, ties);
        values.forEach((value, i) => {
          highest.push(value);
          const window = values.slice(Math.max(0, i + 1 - size), i + 1);
          const top = Math.max(...window);
          const at = ties === 'newest' ? window.lastIndexOf(top) : window.indexOf(top);
          assert.equal(highest.age, window.length - 1 - at);
        });
      }),
    );
  });

test('a flat window deviates by exactly zero, and zeros sum to zero, whatever came before', () => {
  fc.assert(
    fc.property(series, fc.double({ min: -1e6, max: 1e6, noNaN: true }), length, (before, flat, size) => {
      const [moments, zeros] = [new Moments(size), new Sum(size)];
      for (const value of before) {
        moments.push(value);
        zeros.push(value);
      }
      for (let i = 1; i < size; i++) {
        moments.push(flat);
        zeros.push(0);
      }
      assert.equal(moments.push(flat), 0);
      assert.equal(zeros.push(0), 0);
    }),
  );
});

test('a ring gives back what falls out and knows how long ago each value came', () => {
  const ring = new Ring(3);
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((value) => ring.push(value)),
    [Number.NaN, Number.NaN, Number.NaN, 1, 2],
  );
  assert.deepEqual([ring.at(0), ring.at(1), ring.at(2)], [5, 4, 3]);
});
