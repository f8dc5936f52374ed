// The depth events of a recording as plain numbers, so that books are compared and not parsers.
import { createPlayer } from '../../src/venues/binance/recording/play.ts';
import type { RecordedLines } from './recorded-lines.ts';

/** Columns of one length; an event ends before the next entry of `ends`. */
export type DepthEvents = {
  readonly isBid: Uint8Array;
  /** Ticks and lots. */
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
  /** The first event is the snapshot. */
  readonly ends: readonly number[];
};

export function toDepthEvents({ recording, lines }: RecordedLines): DepthEvents {
  const isBid: number[] = [];
  const prices: number[] = [];
  const sizes: number[] = [];
  const ends: number[] = [];
  const player = createPlayer(recording, ({ kind, price, size }) => {
    if (kind === 'depth') ends.push(prices.length);
    if (kind !== 'bid' && kind !== 'ask') return;
    isBid.push(Number(kind === 'bid'));
    prices.push(price);
    sizes.push(size);
  });
  for (const line of lines) player.accept(line);
  return {
    isBid: Uint8Array.from(isBid),
    prices: Float64Array.from(prices),
    sizes: Float64Array.from(sizes),
    ends,
  };
}
