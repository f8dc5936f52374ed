// The doors of a venue on a manual clock and networks in memory.
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import type { Clock } from '../../../core/clock.ts';
import { createOutsideDoor, type Machine } from '../../../core/host/outside-door.ts';
import type { Log } from '../../../core/log/log.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { unreachable } from '../../../core/simulation/unreachable.ts';
import type { VenueDoors } from '../../venue.ts';

export function openDoors(
  clock: Clock,
  network: Partial<Pick<Machine, 'http' | 'socket'>>,
  seed = 1,
): VenueDoors & { figure(name: string, labels?: Record<string, string>): number } {
  const region = allocateMetricRegion();
  const metrics = openMetrics(region);
  const random = createSeededRandom(seed);
  const machine = { clock, random, http: unreachable.http, socket: unreachable.socket, ...network };
  return {
    clock,
    random,
    metrics,
    log: silent,
    outside: createOutsideDoor('market', metrics, machine),
    /** Sum of the series that have these labels. */
    figure(name, labels = {}) {
      let sum = 0;
      for (const sample of readMetrics(region)) {
        if (sample.name !== name || sample.kind === 'histogram') continue;
        if (Object.entries(labels).every(([key, value]) => sample.labels[key] === value)) sum += sample.value;
      }
      return sum;
    },
  };
}

const ignore = (): void => {};
const silent: Log = {
  ...{ debug: ignore, info: ignore, warn: ignore, error: ignore, fatal: ignore },
  child: () => silent,
};
