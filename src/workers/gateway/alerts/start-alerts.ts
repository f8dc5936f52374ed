// The alerts of the gateway, put together: facts of the running program, rules, storage, and those who are told.
import type { SystemAlert } from '../../../api/alerts.ts';
import { HEALTH_MS } from '../../../core/health.ts';
import { readAll } from '../figures/metric-regions.ts';
import type { GatewayParts } from '../parts.ts';
import { createFacts } from './facts.ts';
import { type AlertOptions, type Alerts, keepAlerts } from './keep-alerts.ts';
import { MINUTE_MS } from './rule.ts';
import { alertRules, toldAlerts } from './rules/index.ts';

type Sources = Pick<
  GatewayParts,
  'clock' | 'random' | 'log' | 'settings' | 'storage' | 'supervisor' | 'regions' | 'health'
> &
  Pick<AlertOptions, 'live' | 'onAlert'> & { needsSetup(): Promise<boolean> };

export type GatewayAlerts = Pick<Alerts, 'mute' | 'stop'> & {
  webhookDisabled(webhook: { readonly id: string; readonly name: string }, says: string): void;
  /** For those who watch, as when it was read. */
  publish(alert: SystemAlert): void;
};

const WEBHOOK_OFF = 'webhook-off';

export function startAlerts(sources: Sources): GatewayAlerts {
  const { clock, random, log, settings, storage, supervisor, regions, live, onAlert } = sources;
  const facts = createFacts({
    clock,
    settings,
    status: () => supervisor.status(undefined, { deadlineMs: HEALTH_MS }),
    health: sources.health,
    needsSetup: sources.needsSetup,
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
  const notEnded = (error: unknown) =>
    log.debug('alerts of webhooks that are on again were not ended', { err: error });
  const timer = clock.every(MINUTE_MS, () => void endThoseSwitchedOn().catch(notEnded));

  return {
    mute: alerts.mute,
    publish: live.publish,
    webhookDisabled({ id, name }, says) {
      const title = `The webhook ${name} is switched off`;
      alerts.tell({ kind: WEBHOOK_OFF, subject: id, severity: 'warning', title, says });
    },
    stop() {
      timer.cancel();
      return alerts.stop();
    },
  };
}
