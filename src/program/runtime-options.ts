// What the configuration means for the runtime.
import type { Config } from '../config/resolve.ts';
import { toPlacement } from '../core/supervisor/placement.ts';
import type { RuntimeOptions, WorkerOptions } from '../core/supervisor/runtime-options.ts';
import { workers } from '../workers/index.ts';
import type { Restarted } from './guard/words.ts';
import { type InstanceSecrets, toProcessMemory, toSettings } from './worker-settings.ts';

export type Machine = {
  readonly cores: number;
  readonly memoryBytes: number;
  /** As many as the process may have open; undefined where the system does not say. */
  readonly openFiles?: number | undefined;
};
export type Output = { readonly isTerminal: boolean; readonly isColoured: boolean };

const noSecrets: InstanceSecrets = { setupTokenHash: null, instanceKey: null };

export function toRuntimeOptions(
  config: Config,
  output: Output,
  machine: Machine,
  secrets: InstanceSecrets = noSecrets,
  restarted: Restarted | null = null,
): RuntimeOptions<Record<never, never>> {
  const { runtime, log } = config;
  const isEnabled = ({ name }: { name: keyof Config['workers'] }) => config.workers[name].enabled;
  return {
    placement: toPlacement(config.placement, machine),
    workers: workers.filter(isEnabled).map(({ name, module }) => ({
      name,
      module,
      settings: toSettings(name, config, { ...output, ...machine, secrets, restarted }),
      ...toWorkerLimits(config, name),
    })),
    disabled: workers.filter((worker) => !isEnabled(worker)).map(({ name }) => name),
    limits: {
      callDeadlineMs: runtime.callDeadlineMs,
      maxMessageBytes: runtime.maxMessageBytes,
      maxQueueSize: runtime.maxQueueSize,
    },
    levels: { ...log.levels, default: log.level },
    sharedMemory: runtime.sharedMemory.enabled ? runtime.sharedMemory : null,
    pool: { ...runtime.pool, maxThreads: runtime.pool.maxThreads || machine.cores },
    processMemoryBytes: toProcessMemory(config, machine.memoryBytes),
    startTimeoutMs: runtime.startTimeoutMs,
    stopTimeoutMs: runtime.stopTimeoutMs,
  };
}

export function toWorkerLimits(
  { runtime, workers: configured }: Config,
  name: keyof Config['workers'],
): Omit<WorkerOptions, 'name' | 'module'> {
  const { maxConcurrent, maxMemoryMb, restartOnError, maxRestarts, atCap, hotSpare, group } =
    configured[name];
  return {
    maxConcurrent,
    maxMemoryMb,
    restarts: {
      restartOnError,
      maxRestarts,
      windowMs: runtime.restartWindowMs,
      delayMs: runtime.restartDelayMs,
      maxDelayMs: runtime.restartMaxDelayMs,
    },
    atCap,
    hotSpare,
    heartbeatIntervalMs: runtime.heartbeatIntervalMs,
    group: group === '' ? undefined : group,
  };
}
