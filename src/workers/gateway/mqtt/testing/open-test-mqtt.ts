import type { TestContext } from 'node:test';
import { allocateMetricRegion } from '../../../../core/board/metric-region.ts';
import { openMetrics } from '../../../../core/board/metrics.ts';
import { systemClock } from '../../../../core/clock.ts';
import { systemRandom } from '../../../../core/random.ts';
import { Secret } from '../../../../core/secret.ts';
import { silentLog } from '../../webhooks/testing/start-webhooks.ts';
import { type Mqtt, openMqtt } from '../mqtt.ts';
import type { MqttSettings } from '../mqtt-settings.ts';

/** MQTT on the machine's clock; a port alone is that of a broker on loopback. */
export async function openTestMqtt(
  t: Pick<TestContext, 'after'>,
  given: number | Partial<MqttSettings>,
  memory = allocateMetricRegion(65_536),
): Promise<Mqtt> {
  const settings = typeof given === 'number' ? { url: new Secret(`mqtt://127.0.0.1:${given}`) } : given;
  const mqtt = await openMqtt({
    settings: { url: null, embedded: null, prefix: 'zapflow', ...settings },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    metrics: openMetrics(memory),
  });
  t.after(() => mqtt.stop());
  return mqtt;
}
