import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { scenarios } from '../scenarios/index.ts';
import { defects } from './index.ts';
import { toTable } from './table.ts';

test('the page on simulation lists every planted mistake', () => {
  const page = readFileSync(new URL('../../../docs/simulation.md', import.meta.url), 'utf8');
  assert.ok(page.includes(toTable(defects)), `docs/simulation.md needs this table:\n${toTable(defects)}`);
});

test('every planted mistake has a name of its own and fell in a scenario that there is', () => {
  assert.equal(new Set(defects.map(({ name }) => name)).size, defects.length);
  const names = new Set(scenarios.map(({ name }) => name));
  for (const { name, fell } of defects) assert.ok(names.has(fell.scenario) && fell.invariant !== '', name);
});

test('a planted mistake changes something', () => {
  for (const { name, find, replace } of defects) assert.notEqual(find, replace, name);
});
