// Which services share a thread. Configuration decides; services never know.
import type { ServiceSpec } from '../host/control.ts';
import type { RestartLimits } from './restart-policy.ts';
import type { UnitSpec } from './unit.ts';

export type Placement = 'isolated' | 'compact' | 'single';

/** A service with what is configured for its worker. */
export type WorkerSpec = ServiceSpec & {
  readonly maxMemoryMb: number;
  readonly restarts: RestartLimits;
  readonly atCap: 'degrade' | 'stop';
  readonly hotSpare: boolean;
  readonly heartbeatIntervalMs: number;
  /** Workers of one group share a thread in compact placement. */
  readonly group: string | undefined;
};

export type PlacedUnit = UnitSpec & { readonly isInline: boolean };

/** Below either, threads of their own cost more than they protect. */
const ISOLATED_CORES = 2;
const ISOLATED_MEMORY_BYTES = 2 * 2 ** 30;

export function toPlacement(
  wanted: Placement | 'auto',
  machine: { readonly cores: number; readonly memoryBytes: number },
): Placement {
  if (wanted !== 'auto') return wanted;
  const isRoomy = machine.cores >= ISOLATED_CORES && machine.memoryBytes >= ISOLATED_MEMORY_BYTES;
  return isRoomy ? 'isolated' : 'compact';
}

/** Units in the order of their first worker. */
export function toUnits(workers: readonly WorkerSpec[], placement: Placement): PlacedUnit[] {
  const groups = new Map<string, WorkerSpec[]>();
  for (const worker of workers) {
    const id = placement === 'compact' && worker.group !== undefined ? worker.group : worker.name;
    groups.set(id, [...(groups.get(id) ?? []), worker]);
  }
  return [...groups].map(([id, members]) => toUnit(id, members, placement === 'single'));
}

/** A shared thread has the memory of all its members and the caution of the most careful one. */
function toUnit(id: string, members: readonly WorkerSpec[], isInline: boolean): PlacedUnit {
  return {
    id,
    isInline,
    services: members.map(({ name, module, settings, maxConcurrent }) => ({
      name,
      module,
      settings,
      maxConcurrent,
    })),
    maxMemoryMb: members.reduce((sum, { maxMemoryMb }) => sum + maxMemoryMb, 0),
    restarts: {
      restartOnError: members.every(({ restarts }) => restarts.restartOnError),
      maxRestarts: Math.min(...members.map(({ restarts }) => restarts.maxRestarts)),
      windowMs: Math.max(...members.map(({ restarts }) => restarts.windowMs)),
      delayMs: Math.max(...members.map(({ restarts }) => restarts.delayMs)),
      maxDelayMs: Math.max(...members.map(({ restarts }) => restarts.maxDelayMs)),
    },
    atCap: members.some(({ atCap }) => atCap === 'stop') ? 'stop' : 'degrade',
    hotSpare: !isInline && members.some(({ hotSpare }) => hotSpare),
    heartbeatIntervalMs: Math.max(...members.map(({ heartbeatIntervalMs }) => heartbeatIntervalMs)),
  };
}
