// What the gateway tells others by itself: webhooks to receivers, MQTT to brokers. Each is on its own, and neither holds up
// whoever has something to tell.
import type { SystemAlert } from '../../api/alerts.ts';
import type { SystemState } from '../../api/system.ts';
import type { StopState } from '../../api/trading.ts';
import type { Metrics } from '../../core/board/metrics.ts';
import type { Clock } from '../../core/clock.ts';
import type { Parts } from '../../core/health.ts';
import type { Log } from '../../core/log/log.ts';
import { nodePublic } from '../../core/outside/node-public.ts';
import { createPublicTransport, type PublicTransport } from '../../core/outside/public-transport.ts';
import type { Random } from '../../core/random.ts';
import { type MarketTold, tellMarket } from './market/tell-market.ts';
import { type Mqtt, openMqtt } from './mqtt/mqtt.ts';
import type { Sealed } from './security/sealed.ts';
import type { GatewaySettings } from './settings.ts';
import type { StoredWebhook, WebhookStore } from './webhooks/webhook-store.ts';
import { openWebhooks, type Webhooks } from './webhooks/webhooks.ts';

export type OutgoingOptions = {
  readonly store: WebhookStore;
  readonly sealed: Sealed;
  readonly settings: Pick<GatewaySettings, 'outside' | 'webhooks' | 'mqtt'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Asked once a second, only where there is a broker to tell. */
  readonly system: () => Promise<SystemState>;
  /** A receiver was switched off, which somebody should hear of. */
  readonly onWebhookDisabled: (webhook: StoredWebhook, says: string) => void;
};

export interface Outgoing {
  readonly webhooks: Webhooks;
  /** The one opener for addresses that people give. */
  readonly transport: PublicTransport;
  readonly mqtt: Mqtt;
  /** For `/api/health`, under the name of this worker; empty where no broker is configured. */
  health(): Parts;
  /** For MQTT, as what follows: receivers of webhooks are owed what changes in storage, with the change itself. */
  tradingIs(state: StopState): void;
  alertChanged(alert: SystemAlert): void;
  /** For both. */
  readonly market: MarketTold;
  stop(): Promise<void>;
}

const FIGURES_MS = 1000;

/** Rejects with MQTT_UNBINDABLE or TLS_UNREADABLE when the embedded broker cannot be started; waits for nothing outside. */
export async function startOutgoing(options: OutgoingOptions): Promise<Outgoing> {
  const { store, sealed, settings, clock, random, log, metrics } = options;
  const transport = createPublicTransport({ machine: nodePublic, ...settings.outside });
  const mqtt = await openMqtt({ settings: settings.mqtt, clock, random, log, metrics });
  const webhooks = openWebhooks({
    ...{ store, transport, sealed, clock, random, log, metrics },
    settings: settings.webhooks,
    onDisabled: options.onWebhookDisabled,
  });

  const notTold = (error: unknown) => log.debug('figures were not told to the MQTT broker', { err: error });
  const tellFigures = async (): Promise<void> => {
    const { workers, ...system } = await options.system();
    mqtt.publish('system/health', system, { qos: 0, retain: true });
    for (const worker of workers)
      mqtt.publish(`system/workers/${worker.name}`, worker, { qos: 0, retain: true });
  };
  const figures = mqtt.isOn ? clock.every(FIGURES_MS, () => void tellFigures().catch(notTold)) : undefined;

  return {
    webhooks,
    transport,
    mqtt,
    health: (): Parts => (mqtt.health ? { gateway: mqtt.health } : {}),
    tradingIs: (state) => mqtt.publish('trading', state, { qos: 1, retain: true }),
    market: tellMarket({ clock, log, mqtt, webhooks, store, coolDownMs: settings.webhooks.coolDownMs }),
    alertChanged: (alert) => mqtt.publish('alerts', alert, { qos: 1, retain: false }),
    async stop() {
      figures?.cancel();
      await Promise.all([webhooks.stop(), mqtt.stop()]);
    },
  };
}
