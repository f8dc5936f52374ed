// MQTT as the gateway uses it: one word to all brokers that are configured, and how they are.
import type { Metrics } from '../../../core/board/metrics.ts';
import type { Clock } from '../../../core/clock.ts';
import type { PartHealth } from '../../../core/health.ts';
import type { Log } from '../../../core/log/log.ts';
import { isLoopback } from '../../../core/loopback.ts';
import { type Json, toShownJson } from '../../../core/outside/shown-text.ts';
import type { Random } from '../../../core/random.ts';
import { startBroker } from './embedded-broker.ts';
import type { MqttDoor } from './mqtt-door.ts';
import type { MqttSettings } from './mqtt-settings.ts';
import { loadMqtt } from './open-mqtt.ts';
import { createPublisher, type Publisher } from './publisher.ts';

export type MqttOptions = {
  readonly settings: MqttSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
};

export type PublishOptions = {
  /** 0 for figures, of which the newest counts and which go once a second at most; 1 for what must not be missing. */
  readonly qos: 0 | 1;
  /** Whoever subscribes later gets the last one at once. */
  readonly retain: boolean;
};

export interface Mqtt {
  /** Whether there is a broker to tell. */
  readonly isOn: boolean;
  /** Of the embedded broker. */
  readonly port: number | undefined;
  /** Worse than Healthy while a broker is away; undefined where none is configured. */
  readonly health: PartHealth | undefined;
  /** Below the prefix, as `system/health`. Never throws and never waits. */
  publish(topic: string, data: Json, options: PublishOptions): void;
  stop(): Promise<void>;
}

/** A figure that is no figure; nobody reads it. */
const MAX_PAYLOAD_CHARS = 262_144;
const MAX_QUEUED = 10_000;
const MAX_TOPICS = 1000;
const FIGURE_EVERY_MS = 1000;
const topicForm = /^[\w-]+(\/[\w-]+){0,7}$/;

/** Waits for no broker elsewhere. MQTT_UNBINDABLE or TLS_UNREADABLE when the embedded one cannot be started. */
export async function openMqtt({ settings, clock, random, log, metrics }: MqttOptions): Promise<Mqtt> {
  const { url, embedded, prefix } = settings;
  const queued = metrics.gauge('zapflow_mqtt_queued');
  const dropped = [0, 1].map((qos) => metrics.counter('zapflow_mqtt_dropped', { qos: String(qos) }));
  const cutOff = metrics.counter('zapflow_mqtt_cut_off');
  const onCutOff = () => cutOff.add();
  const broker = embedded ? await startBroker({ ...embedded, prefix, clock, log, onCutOff }) : undefined;
  const publishers: Publisher[] = [];
  const add = (name: string, label: string, door: MqttDoor) => {
    const up = metrics.gauge('zapflow_mqtt_up', { broker: label });
    publishers.push(
      createPublisher({
        ...{ name, door, clock, random, log },
        statusTopic: `${prefix}/status`,
        maxQueued: MAX_QUEUED,
        maxTopics: MAX_TOPICS,
        figureEveryMs: FIGURE_EVERY_MS,
        onDropped: (qos) => dropped[qos]?.add(),
        onState: (isUp) => up.set(Number(isUp)),
      }),
    );
  };
  if (url) {
    const exposure = toExposure(url.reveal());
    if (exposure) log.warn(`the MQTT broker is reached over a network without ${exposure}`);
    add('the MQTT broker', 'outside', await loadMqtt(url, random));
  }
  if (broker) add('the embedded MQTT broker', 'embedded', broker.door);

  return {
    isOn: publishers.length > 0,
    port: broker?.port,
    get health() {
      const ill = publishers.find(({ isUp }) => !isUp);
      return (ill ?? publishers[0])?.health;
    },
    publish(topic, data, { qos, retain }) {
      if (publishers.length === 0) return;
      const payload = JSON.stringify(toShownJson(data));
      if (!topicForm.test(topic) || payload.length > MAX_PAYLOAD_CHARS) {
        dropped[qos]?.add();
        log.error('a message cannot go out by MQTT', { topic, length: payload.length });
        return;
      }
      for (const publisher of publishers)
        publisher.publish({ topic: `${prefix}/${topic}`, payload, qos, retain });
      queued.set(publishers.reduce((sum, publisher) => sum + publisher.queued, 0));
    },
    async stop() {
      await Promise.all(publishers.map((publisher) => publisher.stop()));
      await broker?.close();
    },
  };
}

/** What an address beyond this machine lacks to be safe, in words. */
function toExposure(url: string): string | undefined {
  const { protocol, hostname, password } = new URL(url);
  if (isLoopback(hostname)) return undefined;
  const missing = [protocol === 'mqtts:' ? '' : 'encryption (mqtts://)', password === '' ? 'a password' : ''];
  return missing.filter(Boolean).join(' and ') || undefined;
}
