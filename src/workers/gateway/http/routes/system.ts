// Health, statistics, metrics, the System page, and the restart of a worker.
import { toExposition } from '../../../../core/board/exposition.ts';
import { AppError } from '../../../../core/errors.ts';
import { HEALTH_MS } from '../../../../core/health.ts';
import { toBreakers } from '../../figures/breakers.ts';
import { toHealth } from '../../figures/health.ts';
import { Figures, readAll } from '../../figures/metric-regions.ts';
import { toStats } from '../../figures/stats.ts';
import type { System } from '../../figures/system.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Handlers = Pick<RouteHandlers, 'health' | 'stats' | 'metrics' | 'system' | 'restartWorker'>;

export function systemRoutes(parts: GatewayParts, system: System): Handlers {
  const { clock, log, regions, settings, storage, supervisor } = parts;
  const startedMs = clock.monotonicMs();
  return {
    async health(_input, { setStatus }) {
      const [states, said] = await Promise.all([
        supervisor.status(undefined, { deadlineMs: HEALTH_MS }).catch(() => undefined),
        parts.health(),
      ]);
      const uptimeMs = clock.monotonicMs() - startedMs;
      const health = toHealth({
        mode: settings.mode,
        uptimeMs,
        states,
        parts: parts.workerHealth.judge(states ?? [], said),
        breakers: toBreakers(readAll(regions)),
      });
      if (health.status === 'Disconnected') setStatus(503);
      return health;
    },
    stats: async () => toStats(await supervisor.status(), new Figures(readAll(regions))),
    metrics: () => toExposition(readAll(regions)),
    system: () => system.read(),
    async restartWorker({ params: { worker } }, { by }) {
      const known = await supervisor.status();
      if (worker === 'supervisor' || !known.some(({ service }) => service === worker))
        throw new AppError('WORKER_UNKNOWN', `There is no worker ${worker}.`);
      await storage.recordAudit({ by, action: 'restartWorker', target: worker, details: {} });
      const restarted = supervisor.restart({ worker });
      // The gateway cannot wait for its own end.
      if (worker !== 'gateway') return restarted;
      void restarted.catch((error: unknown) =>
        log.error('the gateway could not be restarted', { err: error }),
      );
    },
  };
}
