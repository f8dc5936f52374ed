// What receivers of webhooks and MQTT are told of the market: signals, anomalies, figures. Nothing of recordings that are played.
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import { originOf } from '../../../domain/market/instrument.ts';
import type { FlowStats } from '../../../domain/order-flow/market-words.ts';
import type { AnomalyEvent, Signal } from '../../../domain/order-flow/signal.ts';
import type { Mqtt } from '../mqtt/mqtt.ts';
import { EVENTS_TOPIC, type WebhookEvent } from '../webhooks/webhook-event.ts';
import type { WebhookStore } from '../webhooks/webhook-store.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { CoolDown } from './cool-down.ts';

export type MarketTold = {
  signal(signal: Signal): void;
  anomaly(anomaly: AnomalyEvent): void;
  stats(stats: readonly FlowStats[]): void;
};

type Options = {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
  readonly mqtt: Pick<Mqtt, 'isOn' | 'publish'>;
  readonly webhooks: Pick<Webhooks, 'isWanted'>;
  readonly store: Pick<WebhookStore, 'sendMessage'>;
  /** Between two messages of one type about one instrument to receivers of webhooks. */
  readonly coolDownMs: number;
};

const STATS_MS = 5000;

/** None of its functions waits or throws. */
export function tellMarket({ clock, log, mqtt, webhooks, store, coolDownMs }: Options): MarketTold {
  const rest = new CoolDown(coolDownMs);
  let statsMs = Number.NEGATIVE_INFINITY;

  const owe = (topic: WebhookEvent['topic'], type: string, data: Signal | AnomalyEvent): void => {
    const key = `${topic} ${data.instrument} ${data.type}`;
    if (!webhooks.isWanted(topic) || !rest.take(key, clock.monotonicMs())) return;
    const event = { topic, type, data } satisfies WebhookEvent;
    store
      .sendMessage({ topic: EVENTS_TOPIC, key: `${type}-${data.id}`, payload: event })
      .catch((err: unknown) =>
        log.warn('receivers of webhooks are not told of something', { type, id: data.id, err }),
      );
  };

  return {
    signal(signal) {
      if (isReplayed(signal)) return;
      mqtt.publish(`signals/${toLevels(signal)}`, signal, { qos: 1, retain: true });
      owe('signals', 'signal.found', signal);
    },
    anomaly(anomaly) {
      if (isReplayed(anomaly)) return;
      mqtt.publish(`anomalies/${toLevels(anomaly)}`, anomaly, { qos: 1, retain: true });
      owe('anomalies', 'anomaly.found', anomaly);
    },
    stats(stats) {
      const nowMs = clock.monotonicMs();
      if (!mqtt.isOn || nowMs - statsMs < STATS_MS) return;
      statsMs = nowMs;
      for (const one of stats)
        if (!isReplayed(one)) mqtt.publish(`stats/${toLevels(one)}`, one, { qos: 0, retain: true });
    },
  };
}

export function isReplayed({ instrument }: { readonly instrument: string }): boolean {
  return originOf(instrument) === 'replay';
}

/** `usdm:BTCUSDT` as levels of a topic; a name may have letters that none may have there. */
function toLevels({ instrument }: { readonly instrument: string }): string {
  return instrument
    .split(':')
    .map((level) => level.replaceAll(/[^\w-]/g, '_'))
    .join('/');
}
