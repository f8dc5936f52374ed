import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createBalancer, type Load, toLoadScore } from './balance.ts';

const load = fc.record({
  inFlight: fc.nat({ max: 1024 }),
  busyShare: fc.double({ min: 0, max: 1, noNaN: true }),
});

it('more load of either kind never makes a thread look freer, however overloaded it is', () => {
  fc.assert(
    fc.property(load, load, (a, more) => {
      const b = { inFlight: a.inFlight + more.inFlight, busyShare: a.busyShare + more.busyShare };
      assert.ok(toLoadScore(b) >= toLoadScore(a));
    }),
  );
});

it('least-loaded picks the freest of those with room', () => {
  const pick = createBalancer('least-loaded', []);
  const loads: Load[] = [
    { index: 0, inFlight: 3, busyShare: 0, hasRoom: true },
    { index: 1, inFlight: 1, busyShare: 0.9, hasRoom: true },
    { index: 2, inFlight: 1, busyShare: 0.2, hasRoom: true },
    { index: 3, inFlight: 0, busyShare: 0, hasRoom: false },
  ];
  assert.equal(pick(loads)?.index, 2);
  assert.equal(pick([loads[3]!]), undefined);
});

it('round-robin goes round by index and passes over the full', () => {
  const pick = createBalancer('round-robin', []);
  const loads = [0, 1, 2].map((index) => ({ index, inFlight: 0, busyShare: 0, hasRoom: index !== 1 }));
  assert.deepEqual(
    [1, 2, 3, 4].map(() => pick(loads)?.index),
    [0, 2, 0, 2],
  );
});

it('weighted gives each its share, evenly spread', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }), (weights) => {
      const pick = createBalancer('weighted', weights);
      const loads = weights.map((_, index) => ({ index, inFlight: 0, busyShare: 0, hasRoom: true }));
      const round = weights.reduce((sum, weight) => sum + weight, 0);
      const picked = weights.map(() => 0);
      for (let i = 0; i < round * 2; i++) picked[pick(loads)!.index]!++;
      assert.deepEqual(
        picked,
        weights.map((weight) => weight * 2),
      );
    }),
  );
  const pick = createBalancer('weighted', [5, 1, 1]);
  const loads = [0, 1, 2].map((index) => ({ index, inFlight: 0, busyShare: 0, hasRoom: true }));
  assert.deepEqual(
    Array.from({ length: 7 }, () => pick(loads)!.index),
    [0, 0, 1, 0, 2, 0, 0],
  );
});
