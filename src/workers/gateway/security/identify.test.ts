import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createIdentify } from './identify.ts';
import { createOpaque } from './opaque.ts';

test('that a live connection is looked through is no use of its session, or none would ever be idle', async () => {
  const clock = createManualClock();
  const used: string[] = [];
  const nowMs = clock.now();
  const found = {
    ...{ userId: '1', name: 'ada', role: 'admin', hasTotp: false, stepUpUntilMs: null },
    ...{ seenAtMs: nowMs, createdAtMs: nowMs },
  };
  const identify = createIdentify({
    clock,
    storage: { session: async () => found },
    touches: { session: (hash: string) => void used.push(hash), lastSeen: () => undefined },
    isTotpCompulsory: false,
  } as unknown as Parameters<typeof createIdentify>[0]);
  const actor = await identify.bySession(createOpaque(createSeededRandom(1)));
  assert.equal(used.length, 1);
  assert.ok(actor && (await identify.again(actor)));
  assert.equal(used.length, 1);
  await clock.advance(30 * 60_000);
  assert.equal(await identify.again(actor), undefined);
});
