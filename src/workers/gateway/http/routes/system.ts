// Health, statistics, metrics, the System page, and the restart of a worker.
import { toExposition } from '../../../../core/board/exposition.ts';
import { AppError, toAppError } from '../../../../core/errors.ts';
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
      const samples = readAll(regions);
      // Of the program, which goes on when the gateway is restarted.
      const uptimeMs =
        new Figures(samples).sum('supervisor', 'worker_uptime') ?? clock.monotonicMs() - startedMs;
      const health = toHealth({
        mode: settings.mode,
        uptimeMs,
        states,
        parts: parts.workerHealth.judge(states ?? [], said),
        breakers: toBreakers(samples),
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
      const entry = { by, action: 'restartWorker', target: worker, details: {} };
      if (worker !== 'gateway') {
        // What the supervisor refuses is no change; that it did not come up again is told as its outcome.
        const failed = await supervisor.restart({ worker }).then(() => undefined, toAppError);
        if (failed?.code === 'WORKER_UNKNOWN') throw failed;
        // It happened, whether storage is there or not.
        await storage
          .recordAudit(failed ? { ...entry, details: { failed: failed.code } } : entry)
          .catch((error: unknown) => log.error('a restart is not in the audit', { worker, err: error }));
        if (failed) throw failed;
        return;
      }
      await storage.recordAudit(entry);
      // The gateway cannot wait for its own end.
      void supervisor
        .restart({ worker })
        .catch((error: unknown) => log.error('the gateway could not be restarted', { err: error }));
    },
  };
}
