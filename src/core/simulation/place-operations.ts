// When each operation happens and which driver performs it, drawn for each by itself, so that a mask moves none of the others.
import type { SeededStreams } from './seeded-streams.ts';

export type PlannedOp = {
  /** By which a mask leaves it out. */
  readonly id: string;
  readonly op: unknown;
  readonly atMs: number;
  readonly driver: number;
};

/** The program needs a moment to start; what is due before is never begun. */
const START_SHARE = 0.05;
/** How close together the operations of one heap are, as a share of the chaos. */
const HEAP_SHARE = 0.002;

export function placeOperations(
  ops: readonly unknown[],
  kind: string,
  where: {
    readonly drivers: number;
    readonly chaosMs: number;
    readonly streams: SeededStreams;
    readonly mask: ReadonlySet<string>;
  },
): PlannedOp[] {
  const random = where.streams(`place ${kind}`);
  // Many at once is where queues fill, so they come in heaps as well as one by one.
  const heaps = Array.from({ length: 1 + random.below(5) }, () => random.next());
  return ops
    .map((op, i): PlannedOp => {
      const heap = heaps[random.below(heaps.length * 2)];
      const share = heap === undefined ? random.next() : heap + random.next() * HEAP_SHARE;
      const atMs = (START_SHARE + share * (1 - START_SHARE)) * where.chaosMs;
      return { id: `${kind}.${i}`, op, atMs, driver: random.below(where.drivers) };
    })
    .filter(({ id }) => !where.mask.has(id));
}
