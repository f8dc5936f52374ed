import { z } from 'zod';
import { defineUnit } from '../unit.ts';

const trace = z.object({
  id: z.string().min(1).max(100),
  correlationId: z.string().max(100),
  parentId: z.string().max(100),
  worker: z.string().max(50),
  step: z.string().max(100),
  at: z.int(),
  details: z.string().max(10_000),
});

/** Steps that lead from a cause to what came of it, for whoever asks why. */
export const recordTraces = defineUnit({
  input: z.object({ traces: z.array(trace).max(10_000) }),
  idempotent: false,
  lasts: true,
  whenAway: 'refuse',
  run: (tx, { traces }) => tx.insert('traces', traces.map(toRow)),
  runAll: (tx, writes) =>
    tx.insert(
      'traces',
      writes.flatMap(({ input }) => input.traces.map(toRow)),
    ),
});

function toRow({ id, correlationId, parentId, worker, step, at, details }: z.output<typeof trace>) {
  return { id, correlation_id: correlationId, parent_id: parentId, worker, step, at, details };
}
