import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

test('urgent calls go ahead of what waits, and only a few beyond the limit', async () => {
  const begun: string[] = [];
  const open: (() => void)[] = [];
  const note = (name: string) => () => {
    begun.push(name);
    return new Promise<number>((resolve) => open.push(() => resolve(1)));
  };
  const { client, settle } = createPair(
    deskContract,
    deskHandlers({ order: note('order'), stop: note('stop') }),
    { maxConcurrent: 2 },
  );
  const calls = [1, 2, 3].map((id) => client.order({ id }));
  await settle();
  for (let id = 0; id < 20; id++) calls.push(client.stop({ id }));
  await settle();
  assert.deepEqual(begun, ['order', 'order', ...Array.from({ length: 8 }, () => 'stop')]);
  while (begun.length < calls.length) {
    open.shift()?.();
    await settle();
  }
  assert.equal(begun.at(-1), 'order');
  for (const finish of open) finish();
  assert.equal((await Promise.all(calls)).length, 23);
});
