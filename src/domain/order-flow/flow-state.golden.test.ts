// Three recorded markets against what an independent program computed from them: to the last digit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../../test/recorded-data.ts';
import type { BookSide } from '../market/book-side.ts';
import type { FeedRecord } from '../market/feed-record.ts';
import { formatPrice, formatSize, type Instrument, parsePrice, parseSize } from '../market/instrument.ts';
import type { OrderBook } from '../market/order-book.ts';
import { pocOf } from './bars/poc.ts';
import { createFlowState } from './flow-state.ts';
import { deltaOf, type FootprintBar } from './footprint.ts';
import { type GoldenMinute, loadGolden, recordings, replay } from './testing/recordings.ts';

for (const recording of recordings) {
  const { instrument } = recording;

  test(`bars, delta and book of ${instrument.id} are those of the golden file`, {
    skip: skipsWithoutData,
  }, () => {
    const golden = loadGolden(recording);
    const seen = { trades: 0, depths: -1, bars: 0, cvdMin: 0, cvdMax: 0 };
    const flow = createFlowState(instrument, {
      onTrade: (_, { cvd }) => {
        seen.trades++;
        seen.cvdMin = Math.min(seen.cvdMin, cvd);
        seen.cvdMax = Math.max(seen.cvdMax, cvd);
      },
      onDepth: () => seen.depths++,
      onBar: () => seen.bars++,
    });
    const { view } = flow;
    const tickers = new TickerCheck();
    replay(recording, (record) => {
      flow.accept(record);
      tickers.see(record, view.book);
    });

    const { events, full_match } = golden.bbo_check;
    assert.deepEqual(tickers.counts(), [events, full_match]);

    assert.equal(seen.trades, golden.trades);
    assert.equal(seen.depths, golden.depth_events_applied);
    const lots = (size: string) => parseSize(instrument, size);
    assert.deepEqual(
      [view.cvd, seen.cvdMin, seen.cvdMax],
      [lots(golden.cvd), lots(golden.cvd_min), lots(golden.cvd_max)],
    );
    assert.equal(view.bars.length, seen.bars);
    const bars = view.bar ? [...view.bars, view.bar] : view.bars;
    assert.deepEqual(
      bars.map((bar) => toMinute(bar)),
      golden.minutes.map((minute) => inUnits(instrument, minute)),
    );
    assert.deepEqual([view.book.bids.size, view.book.asks.size], [golden.n_bids, golden.n_asks]);
    assert.deepEqual(topOf(instrument, view.book.bids), golden.top20_bids);
    assert.deepEqual(topOf(instrument, view.book.asks), golden.top20_asks);
  });
}

/** Holds the book after each depth event against the newest ticker that is no newer, wherever in the feed that came. */
class TickerCheck {
  readonly #tickers: { readonly id: number; readonly touch: number[] }[] = [];
  readonly #depths: { readonly id: number; readonly touch: number[] }[] = [];

  see({ kind, id, price, size, eventMs }: Readonly<FeedRecord>, { bids, asks }: OrderBook): void {
    if (kind === 'bestBid') this.#tickers.push({ id, touch: [price, size] });
    else if (kind === 'bestAsk') this.#tickers.at(-1)!.touch.push(price, size);
    else if (kind === 'depth' && eventMs > 0)
      this.#depths.push({ id, touch: [bids.best, bids.bestSize, asks.best, asks.bestSize] });
  }

  /** How many depth events there were, and how many the ticker agreed with. */
  counts(): number[] {
    this.#tickers.sort((a, b) => a.id - b.id);
    let next = 0;
    const matching = this.#depths.filter(({ id, touch }) => {
      while ((this.#tickers[next]?.id ?? Number.NaN) <= id) next++;
      return String(this.#tickers[next - 1]?.touch) === String(touch);
    });
    return [this.#depths.length, matching.length];
  }
}

function topOf(of: Instrument, side: BookSide): string[][] {
  const prices = new Float64Array(20);
  const sizes = new Float64Array(20);
  const found = side.top(20, prices, sizes);
  return Array.from({ length: found }, (_, i) => [formatPrice(of, prices[i]!), formatSize(of, sizes[i]!)]);
}

function inUnits(of: Instrument, { t, trades, levels, ...texts }: GoldenMinute) {
  const { o, h, l, c, poc, buy, sell, delta, poc_vol } = texts;
  const [open, high, low, close, pocTicks] = [o, h, l, c, poc].map((price) => parsePrice(of, price));
  const [ask, bid, net, pocLots] = [buy, sell, delta, poc_vol].map((size) => parseSize(of, size));
  return { t, open, high, low, close, trades, ask, bid, net, levels, pocTicks, pocLots };
}

function toMinute(bar: FootprintBar): ReturnType<typeof inUnits> {
  const { openMs: t, open, high, low, close, trades, ask, bid, rows } = bar;
  const poc = pocOf(bar)!;
  return {
    ...{ t, open, high, low, close, trades, ask, bid, net: deltaOf(bar) },
    levels: rows.filter((row) => row.ask + row.bid > 0).length,
    pocTicks: poc.row * bar.binTicks,
    pocLots: poc.ask + poc.bid,
  };
}
