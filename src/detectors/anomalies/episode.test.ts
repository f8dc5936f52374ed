import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Severity } from './anomaly.ts';
import { Episode } from './episode.ts';

test('an episode is told once, however long it lasts', () => {
  const episode = new Episode<Severity>(1000);
  const told = [0, 500, 1400, 2300, 3299].map((ms) => episode.see('high', ms));
  assert.deepEqual(told, ['high', undefined, undefined, undefined, undefined]);
});

test('what grows worse is told again, what grows better is not', () => {
  const episode = new Episode<Severity>(1000);
  const told = (['medium', 'low', 'high', 'medium', 'critical', 'high'] as const).map((each, i) =>
    episode.see(each, i),
  );
  assert.deepEqual(told, ['medium', undefined, 'high', undefined, 'critical', undefined]);
});

test('after calm another episode begins, with whatever severity', () => {
  const episode = new Episode<Severity>(1000);
  assert.equal(episode.see('critical', 0), 'critical');
  assert.equal(episode.see(undefined, 500), undefined);
  assert.equal(episode.see('low', 999), undefined);
  assert.equal(episode.see('low', 1999), 'low');
});

test('between two that are told at one severity there was calm', () => {
  const severity = fc.constantFrom<Severity | undefined>(undefined, 'low', 'medium', 'high', 'critical');
  fc.assert(
    fc.property(fc.array(fc.tuple(severity, fc.nat(700))), (steps) => {
      const episode = new Episode<Severity>(1000);
      let nowMs = 0;
      let badMs = Number.NEGATIVE_INFINITY;
      let wasCalm = true;
      const known = new Set<Severity>();
      for (const [each, afterMs] of steps) {
        nowMs += afterMs;
        const told = episode.see(each, nowMs);
        if (each === undefined) continue;
        wasCalm = nowMs - badMs >= 1000;
        if (wasCalm) known.clear();
        badMs = nowMs;
        if (told) assert.ok(told === each && !known.has(told));
        if (wasCalm) assert.equal(told, each);
        if (told) known.add(told);
      }
    }),
  );
});
