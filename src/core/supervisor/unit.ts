// What the supervisor runs: a unit is one thread with the services placed on it.
import type { MessagePort } from 'node:worker_threads';
import type { AppError } from '../errors.ts';
import type { FromHost, ServiceSpec, ToHost } from '../host/control.ts';
import type { Wire } from '../link/wire.ts';
import type { RestartLimits } from './restart-policy.ts';

export type UnitSpec = {
  readonly id: string;
  readonly services: readonly ServiceSpec[];
  /** Heap limit of the thread in MiB. */
  readonly maxMemoryMb: number;
  readonly restarts: RestartLimits;
  /** After the last allowed restart: run on without the unit, or stop the program. */
  readonly atCap: 'degrade' | 'stop';
  /** Keep a second thread with everything imported, ready to take over. */
  readonly hotSpare: boolean;
  /** Silence in ms after which the thread counts as blocked. */
  readonly heartbeatIntervalMs: number;
};

export type UnitState = 'stopped' | 'starting' | 'ready' | 'waiting' | 'stopping' | 'failed';

/** The end of a wire as it travels to a host: a port between threads, a wire within one. */
export type Channel = MessagePort | Wire;

/** A thread as the supervisor holds it. */
export interface ThreadHandle {
  post(message: ToHost<Channel>): void;
  /** Ends the thread whatever it is doing; its exit is reported as usual. */
  terminate(): void;
  /** Where the thread is at this moment, for a thread that does not answer; undefined when it cannot be told. */
  stack(): Promise<string | undefined>;
  /** Heap and external memory in bytes; undefined when the thread does not answer. */
  memoryBytes(): Promise<number | undefined>;
}

export type ThreadEvents = {
  onMessage(message: FromHost): void;
  /** Exactly once, when the thread has ended. */
  onExit(cause: AppError): void;
};

/** Starts a thread that imports the unit's services and waits to be told to start them. */
export type SpawnThread = (unit: UnitSpec, events: ThreadEvents) => ThreadHandle;
