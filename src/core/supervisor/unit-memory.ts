// Shared memory of a unit, kept by the supervisor so that it outlives the threads that use it.
import { allocateMetricRegion } from '../board/metric-region.ts';
import type { ServiceMemory } from '../host/control.ts';
import { allocateLogRing } from '../log/log-ring.ts';
import { allocateHeartbeat } from './heartbeat.ts';

export class UnitMemory {
  readonly heartbeat = allocateHeartbeat();
  readonly logRing: SharedArrayBuffer;
  /** Marks the ids of this run of the program, so that they never repeat. */
  readonly runId: string;
  readonly #metrics = new Map<string, SharedArrayBuffer>();
  readonly #streams = new Map<string, ServiceMemory['streams']>();

  /** @param logRingBytes less where nobody writes lines to it, as in a simulation */
  constructor(runId: string, services: readonly string[], logRingBytes?: number) {
    this.runId = runId;
    this.logRing = allocateLogRing(logRingBytes);
    for (const service of services) this.#metrics.set(service, allocateMetricRegion());
  }

  get metrics(): ReadonlyMap<string, SharedArrayBuffer> {
    return this.#metrics;
  }

  of(service: string): ServiceMemory {
    const metrics = this.#metrics.get(service) ?? allocateMetricRegion();
    return { metrics, streams: this.#streams.get(service) ?? {} };
  }

  keepStreams(service: string, streams: ServiceMemory['streams']): void {
    this.#streams.set(service, streams);
  }
}
