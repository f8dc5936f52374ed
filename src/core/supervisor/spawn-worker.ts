// A unit as a real worker thread, with its heap limit enforced by V8.
import { setFlagsFromString } from 'node:v8';
import { MessagePort, Worker } from 'node:worker_threads';
import { AppError, toAppError } from '../errors.ts';
import type { FromHost } from '../host/control.ts';
import type { ThreadData } from '../host/thread-data.ts';
import { stackOfWorker } from './blocked-stack.ts';
import type { SpawnThread, ThreadHandle } from './unit.ts';

// V8 unrolls some loops without the check by which it can be interrupted: neither a heap limit nor `terminate` ends
// them then. Seen on Node 26.10 with `for (;;) kept.push(new Array(1000).fill(0))`.
setFlagsFromString('--no-turboshaft-loop-unrolling');

/** Small next to the heap: most of a young generation dies at once, and a large one only makes pauses longer. */
const MAX_YOUNG_MB = 32;

const exitCauses = {
  ERR_WORKER_OUT_OF_MEMORY: 'ran out of its heap',
} as const;

/** @param dataOf what the thread is told beside the unit's services */
export function createWorkerSpawner(entry: URL, dataOf: () => ThreadData): SpawnThread {
  return (unit, events) => {
    const data = dataOf();
    const worker = new Worker(entry, {
      name: unit.id,
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: unit.maxMemoryMb, maxYoungGenerationSizeMb: MAX_YOUNG_MB },
    });
    let cause: unknown;
    worker.on('message', (message: FromHost) => events.onMessage(message));
    worker.on('messageerror', (error) => {
      cause = error;
      void worker.terminate();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => events.onExit(toDeath(unit.id, code, cause)));
    return handleOf(worker);
  };
}

function handleOf(worker: Worker): ThreadHandle {
  return {
    post(message) {
      const transfer = 'wire' in message && message.wire instanceof MessagePort ? [message.wire] : [];
      worker.postMessage(message, transfer);
    },
    terminate: () => void worker.terminate(),
    stack: () => stackOfWorker(worker.threadId),
    async memoryBytes() {
      try {
        const heap = await worker.getHeapStatistics();
        return heap.used_heap_size + heap.external_memory;
      } catch {
        return undefined;
      }
    },
  };
}

function toDeath(unit: string, code: number, cause: unknown): AppError {
  if (cause === undefined) return new AppError('WORKER_FAILED', `${unit} exited with code ${code}.`);
  const error = toAppError(cause);
  const native = (cause as { code?: string }).code;
  const what =
    native !== undefined && native in exitCauses
      ? exitCauses[native as keyof typeof exitCauses]
      : error.message;
  return new AppError('WORKER_FAILED', `${unit} died: ${what}`, { cause: error });
}
