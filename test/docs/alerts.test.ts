// Whoever gets an alert finds on the page of symptoms what to do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { alertRules, toldAlerts } from '../../src/workers/gateway/alerts/rules/index.ts';
import { root } from '../architecture/source-file.ts';

test('every kind of alert has its row among the symptoms, and no row is of a kind that is gone', () => {
  const page = readFileSync(`${root}docs/operating.md`, 'utf8');
  const described = [...page.matchAll(/^\| alert `([\w-]+)` \|/gm)].map(([, kind]) => kind as string);
  assert.deepEqual(described.sort(), [...alertRules, ...toldAlerts].map(({ kind }) => kind as string).sort());
});
