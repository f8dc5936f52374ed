// What the program says of its start and of its stop.
import type { Config } from '../config/resolve.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { Log } from '../core/log/log.ts';
import type { WorkerStatus } from '../core/supervisor/supervisor.ts';
import type { UnitSpec } from '../core/supervisor/unit.ts';
import { workers } from '../workers/index.ts';
import type { Restarted } from './guard/words.ts';

const modes: Record<Config['mode'], string> = {
  sandbox:
    'everything is local and simulated; for another write `mode: paper` in zapflow.yaml, or give --mode or ZAPFLOW_MODE',
  paper: 'live data, simulated fills',
  live: 'real money',
};

/** Added to a worker's place in the start order when it had to be forced to stop. */
const FORCED = 10;

/** "ready" only when every worker is. */
export function toReadiness(mode: Config['mode'], status: readonly WorkerStatus[]): (log: Log) => void {
  const missing = status.filter(({ state }) => state !== 'ready').map(({ service }) => service);
  if (missing.length === 0) return (log) => log.info(`ready in ${mode} mode: ${modes[mode]}`);
  return (log) => log.warn(`started degraded in ${mode} mode: ${missing.join(', ')} not ready`, { missing });
}

/** The guard's own word of it went to standard error only. */
export function toRestart({ how, restarts }: Restarted): (log: Log) => void {
  return (log) => log.warn(`the program was started again after it died ${how}`, { restarts });
}

/** Tells which worker had to be forced: the first in the order of stopping. */
export function toForcedCode(
  forced: readonly string[],
  units: readonly { readonly spec: Pick<UnitSpec, 'id' | 'services'> }[],
): number {
  const [id] = forced;
  if (id === undefined) return exitCodes.ok;
  const services = units.find(({ spec }) => spec.id === id)?.spec.services ?? [];
  const places = services.map(({ name }) => workers.findIndex((worker) => worker.name === name));
  const place = Math.max(...places);
  // the main thread itself had to be forced
  return place < 0 ? exitCodes.failed : FORCED + place;
}
