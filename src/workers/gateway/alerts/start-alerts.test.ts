import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock, type ManualClock } from '../../../core/testing/manual-clock.ts';
import { MINUTE_MS } from './rule.ts';
import { startAlerts } from './start-alerts.ts';
import { createStoredAlerts, type StoredAlerts } from './testing/alerts-on-clock.ts';

const LOCK_MS = 15 * MINUTE_MS;
const log = { debug() {}, info() {}, warn() {}, error() {}, fatal() {}, child: () => log };

function start(clock: ManualClock, { store }: StoredAlerts) {
  return startAlerts({
    ...{ clock, log, random: createSeededRandom(clock.monotonicMs() + 1), regions: [] },
    settings: { mode: 'sandbox', host: '127.0.0.1', memoryRestartBytes: null, restarted: null },
    supervisor: { status: async () => [] },
    market: { instruments: async () => [] },
    health: async () => ({}),
    storage: { ...store, webhooks: async () => [], parkedMessages: async () => [] },
    needsSetup: async () => false,
    stop: () => undefined,
    live: { begin() {}, publish() {} },
    onAlert() {},
  } as unknown as Parameters<typeof startAlerts>[0]);
}

test('names that are locked are one alert, which ends with the last lock', async () => {
  const clock = createManualClock();
  const stored = createStoredAlerts(clock);
  const alerts = start(clock, stored);
  const states = () => stored.rows.map(({ kind, clearedAtMs }) => [kind, clearedAtMs !== null]);
  alerts.signInLocked(clock.now() + LOCK_MS);
  await clock.advance(10 * MINUTE_MS);
  alerts.signInLocked(clock.now() + LOCK_MS);
  await clock.advance(14 * MINUTE_MS);
  assert.deepEqual(states(), [['sign-in-locked', false]]);
  await clock.advance(2 * MINUTE_MS);
  assert.deepEqual(states(), [['sign-in-locked', true]]);
  await alerts.stop();
});

test('a lock of an earlier life stays an alert until it ends', async () => {
  const clock = createManualClock();
  const stored = createStoredAlerts(clock);
  const earlier = start(clock, stored);
  earlier.signInLocked(clock.now() + LOCK_MS);
  await clock.advance(2000);
  await earlier.stop();
  const alerts = start(clock, stored);
  await clock.advance(10 * MINUTE_MS);
  assert.equal(stored.rows[0]?.clearedAtMs, null);
  await clock.advance(6 * MINUTE_MS);
  assert.notEqual(stored.rows[0]?.clearedAtMs, null);
  await alerts.stop();
});
