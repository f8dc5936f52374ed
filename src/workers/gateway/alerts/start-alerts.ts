// The alerts of the gateway, put together: facts of the running program, rules, storage, and those who are told.
import type { SystemAlert } from '../../../api/alerts.ts';
import { HEALTH_MS } from '../../../core/health.ts';
import { readAll } from '../figures/metric-regions.ts';
import type { GatewayParts } from '../parts.ts';
import { type AnomalyAlerts, createAnomalyAlerts } from './anomaly-alerts.ts';
import { createFacts, type FactSources } from './facts.ts';
import { type AlertOptions, type Alerts, keepAlerts } from './keep-alerts.ts';
import { MINUTE_MS, SECOND_MS } from './rule.ts';
import { alertRules, toldAlerts } from './rules/index.ts';

type Sources = Pick<
  GatewayParts,
  'clock' | 'random' | 'log' | 'settings' | 'storage' | 'supervisor' | 'market' | 'regions' | 'health'
> &
  Pick<AlertOptions, 'live' | 'onAlert'> &
  Pick<FactSources, 'needsSetup' | 'stop'>;

export type GatewayAlerts = Pick<Alerts, 'mute' | 'stop'> &
  Pick<AnomalyAlerts, 'anomalyFound'> & {
    webhookDisabled(webhook: { readonly id: string; readonly name: string }, says: string): void;
    /** A name is locked until then, on the wall clock; over by itself. */
    signInLocked(untilMs: number): void;
    /** For those who watch, as when it was read. */
    publish(alert: SystemAlert): void;
  };

const WEBHOOK_OFF = 'webhook-off';
const LOCKED = 'sign-in-locked';
const FEEDS_MS = 5 * SECOND_MS;

export function startAlerts(sources: Sources): GatewayAlerts {
  const { clock, random, log, settings, storage, supervisor, market, regions, live, onAlert } = sources;
  const facts = createFacts({
    clock,
    settings,
    status: () => supervisor.status(undefined, { deadlineMs: HEALTH_MS }),
    health: sources.health,
    needsSetup: sources.needsSetup,
    stop: sources.stop,
    hasParked: async () => (await storage.parkedMessages({ max: 1 })).length > 0,
    samples: () => readAll(regions),
  });
  const toldKinds = toldAlerts.map(({ kind }) => kind);
  const alerts = keepAlerts({
    ...{ clock, random, log, store: storage, rules: alertRules, toldKinds, facts, live, onAlert },
  });

  const endThoseSwitchedOn = async () => {
    const open = alerts.subjectsOf(WEBHOOK_OFF);
    if (open.length === 0) return;
    const webhooks = await storage.webhooks();
    const off = new Set(webhooks.filter(({ disabledAtMs }) => disabledAtMs !== null).map(({ id }) => id));
    for (const id of open)
      if (!off.has(id)) alerts.end(WEBHOOK_OFF, id, 'The webhook was switched on again or removed.');
  };
  /** Of all locks together: who tries many names is one thing to tell. The subject tells a later life when the first ends. */
  let lockedUntilMs = 0;
  const endLocks = () => {
    for (const until of alerts.subjectsOf(LOCKED))
      if (clock.now() >= Math.max(Number(until), lockedUntilMs))
        alerts.end(LOCKED, until, 'No name is locked any more.');
  };
  const notEnded = (error: unknown) =>
    log.debug('alerts of webhooks that are on again were not ended', { err: error });
  const anomalies = createAnomalyAlerts({
    clock,
    alerts,
    instruments: () => market.instruments(undefined, { deadlineMs: HEALTH_MS }),
  });
  const notAsked = (error: unknown) =>
    log.debug('whether silent feeds are live again cannot be asked at present', { err: error });
  const feedTimer = clock.every(FEEDS_MS, () => void anomalies.endFeeds().catch(notAsked));
  const timer = clock.every(MINUTE_MS, () => {
    anomalies.endOld();
    endLocks();
    void endThoseSwitchedOn().catch(notEnded);
  });

  return {
    mute: alerts.mute,
    publish: live.publish,
    anomalyFound: anomalies.anomalyFound,
    webhookDisabled({ id, name }, says) {
      const title = `The webhook ${name} is switched off`;
      alerts.tell({ kind: WEBHOOK_OFF, subject: id, severity: 'warning', title, says });
    },
    signInLocked(untilMs) {
      lockedUntilMs = Math.max(lockedUntilMs, untilMs);
      if (alerts.subjectsOf(LOCKED).length > 0) return;
      alerts.tell({
        kind: LOCKED,
        subject: String(untilMs),
        severity: 'warning',
        title: 'Signing in is locked after wrong passwords',
        says: 'Somebody gave five wrong passwords or codes for one name, which is locked for 15 minutes. The audit tells for which name and from where.',
      });
    },
    stop() {
      timer.cancel();
      feedTimer.cancel();
      return alerts.stop();
    },
  };
}
