import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWebhooks, toStored } from './testing/start-webhooks.ts';

test('a topic is wanted where a receiver that is on asked for it, and while that is not known', async (t) => {
  const rows = [
    toStored('a', { topics: ['signals'] }),
    toStored('off', { topics: ['anomalies'], disabledAtMs: 1 }),
  ];
  const { webhooks, open } = await startWebhooks(t, { rows });
  assert.deepEqual(
    (['signals', 'anomalies', 'trading'] as const).map((topic) => webhooks.isWanted(topic)),
    [true, false, false],
  );
  const unread = open();
  assert.equal(unread.isWanted('trading'), true);
  await unread.stop();
});
