import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createLogger } from '../../../core/log/logger.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { webhookEvent } from '../webhooks/webhook-event.ts';
import { tellMarket } from './tell-market.ts';
import { anomalyOf, btc, signalOf, statsOf } from './testing/made-by-hand.ts';

function start({ wanted = ['signals', 'anomalies'], isAway = false } = {}) {
  const clock = createManualClock();
  const lines: string[] = [];
  const published: string[] = [];
  const owed: string[] = [];
  const told = tellMarket({
    clock,
    log: createLogger({ write: (line) => lines.push(line), clock, worker: 'gateway' }),
    mqtt: {
      isOn: true,
      publish: (topic, _data, { qos, retain }) => void published.push(`${topic} ${qos} ${retain}`),
    },
    webhooks: { isWanted: (topic) => wanted.includes(topic) },
    store: {
      async sendMessage({ topic, key, payload }) {
        if (isAway) throw new AppError('PEER_UNAVAILABLE');
        assert.equal(topic, 'webhooks');
        webhookEvent.parse(payload);
        owed.push(key);
      },
    },
    coolDownMs: 30_000,
  });
  return { clock, lines, published, owed, told };
}

test('each signal goes out by MQTT, and one of a type and instrument within the cool-down to receivers of webhooks', async () => {
  const { clock, published, owed, told } = start();
  told.signal(signalOf({ id: 's1' }));
  told.signal(signalOf({ id: 's2' }));
  told.signal(signalOf({ id: 's3', type: 'iceberg' }));
  told.signal(signalOf({ id: 's4', instrument: 'spot:BTCUSDT' }));
  told.anomaly(anomalyOf({ id: 'a1', type: 'absorption' }));
  await clock.advance(29_999);
  told.signal(signalOf({ id: 's5' }));
  await clock.advance(1);
  told.signal(signalOf({ id: 's6' }));
  assert.deepEqual(owed, [
    'signal.found-s1',
    'signal.found-s3',
    'signal.found-s4',
    'anomaly.found-a1',
    'signal.found-s6',
  ]);
  assert.equal(published.filter((line) => line === 'signals/usdm/BTCUSDT 1 true').length, 5);
  assert.ok(published.includes('signals/spot/BTCUSDT 1 true'));
  assert.ok(published.includes('anomalies/usdm/BTCUSDT 1 true'));
});

test('figures go out once in five seconds', async () => {
  const { clock, published, told } = start();
  for (let i = 0; i < 11; i++) {
    told.stats([statsOf(), statsOf({ instrument: 'spot:币安人生USDT' })]);
    await clock.advance(1000);
  }
  assert.deepEqual(new Set(published), new Set(['stats/usdm/BTCUSDT 0 true', 'stats/spot/____USDT 0 true']));
  assert.equal(published.length, 6);
});

test('nothing is told of a recording that is played, and receivers are owed only what one of them asked for', () => {
  const replay = { instrument: 'replay:BTCUSDT' };
  const { published, owed, told } = start();
  told.signal(signalOf(replay));
  told.anomaly(anomalyOf(replay));
  told.stats([statsOf(replay)]);
  assert.deepEqual([published, owed], [[], []]);
  const other = start({ wanted: ['anomalies'] });
  other.told.signal(signalOf());
  other.told.anomaly(anomalyOf({ instrument: btc }));
  assert.deepEqual(other.owed, ['anomaly.found-a1']);
});

test('storage that is away is logged and harms nobody', async () => {
  const { clock, lines, told } = start({ isAway: true });
  told.signal(signalOf());
  await clock.advance(0);
  assert.match(lines.join(), /receivers of webhooks are not told/);
});
