import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import type { InstrumentState } from '../../../domain/order-flow/market-words.ts';
import { anomalyOf } from '../market/testing/made-by-hand.ts';
import { createAnomalyAlerts } from './anomaly-alerts.ts';
import { MINUTE_MS, SECOND_MS } from './rule.ts';

type State = InstrumentState['state'];

function start(open: string[] = []) {
  const clock = createManualClock();
  const told: string[] = [];
  const market = { states: [{ id: 'usdm:BTCUSDT', state: 'live' as State }] };
  const anomalies = createAnomalyAlerts({
    clock,
    alerts: {
      tell({ subject, severity, title }) {
        told.push(`+${subject} ${severity} ${title}`);
        if (!open.includes(subject)) open.push(subject);
      },
      end(_kind, subject) {
        told.push(`-${subject}`);
        open.splice(open.indexOf(subject), 1);
      },
      subjectsOf: () => [...open],
    },
    instruments: async () => market.states,
  });
  const pass = async (minutes: number) => {
    for (let i = 0; i < minutes; i++) {
      await clock.advance(MINUTE_MS);
      anomalies.endOld();
      await anomalies.endFeeds();
    }
  };
  return { anomalies, told, pass, clock, market };
}

test('a critical anomaly is an alert until nothing like it came for ten minutes', async () => {
  const { anomalies, told, pass } = start();
  anomalies.anomalyFound(anomalyOf({ severity: 'high' }));
  anomalies.anomalyFound(anomalyOf({ severity: 'critical', instrument: 'replay:BTCUSDT' }));
  anomalies.anomalyFound(anomalyOf({ severity: 'critical' }));
  const title = 'Critical anomaly in usdm:BTCUSDT: flash-crash';
  assert.deepEqual(told, [`+usdm:BTCUSDT flash-crash critical ${title}`]);
  await pass(6);
  anomalies.anomalyFound(anomalyOf({ severity: 'critical' }));
  await pass(9);
  assert.equal(told.length, 2);
  await pass(1);
  assert.equal(told[2], '-usdm:BTCUSDT flash-crash');
  await pass(20);
  assert.equal(told.length, 3);
});

test('one of an earlier life ends ten minutes after the start', async () => {
  const { told, pass } = start(['usdm:BTCUSDT flash-crash']);
  await pass(10);
  assert.deepEqual(told, []);
  await pass(1);
  assert.deepEqual(told, ['-usdm:BTCUSDT flash-crash']);
});

test('a feed that is silent stays an alert while it is, and is none once it was live for ten seconds', async () => {
  const { anomalies, told, pass, clock, market } = start();
  market.states = [{ id: 'usdm:BTCUSDT', state: 'silent' }];
  anomalies.anomalyFound(anomalyOf({ severity: 'critical', type: 'feed-silent' }));
  await pass(30);
  assert.equal(told.length, 1);
  market.states = [{ id: 'usdm:BTCUSDT', state: 'live' }];
  await anomalies.endFeeds();
  await clock.advance(9 * SECOND_MS);
  await anomalies.endFeeds();
  assert.equal(told.length, 1);
  market.states = [{ id: 'usdm:BTCUSDT', state: 'syncing' }];
  await anomalies.endFeeds();
  market.states = [{ id: 'usdm:BTCUSDT', state: 'live' }];
  await anomalies.endFeeds();
  await clock.advance(9 * SECOND_MS);
  await anomalies.endFeeds();
  assert.equal(told.length, 1);
  await clock.advance(SECOND_MS);
  await anomalies.endFeeds();
  assert.equal(told[1], '-usdm:BTCUSDT feed-silent');
});

test('of an instrument that is not followed any more no gap lasts', async () => {
  const { told, pass, market } = start(['usdm:BTCUSDT data-gap']);
  market.states = [];
  await pass(2);
  assert.deepEqual(told, ['-usdm:BTCUSDT data-gap']);
});
