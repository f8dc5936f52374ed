// Which connection carries which symbol: all streams of a symbol together, none above the limit, and nobody moved without need.
import { AppError } from '../../../core/errors.ts';
import type { WantedStreams } from '../../venue.ts';

export interface Placement {
  /** Streams by shard. A shard keeps its number while it has symbols; a number does not come back. */
  place(wanted: WantedStreams): ReadonlyMap<number, ReadonlySet<string>>;
  shardOf(symbol: string): number | undefined;
  symbolsOf(shard: number): readonly string[];
}

export function createPlacement(streamsPerShard: number): Placement {
  let homes = new Map<string, number>();
  let sizes = new Map<string, number>();
  let nextShard = 0;

  return {
    place(wanted) {
      const streams = new Map<string, ReadonlySet<string>>();
      for (const [symbol, names] of wanted) {
        const unique = new Set(names);
        if (unique.size > streamsPerShard) throw tooMany(symbol, unique.size, streamsPerShard);
        if (unique.size > 0) streams.set(symbol, unique);
      }

      const shards = new Map<number, Set<string>>();
      const settled = new Map<string, number>();
      const settle = (symbol: string, shard: number): void => {
        settled.set(symbol, shard);
        const carried = shards.get(shard) ?? new Set();
        for (const name of streams.get(symbol)!) carried.add(name);
        shards.set(shard, carried);
      };
      const hasRoom = (shard: number, symbol: string): boolean =>
        (shards.get(shard)?.size ?? 0) + streams.get(symbol)!.size <= streamsPerShard;

      const isGrown = (symbol: string): boolean => streams.get(symbol)!.size > (sizes.get(symbol) ?? 0);
      // Who did not grow still fits where it is, so it comes first; then who grew, then who is new.
      for (const symbol of streams.keys())
        if (homes.has(symbol) && !isGrown(symbol)) settle(symbol, homes.get(symbol)!);
      for (const symbol of streams.keys()) {
        const home = homes.get(symbol);
        if (home !== undefined && !settled.has(symbol) && hasRoom(home, symbol)) settle(symbol, home);
      }
      for (const symbol of streams.keys()) {
        if (settled.has(symbol)) continue;
        settle(symbol, [...shards.keys()].find((shard) => hasRoom(shard, symbol)) ?? nextShard++);
      }

      homes = settled;
      sizes = new Map([...streams].map(([symbol, { size }]) => [symbol, size]));
      return shards;
    },
    shardOf: (symbol) => homes.get(symbol),
    symbolsOf: (shard) => [...homes].flatMap(([symbol, home]) => (home === shard ? [symbol] : [])),
  };
}

function tooMany(symbol: string, count: number, limit: number): AppError {
  return new AppError('MESSAGE_INVALID', `${symbol}: ${count} streams, and a connection carries ${limit}.`, {
    details: { symbol, count, limit },
  });
}
