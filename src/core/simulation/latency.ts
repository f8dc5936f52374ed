import type { Random } from '../random.ts';
import { drawChance, drawLogUniform, type SeededStreams } from './seeded-streams.ts';

/** How long a batch travels on a wire, in ms, drawn anew for each batch. */
export type LatencyOf = (wire: string) => () => number;

/** One world is near and even, another far and uneven; in each a batch now and then takes very long. */
export function drawLatency(world: Random, streams: SeededStreams): LatencyOf {
  const minMs = drawLogUniform(world, 0.005, 1);
  const maxMs = minMs * drawLogUniform(world, 1.5, 50);
  const lateShare = world.next() * 0.02;
  return (wire) => {
    const random = streams(wire);
    return () =>
      drawChance(random, lateShare) ? drawLogUniform(random, 1, 500) : drawLogUniform(random, minMs, maxMs);
  };
}
