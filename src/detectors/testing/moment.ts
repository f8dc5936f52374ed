// Places in a recording at which a pattern can be put without disturbing others, and what it adds to what was found.
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import type { Detection } from '../detector.ts';
import type { RecordedMarket } from './from-recording.ts';
import { play } from './scenario.ts';

export type Moment = {
  /** The touch stays as it is from here on for the time asked for. */
  readonly fromMs: number;
  readonly bid: number;
  readonly ask: number;
  readonly bidSize: number;
  readonly askSize: number;
  readonly medianLots: number;
  /** Size that one level in a thousand exceeds. */
  readonly wallLots: number;
};

/** The first moment two minutes into the recording after which the touch rests for so long. */
export function quietMoment({ records, instrument }: RecordedMarket, restMs: number): Moment {
  let moment: Moment | undefined;
  let found: Moment | undefined;
  const run = {
    onDepth(view: FlowView) {
      const { book, nowMs, startedMs, levels } = view;
      const { bids, asks } = book;
      if (found || nowMs - startedMs < 120_000) return;
      if (moment && moment.bid === bids.best && moment.ask === asks.best) {
        if (nowMs - moment.fromMs >= restMs) found = moment;
        return;
      }
      const touch = { bid: bids.best, ask: asks.best, bidSize: bids.bestSize, askSize: asks.bestSize };
      const medianLots = levels.quantile(0.5);
      moment = { fromMs: nowMs, ...touch, medianLots, wallLots: levels.quantile(0.999) };
    },
  };
  play(records, run as never, instrument);
  if (!found) throw new Error(`The touch never rests for ${restMs} ms.`);
  return found;
}

/** Whether the recording says nothing of a price in that time. */
export function isUntouched(
  { records }: RecordedMarket,
  fromMs: number,
  toMs: number,
  price: number,
): boolean {
  return !records.some((each) => each.price === price && each.eventMs >= fromMs && each.eventMs <= toMs);
}

/** The first of these prices that the recording leaves alone in that time. */
export function untouched(market: RecordedMarket, fromMs: number, toMs: number, prices: number[]): number {
  const free = prices.find((price) => isUntouched(market, fromMs, toMs, price));
  if (free === undefined) throw new Error('All these prices are used.');
  return free;
}

/** What one list has more than the other, by side, time and price. */
export function added(found: readonly Detection[], before: readonly Detection[]): Detection[] {
  const keyOf = ({ side, eventMs, price }: Detection) => `${side} ${eventMs} ${price}`;
  const known = new Set(before.map(keyOf));
  return found.filter((each) => !known.has(keyOf(each)));
}
