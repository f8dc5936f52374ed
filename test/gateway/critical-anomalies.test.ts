// Critical anomalies the whole way: from records of a feed through the analyst's detectors to an alert, and to its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemAlert } from '../../src/api/alerts.ts';
import { createSeededRandom } from '../../src/core/random.ts';
import { createManualClock } from '../../src/core/testing/manual-clock.ts';
import { stepping } from '../../src/detectors/anomalies/testing/watch.ts';
import { record, startMs, tested } from '../../src/detectors/testing/records.ts';
import type { FeedRecord } from '../../src/domain/market/feed-record.ts';
import { SymbolRun } from '../../src/workers/analyst/flow/symbol-run.ts';
import { signalSettings } from '../../src/workers/analyst/signals/signal-settings.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/workers/gateway/alerts/rule.ts';
import { startAlerts } from '../../src/workers/gateway/alerts/start-alerts.ts';
import { createStoredAlerts } from '../../src/workers/gateway/alerts/testing/alerts-on-clock.ts';

const log = { debug() {}, info() {}, warn() {}, error() {}, fatal() {}, child: () => log };
const settings = {
  ...{ cvdReset: 'never' as const, disabled: [], detectors: {} },
  signals: signalSettings.parse({}),
};

async function start() {
  const clock = createManualClock();
  const stored = createStoredAlerts(clock);
  const told: string[] = [];
  const market = { state: 'live', isAway: false };
  const alerts = startAlerts({
    ...{ clock, log, random: createSeededRandom(1), regions: [] },
    settings: { mode: 'sandbox', host: '127.0.0.1', memoryRestartBytes: null, restarted: null },
    supervisor: { status: async () => [] },
    health: async () => ({}),
    storage: { ...stored.store, webhooks: async () => [], parkedMessages: async () => [] },
    market: {
      async instruments() {
        if (market.isAway) throw new Error('The market is away.');
        return [{ id: tested.id, state: market.state }];
      },
    },
    needsSetup: async () => false,
    stop: () => undefined,
    live: { begin() {}, publish() {} },
    onAlert: ({ title, clearedAtMs }: SystemAlert) =>
      void told.push(`${clearedAtMs === null ? 'raised' : 'over'}: ${title}`),
  } as unknown as Parameters<typeof startAlerts>[0]);
  await clock.advance(SECOND_MS);
  const run = new SymbolRun({ instrument: tested, settings, listener: { onAnomaly: alerts.anomalyFound } });
  const play = (records: readonly FeedRecord[]) => {
    for (const each of records) run.accept(each);
  };
  return { clock, stored, told, market, alerts, play };
}

const silence = (seconds: number) =>
  Array.from({ length: seconds }, (_, i) => ({
    ...record('silent', 0, 0, (i + 1) * 1000),
    receivedMs: startMs + 60_000 + i * 1000,
  }));

test('a feed that is silent for minutes is an alert until it speaks again, and no longer', async () => {
  const { clock, stored, told, market, alerts, play } = await start();
  market.state = 'silent';
  play([...stepping(60, 5), ...silence(301)]);
  await clock.advance(30 * MINUTE_MS);
  const title = `Critical anomaly in ${tested.id}: feed-silent`;
  assert.deepEqual([told, stored.rows[0]?.clearedAtMs], [[`raised: ${title}`], null]);
  market.isAway = true;
  await clock.advance(MINUTE_MS);
  market.isAway = false;
  market.state = 'live';
  await clock.advance(20 * SECOND_MS);
  assert.deepEqual(told, [`raised: ${title}`, `over: ${title}`]);
  assert.notEqual(stored.rows[0]?.clearedAtMs, null);
  await alerts.stop();
});

test('a crash while nobody wants to hear is told when the silence is over, and its end after it', async () => {
  const { clock, stored, told, alerts, play } = await start();
  alerts.mute('market-anomaly', clock.now() + 5 * MINUTE_MS);
  play(stepping(300, 20, (second) => (second === 200 ? -900 : 0)));
  await clock.advance(4 * MINUTE_MS);
  assert.deepEqual(told, []);
  await clock.advance(2 * MINUTE_MS);
  const title = `Critical anomaly in ${tested.id}: flash-crash`;
  assert.deepEqual(told, [`raised: ${title}`]);
  await clock.advance(6 * MINUTE_MS);
  assert.deepEqual(told, [`raised: ${title}`, `over: ${title}`]);
  assert.deepEqual(
    stored.rows.map(({ clearedAtMs }) => clearedAtMs !== null),
    [true],
  );
  await alerts.stop();
});

test('a crash that was told is over for those who heard of it, also within a silence', async () => {
  const { clock, told, alerts, play } = await start();
  play(stepping(300, 20, (second) => (second === 200 ? -900 : 0)));
  await clock.advance(MINUTE_MS);
  alerts.mute('market-anomaly', clock.now() + 60 * MINUTE_MS);
  await clock.advance(11 * MINUTE_MS);
  assert.equal(told.length, 2);
  await alerts.stop();
});
