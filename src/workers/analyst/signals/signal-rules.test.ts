import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { detectors } from '../../../detectors/index.ts';
import { ruleOf, signalRules } from './signal-rules.ts';

test('every detector has a rule with its reason, and every rule is of a detector', () => {
  const names = detectors.map(({ name }) => name);
  assert.deepEqual(Object.keys(signalRules).sort(), names.sort());
  for (const { because } of Object.values(signalRules)) assert.match(because, /^[A-Z].*\.$/);
});

test('docs/signals.md has the table of the rules', () => {
  const page = readFileSync(new URL('../../../../docs/signals.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const expected = Object.entries(signalRules).map(
    ([name, { leads, leastStrength, weight }]) =>
      `| \`${name}\` | ${leads ? leastStrength : 'never'} | ${weight} |`,
  );
  assert.deepEqual(rows, expected);
});

test('what is not listed leads to nothing and counts for little', () => {
  assert.equal(ruleOf('toString').leads, false);
  assert.ok(ruleOf('toString').weight < 0.5);
});
