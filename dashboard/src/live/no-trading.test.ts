import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkerFigures } from '../../../src/api/system.ts';
import { toNoTrading } from './no-trading.ts';

const named = (...names: string[]) => ({ workers: names.map((name) => ({ name }) as WorkerFigures) });

test('without an executor among the workers it is said that nothing trades', () => {
  assert.match(toNoTrading(named('storage', 'gateway')) ?? '', /^Nothing trades yet: /);
  assert.equal(toNoTrading(named('storage', 'executor')), undefined);
});
