// Level updates a second of our book, and of the structures that others keep theirs in.
import { BookSide } from '../../src/domain/market/book-side.ts';
import { interleave, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { type DepthEvents, toDepthEvents } from './depth-events.ts';
import { createArraySide } from './peers/array-side.ts';
import { createBtreeSide } from './peers/btree-side.ts';
import { createCcxtSide } from './peers/ccxt-side.ts';
import type { PeerSide, SideName } from './peers/side.ts';
import { futuresRecording, loadRecordedLines } from './recorded-lines.ts';

const SECOND_MS = 1000;
const LEAST_MS = 300;

export const book: Group = {
  name: 'book',
  async run({ reps }) {
    const events = toDepthEvents(await loadRecordedLines(futuresRecording));
    const rates = await interleave(reps, {
      ours: () => rateOf(events, (side) => new BookSide(side)),
      btree: () => rateOf(events, createBtreeSide),
      array: () => rateOf(events, createArraySide),
      ccxt: () => rateOf(events, createCcxtSide),
    });
    const row = (key: string, figure: string, peer: readonly number[], atLeast?: number) => ({
      ...{ key, figure, unit: 'levels/s', ratio: 'ours/peer' as const },
      ours: ['bookLevelsPerSecond', rates.ours] as const,
      peer: [`${key}PerSecond`, peer] as const,
      ...(atLeast === undefined ? {} : { bar: { atLeast } }),
    });
    return [
      row(
        'bookAgainstBtree',
        'book levels, best looked up after each event, against sorted-btree',
        rates.btree,
        2.5,
      ),
      row('bookAgainstCcxt', '… against the book of ccxt at full depth', rates.ccxt, 10),
      row('bookAgainstArray', '… against sorted arrays of floats', rates.array),
    ];
  },
};

/** Whole passes over the recording, each with a new book, until the time is long enough to be measured. */
function rateOf(events: DepthEvents, create: (side: SideName) => PeerSide): number {
  const startedMs = nowMs();
  let passes = 0;
  let elapsedMs = 0;
  while (elapsedMs < LEAST_MS) {
    pass(events, create('bid'), create('ask'));
    passes++;
    elapsedMs = nowMs() - startedMs;
  }
  return (passes * events.prices.length * SECOND_MS) / elapsedMs;
}

function pass({ isBid, prices, sizes, ends }: DepthEvents, bids: PeerSide, asks: PeerSide): void {
  let at = 0;
  for (const end of ends) {
    for (; at < end; at++) (isBid[at] === 1 ? bids : asks).set(prices[at]!, sizes[at]!);
    if (!(bids.best < asks.best)) throw new Error(`the book is crossed after ${at} levels`);
  }
}
