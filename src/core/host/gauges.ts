// What a thread tells about itself at every heartbeat: how late its loop is, its heap, its processor time, its queues.
import { getHeapStatistics } from 'node:v8';
import type { Metrics } from '../board/metrics.ts';
import type { Clock } from '../clock.ts';

export interface Gauges {
  /** Figures of the thread go into the region of each service on it. */
  add(service: string, metrics: Metrics): void;
  beat(lateMs: number, depths: readonly (readonly [service: string, depth: number])[]): void;
}

export function createGauges(clock: Clock): Gauges {
  const byService = new Map<string, ReturnType<typeof cellsOf>>();
  let cpuBeforeMs = threadCpuMs();
  let loopBefore = performance.eventLoopUtilization();
  return {
    add: (service, metrics) => void byService.set(service, cellsOf(service, metrics, clock.monotonicMs())),
    beat(lateMs, depths) {
      const heap = getHeapStatistics();
      const cpuMs = threadCpuMs();
      const loop = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(loop, loopBefore);
      loopBefore = loop;
      for (const [service, depth] of depths) {
        const cells = byService.get(service);
        if (!cells) continue;
        cells.uptime.set(clock.monotonicMs() - cells.sinceMs);
        cells.heap.set(heap.used_heap_size);
        cells.heapLimit.set(heap.heap_size_limit);
        cells.cpu.add(cpuMs - cpuBeforeMs);
        cells.loopDelay.record(lateMs);
        cells.utilization.set(utilization);
        cells.depth.set(depth);
      }
      cpuBeforeMs = cpuMs;
    },
  };
}

function cellsOf(worker: string, metrics: Metrics, sinceMs: number) {
  return {
    sinceMs,
    uptime: metrics.gauge('worker_uptime', { worker }),
    heap: metrics.gauge('zapflow_worker_heap', { worker }),
    heapLimit: metrics.gauge('zapflow_worker_heap_limit', { worker }),
    cpu: metrics.counter('zapflow_worker_cpu', { worker }),
    utilization: metrics.gauge('zapflow_event_loop_utilization', { worker }),
    loopDelay: metrics.histogram('zapflow_event_loop_delay', { worker }),
    depth: metrics.gauge('zapflow_queue_depth', { worker }),
  };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
