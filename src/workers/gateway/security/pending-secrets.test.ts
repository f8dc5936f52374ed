import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createPendingSecrets } from './pending-secrets.ts';

test('a secret waits ten minutes for its proof, is forgotten after it, and gives way to a newer one', async () => {
  const clock = createManualClock();
  const pending = createPendingSecrets(clock);
  pending.keep('ada', 'first');
  pending.keep('ada', 'second');
  await clock.advance(10 * 60_000 - 1);
  assert.equal(pending.find('ada'), 'second');
  await clock.advance(1);
  assert.equal(pending.find('ada'), undefined);
  pending.keep('ada', 'third');
  pending.forget('ada');
  assert.equal(pending.find('ada'), undefined);
});

test('no more than 200 wait: the oldest goes', () => {
  const pending = createPendingSecrets(createManualClock());
  for (let id = 0; id <= 200; id++) pending.keep(String(id), 'secret');
  assert.equal(pending.find('0'), undefined);
  assert.equal(pending.find('1'), 'secret');
});
