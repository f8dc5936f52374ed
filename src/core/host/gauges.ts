// What a thread tells about itself at every heartbeat: how late its loop is, its heap, its processor time, its queues.
import { getHeapStatistics } from 'node:v8';
import type { Metrics } from '../board/metrics.ts';
import type { Clock } from '../clock.ts';

export interface Gauges {
  /** What is its own each service tells; what is the thread's only `teller` does, so that sums count it once. */
  add(service: string, metrics: Metrics): void;
  beat(lateMs: number, depths: readonly (readonly [service: string, depth: number, fill: number])[]): void;
}

/** `teller` is the service in whose region the figures of the thread lie. */
export function createGauges(clock: Clock, teller: string | undefined): Gauges {
  let thread: ReturnType<typeof threadCellsOf> | undefined;
  const byService = new Map<string, ReturnType<typeof cellsOf>>();
  let cpuBeforeMs = threadCpuMs();
  let loopBefore = performance.eventLoopUtilization();
  return {
    add(service, metrics) {
      byService.set(service, cellsOf(service, metrics, clock.monotonicMs()));
      if (service === teller) thread = threadCellsOf(service, metrics);
    },
    beat(lateMs, depths) {
      const heap = getHeapStatistics();
      const cpuMs = threadCpuMs();
      const loop = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(loop, loopBefore);
      loopBefore = loop;
      if (thread) {
        thread.heap.set(heap.used_heap_size);
        thread.heapLimit.set(heap.heap_size_limit);
        thread.cpu.add(cpuMs - cpuBeforeMs);
        thread.loopDelay.record(lateMs);
        thread.utilization.set(utilization);
      }
      cpuBeforeMs = cpuMs;
      for (const [service, depth, fill] of depths) {
        const cells = byService.get(service);
        if (!cells) continue;
        cells.uptime.set(clock.monotonicMs() - cells.sinceMs);
        cells.depth.set(depth);
        cells.fill.set(fill);
      }
    },
  };
}

function cellsOf(worker: string, metrics: Metrics, sinceMs: number) {
  return {
    sinceMs,
    uptime: metrics.gauge('worker_uptime', { worker }),
    depth: metrics.gauge('zapflow_queue_depth', { worker }),
    fill: metrics.gauge('zapflow_queue_fill', { worker }),
  };
}

function threadCellsOf(worker: string, metrics: Metrics) {
  return {
    heap: metrics.gauge('zapflow_worker_heap', { worker }),
    heapLimit: metrics.gauge('zapflow_worker_heap_limit', { worker }),
    cpu: metrics.counter('zapflow_worker_cpu', { worker }),
    utilization: metrics.gauge('zapflow_event_loop_utilization', { worker }),
    loopDelay: metrics.histogram('zapflow_event_loop_delay', { worker }),
  };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
