// Alerts of the system: what was raised, what was read, what nobody wants to hear of.
import type { GatewayAlerts } from '../../alerts/start-alerts.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Parts = Pick<GatewayParts, 'clock' | 'storage'>;

const MINUTE_MS = 60_000;
/** As many as a newcomer is sent; that older ones were read nobody sees. */
const SHOWN = 200;

export function alertRoutes(
  { clock, storage }: Parts,
  alerts: Pick<GatewayAlerts, 'mute' | 'publish'>,
): Pick<RouteHandlers, 'alerts' | 'readAlerts' | 'muteAlerts'> {
  return {
    async alerts({ query }) {
      const { mutes, ...page } = await storage.alerts(query);
      const nowMs = clock.now();
      return { ...page, muted: mutes.filter(({ untilMs }) => untilMs > nowMs).map(({ kind }) => kind) };
    },
    async readAlerts({ body: { upTo } }, { by }) {
      const page = { before: upTo + 1, max: SHOWN };
      const unread = (await storage.alerts(page)).alerts.filter(({ readAtMs }) => readAtMs === null);
      await storage.readAlerts({ by, upTo });
      const ids = new Set(unread.map(({ id }) => id));
      for (const alert of (await storage.alerts(page)).alerts) if (ids.has(alert.id)) alerts.publish(alert);
    },
    async muteAlerts({ params: { kind }, body: { minutes } }, { by }) {
      const untilMs = minutes === 0 ? null : clock.now() + minutes * MINUTE_MS;
      await storage.muteAlerts({ by, kind, untilMs });
      alerts.mute(kind, untilMs);
    },
  };
}
