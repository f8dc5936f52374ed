import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Parts = Pick<GatewayParts, 'storage' | 'clock' | 'tradingChanged'>;
type Handlers = Pick<RouteHandlers, 'stop' | 'stopTrading' | 'resumeTrading'>;

export function tradingRoutes({ storage, clock, tradingChanged }: Parts): Handlers {
  return {
    stop: () => storage.tradingStop(),
    async stopTrading({ body: { reason } }, { by }) {
      await storage.stopTrading({ by, reason });
      // The stop counts also while nobody can read it back, as when PostgreSQL is away.
      const state = await storage
        .tradingStop()
        .catch(() => ({ isStopped: true, changedAtMs: clock.now(), by: by.actor, reason }));
      tradingChanged(state);
      return state;
    },
    async resumeTrading(_input, { by }) {
      const state = await storage.resumeTrading({ by });
      tradingChanged(state);
      return state;
    },
  };
}
