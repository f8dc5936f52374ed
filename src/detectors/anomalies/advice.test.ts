import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advice } from './advice.ts';
import { anomalies } from './index.ts';

test('every anomaly has its recommendations, and every recommendation its anomaly', () => {
  assert.deepEqual(anomalies.map(({ name }) => name).sort(), Object.keys(advice).sort());
});

test('a worse severity never recommends less', () => {
  const severities = ['low', 'medium', 'high', 'critical'];
  const mildestFirst = ['carry-on', 'watch', 'pause', 'reduce', 'close'];
  for (const [name, rows] of Object.entries(advice)) {
    const ranks = Object.entries(rows)
      .sort(([a], [b]) => severities.indexOf(a) - severities.indexOf(b))
      .map(([, row]) => mildestFirst.indexOf(row.advice));
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
      name,
    );
  }
});

test('settings are filled with defaults, each described, and unknown ones refused', () => {
  for (const { name, settings } of anomalies) {
    assert.doesNotThrow(() => settings.parse({}), name);
    assert.throws(() => settings.parse({ unknown: 1 }), name);
    for (const [key, field] of Object.entries(settings.shape))
      assert.ok((field as { description?: string }).description, `${name}.${key}`);
  }
});
