// What a unit's runner works with and tells of.
import type { Clock } from '../clock.ts';
import type { AppError } from '../errors.ts';
import type { FromHost } from '../host/control.ts';
import type { Log } from '../log/log.ts';
import type { SpawnThread, UnitSpec, UnitState } from './unit.ts';
import type { UnitMemory } from './unit-memory.ts';

export type UnitEvents = {
  onReady(service: string, epoch: string): void;
  /** A thread with these services is gone; they may come back. */
  onDown(services: readonly string[], cause: AppError): void;
  /** The restarts are used up, or the configuration is wrong: it will not come back by itself. */
  onGivenUp(unit: UnitSpec, cause: AppError): void;
  /** Its thread was ended but does not exit, so that nothing may take its place. */
  onStuck(unit: UnitSpec, cause: AppError): void;
  onState(state: UnitState): void;
  onConnect(message: Extract<FromHost, { type: 'connect' }>): void;
  onBuffer(message: Extract<FromHost, { type: 'buffer' }>): void;
};

export type RunnerOptions = {
  spawn: SpawnThread;
  clock: Clock;
  log: Log;
  memory: UnitMemory;
  /** A service whose start takes longer is a death. */
  startTimeoutMs: number;
  events: UnitEvents;
};
