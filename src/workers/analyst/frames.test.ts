import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import type { BookView } from '../../domain/order-flow/market-words.ts';
import { plainInstrument, toRecord } from '../../domain/order-flow/testing/records.ts';
import { SymbolRun } from './flow/symbol-run.ts';
import { FRAME_MS, Frames } from './frames.ts';
import { analystSettings } from './settings.ts';
import { toCandle } from './views/to-footprint.ts';

const settings = analystSettings.parse({ cvdReset: 'never', disabled: [], detectors: {}, signals: {} });

function create() {
  const clock = createManualClock();
  const run = new SymbolRun({ instrument: plainInstrument, settings, listener: {} });
  const frames = new Frames(run, clock);
  let ms = 1_000_000;
  const accept = (records: readonly Pick<FeedRecord, 'kind' | 'price' | 'size'>[]) => {
    ms += 10;
    for (const { kind, price, size } of records) run.accept(toRecord(kind, ms, price, size));
  };
  return { clock, run, frames, accept };
}

/** What a page holds: the picture, changed by every frame after it. */
class Held {
  readonly #bids = new Map<string, string>();
  readonly #asks = new Map<string, string>();

  take({ bids, asks }: BookView): void {
    for (const [levels, changes] of [
      [this.#bids, bids],
      [this.#asks, asks],
    ] as const)
      for (const [price, size] of changes) {
        if (Number(size) === 0) levels.delete(price);
        else levels.set(price, size);
      }
  }

  get sorted() {
    const of = (levels: Map<string, string>) => [...levels].sort(([a], [b]) => Number(a) - Number(b));
    return { bids: of(this.#bids), asks: of(this.#asks) };
  }
}

const level = fc.record({ price: fc.integer({ min: 1, max: 60 }), size: fc.nat(3) });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      bids: fc.array(level, { maxLength: 6 }),
      asks: fc.array(level, { maxLength: 6 }),
    }),
  },
  { weight: 4, arbitrary: fc.constant('frame' as const) },
  { weight: 2, arbitrary: fc.constant('join' as const) },
  { weight: 1, arbitrary: fc.constant('pause' as const) },
);

test('whoever joins at any moment holds the book that the frames tell, also after nobody looked for a while', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { clock, frames, accept } = create();
      accept([
        { kind: 'snapshot', price: 0, size: 0 },
        { kind: 'bid', price: 100, size: 1 },
        { kind: 'ask', price: 200, size: 1 },
        { kind: 'depth', price: 0, size: 0 },
      ]);
      let pages: Held[] = [];
      for (const one of steps) {
        if (one === 'join') {
          const page = new Held();
          page.take(frames.picture().picture.book);
          pages.push(page);
        } else if (one === 'pause') {
          pages = [];
          await clock.advance(10 * FRAME_MS);
        } else if (one === 'frame') {
          const { book } = frames.next();
          for (const page of pages) page.take(book);
          const newcomer = new Held();
          newcomer.take(frames.picture().picture.book);
          for (const page of pages) assert.deepEqual(page.sorted, newcomer.sorted);
          await clock.advance(FRAME_MS);
        } else
          accept([
            ...one.bids.map(({ price, size }) => ({ kind: 'bid' as const, price: 100 - price, size })),
            ...one.asks.map(({ price, size }) => ({ kind: 'ask' as const, price: 200 + price, size })),
            { kind: 'depth', price: 0, size: 0 },
          ]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a minute that the venue told is shown once, in the next frame, to those who saw a part of it', () => {
  const { run, frames, accept } = create();
  accept([{ kind: 'buy', price: 100, size: 3 }]);
  assert.equal(frames.picture().picture.candles[0]?.isPartial, true);
  const minute = { ...toCandle(run.instrument, run.view.bar!, true), volume: '9' };
  frames.told([minute]);
  assert.equal(frames.next().candles.length, 1);
  frames.watch();
  frames.told([minute]);
  assert.deepEqual(
    frames.next().candles.map(({ volume }) => volume),
    ['9', '0.003'],
  );
  assert.equal(frames.next().candles.length, 1);
});
