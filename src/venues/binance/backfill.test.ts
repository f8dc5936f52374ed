import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kline, Page, PastTrade } from '../venue.ts';
import { backfillKlines, backfillTrades } from './backfill.ts';
import type { Rest } from './rest/rest.ts';

const MINUTE_MS = 60_000;
const PER_PAGE = 5;

const klineAt = (openMs: number): Kline => ({
  ...{ openMs, closeMs: openMs + MINUTE_MS - 1, open: '1', high: '1', low: '1', close: '1' },
  ...{ volume: '1', quoteVolume: '1', trades: 1, takerBuyVolume: '0' },
});
const tradeOf = (id: number): PastTrade => ({
  ...{ id, firstId: id, lastId: id, timeMs: id, price: '1', size: '1', isBuyerMaker: false },
});

/** Has candles for these minutes only. */
function klineServer(minutes: ReadonlySet<number>): Pick<Rest, 'klines'> {
  const all = [...minutes].sort((a, b) => a - b).map((minute) => klineAt(minute * MINUTE_MS));
  return {
    klines: async ({ fromMs, toMs, limit }) =>
      all.filter(({ openMs }) => openMs >= fromMs && openMs <= toMs).slice(0, limit),
  };
}

function tradeServer(ids: ReadonlySet<number>): Pick<Rest, 'aggTrades' | 'historicalTrades'> {
  const all = [...ids].sort((a, b) => a - b).map(tradeOf);
  const answer = async ({ fromId = 0, limit }: { fromId?: number; limit: number }) =>
    all.filter(({ id }) => id >= fromId).slice(0, limit);
  return { aggTrades: answer, historicalTrades: answer };
}

async function collect<T>(pages: AsyncIterable<Page<T>>): Promise<{ rows: T[]; pages: Page<T>[] }> {
  const all: Page<T>[] = [];
  for await (const page of pages) all.push(page);
  return { rows: all.flatMap(({ rows }) => rows), pages: all };
}

const minutes = fc.uniqueArray(fc.nat(40)).map((list) => new Set(list));

test('every candle of the range comes once and in order, with gaps and at any page', async () => {
  await fc.assert(
    fc.asyncProperty(minutes, fc.nat(40), fc.nat(45), async (has, from, to) => {
      const range = { symbol: 'A', interval: '1m', fromMs: from * MINUTE_MS, toMs: to * MINUTE_MS };
      const { rows } = await collect(backfillKlines(klineServer(has), PER_PAGE, range));
      const expected = [...has].filter((minute) => minute >= from && minute < to).sort((a, b) => a - b);
      assert.deepEqual(
        rows.map(({ openMs }) => openMs / MINUTE_MS),
        expected,
      );
    }),
  );
});

test('a backfill that stopped after any number of pages goes on where it was', async () => {
  await fc.assert(
    fc.asyncProperty(minutes, fc.integer({ min: 1, max: 4 }), async (has, maxPages) => {
      const range = { symbol: 'A', interval: '1m', fromMs: 0, toMs: 45 * MINUTE_MS };
      const first = await collect(backfillKlines(klineServer(has), PER_PAGE, range, { maxPages }));
      assert.ok(first.pages.length <= maxPages);
      const fromMs = first.pages.at(-1)?.next ?? 0;
      const rest = await collect(backfillKlines(klineServer(has), PER_PAGE, { ...range, fromMs }));
      assert.deepEqual([...first.rows, ...rest.rows].length, has.size);
    }),
  );
});

test('every trade of a range of ids comes once and in order', async () => {
  const server = fc.uniqueArray(fc.nat(60)).map((list) => new Set(list));
  await fc.assert(
    fc.asyncProperty(server, fc.nat(60), fc.nat(70), async (has, fromId, toId) => {
      for (const kind of ['trade', 'aggTrade'] as const) {
        const range = { symbol: 'A', kind, fromId, toId };
        const { rows } = await collect(backfillTrades(tradeServer(has), range));
        const expected = [...has].filter((id) => id >= fromId && id <= toId).sort((a, b) => a - b);
        assert.deepEqual(
          rows.map(({ id }) => id),
          expected,
        );
      }
    }),
  );
});

test('a cancelled backfill asks for nothing more', async () => {
  const cancel = new AbortController();
  let asked = 0;
  const server = klineServer(new Set(Array.from({ length: 40 }, (_, i) => i)));
  const counting: Pick<Rest, 'klines'> = {
    klines: (query) => {
      asked += 1;
      return server.klines(query);
    },
  };
  const range = { symbol: 'A', interval: '1m', fromMs: 0, toMs: 40 * MINUTE_MS };
  const pages = backfillKlines(counting, PER_PAGE, range, { signal: cancel.signal });
  await pages.next();
  cancel.abort();
  await assert.rejects(pages.next(), { code: 'CALL_CANCELLED' });
  assert.equal(asked, 1);
});

test('a server that answers the same page for ever is left', async () => {
  const stuck: Pick<Rest, 'klines'> = {
    klines: async () => Array.from({ length: PER_PAGE }, (_, i) => klineAt(i * MINUTE_MS)),
  };
  const range = { symbol: 'A', interval: '1m', fromMs: 0, toMs: 400 * MINUTE_MS };
  const { rows, pages } = await collect(backfillKlines(stuck, PER_PAGE, range));
  assert.equal(rows.length, PER_PAGE);
  assert.equal(pages.length, 2);
});
