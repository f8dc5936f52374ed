import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { Secret } from '../../../core/secret.ts';
import { openTestMqtt } from './testing/open-test-mqtt.ts';
import { startOwnAedes } from './testing/own-aedes.ts';
import { until } from './testing/until.ts';

test('what waits for a broker that is away, and what is given up, is told; with the broker nothing waits', async (t) => {
  const memory = allocateMetricRegion(65_536);
  const figure = (name: string, qos?: string) =>
    readMetrics(memory)
      .filter((sample) => sample.name === name && (qos === undefined || sample.labels['qos'] === qos))
      .reduce((sum, sample) => sum + ('value' in sample ? sample.value : 0), 0);
  const broker = await startOwnAedes();
  t.after(() => broker.end());
  await broker.stop();
  const url = new Secret(`mqtt://127.0.0.1:${broker.port}`);
  const mqtt = await openTestMqtt(t, { url }, memory);
  for (let n = 0; n < 3; n++) mqtt.publish('alerts', n, { qos: 1, retain: false });
  for (let n = 0; n < 5; n++) mqtt.publish('system/health', n, { qos: 0, retain: true });
  mqtt.publish('no topic', 0, { qos: 1, retain: false });
  assert.deepEqual([figure('zapflow_mqtt_up'), figure('zapflow_mqtt_queued')], [0, 3]);
  assert.deepEqual([figure('zapflow_mqtt_dropped', '0'), figure('zapflow_mqtt_dropped', '1')], [4, 1]);

  await broker.start();
  await until(() => figure('zapflow_mqtt_up') === 1);
  await until(() => {
    mqtt.publish('system/health', 'again', { qos: 0, retain: true });
    return figure('zapflow_mqtt_queued') === 0;
  });
});
