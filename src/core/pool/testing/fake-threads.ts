// Pool threads that a test plays by hand: it decides what starts, what ends and when.

import type { ManualClock } from '../../testing/manual-clock.ts';
import type { PoolThread, StartThread, TaskBatch, ThreadEvents } from '../protocol.ts';
import { ThreadState } from '../thread-state.ts';

export type FakeThread = {
  readonly name: string;
  /** Everything posted to it, in order. */
  readonly posted: { id: number; name: string; input: unknown }[];
  readonly batches: number[];
  readonly holds: boolean[];
  isTerminated: boolean;
  ready(): void;
  /** True when the task was still there to be started. */
  begin(id: number): boolean;
  reply(id: number, output: unknown, runMs?: number): void;
  loadFailed(message: string): void;
  exit(cause: unknown): void;
};

export function createFakeThreads(clock: ManualClock) {
  const threads: FakeThread[] = [];
  const startThread: StartThread = (spec, events: ThreadEvents): PoolThread => {
    const state = new ThreadState(spec.shared);
    let hasExited = false;
    const fake: FakeThread = {
      name: spec.name,
      posted: [],
      batches: [],
      holds: [],
      isTerminated: false,
      ready: () => events.message({ kind: 'ready' }),
      begin: (id) => state.begin(id, clock.monotonicMs()),
      reply(id, output, runMs = 1) {
        state.end();
        const startedMs = clock.monotonicMs() - runMs;
        events.message({
          kind: 'replies',
          replies: { ids: [id], outputs: [output], runMs: [runMs], startedMs, failed: [] },
        });
      },
      loadFailed: (message) =>
        events.message({ kind: 'loadFailed', error: { code: 'BUG', message, details: {} } }),
      exit(cause) {
        if (hasExited) return;
        hasExited = true;
        events.exited(cause);
      },
    };
    threads.push(fake);
    return {
      post(batch: TaskBatch) {
        fake.batches.push(batch.inputs.length);
        batch.inputs.forEach((input, i) => {
          const name = typeof batch.names === 'string' ? batch.names : batch.names[i]!;
          fake.posted.push({ id: batch.firstId + i, name, input });
        });
      },
      holdProcess: (hold) => void fake.holds.push(hold),
      async terminate() {
        fake.isTerminated = true;
        await Promise.resolve();
        fake.exit('terminated');
      },
    };
  };
  return { threads, startThread };
}
