// History in pages: each is asked for only when the one before was taken, so that whoever takes them sets the pace.
import { AppError } from '../../core/errors.ts';
import type { BackfillOptions, Kline, KlineRange, Page, PastTrade, TradeRange } from '../venue.ts';
import type { Rest } from './rest/rest.ts';

const TRADES_PER_PAGE = 1000;
const DEFAULT_MAX_PAGES = 1000;

/** Klines that open from `fromMs` until before `toMs`. `next` is the earliest opening that has not come yet. */
export async function* backfillKlines(
  rest: Pick<Rest, 'klines'>,
  klinesPerPage: number,
  { symbol, interval, fromMs, toMs }: KlineRange,
  { signal, maxPages = DEFAULT_MAX_PAGES }: BackfillOptions = {},
): AsyncGenerator<Page<Kline>> {
  let nextMs = fromMs;
  for (let page = 0; page < maxPages && nextMs < toMs; page++) {
    checkStopped(signal);
    const query = { symbol, interval, fromMs: nextMs, toMs: toMs - 1, limit: klinesPerPage };
    const answer = await rest.klines(query, { signal });
    const rows = rising(answer, ({ openMs }) => openMs, nextMs, toMs - 1);
    const last = rows.at(-1);
    const isLast = !last || answer.length < klinesPerPage || last.closeMs + 1 >= toMs;
    nextMs = isLast ? toMs : Math.max(last.openMs, last.closeMs) + 1;
    yield { rows, next: nextMs, isLast };
    if (isLast) return;
  }
}

/** Trades from `fromId` to `toId`, both included. `next` is the first id that has not come yet. */
export async function* backfillTrades(
  rest: Pick<Rest, 'aggTrades' | 'historicalTrades'>,
  { symbol, kind, fromId, toId }: TradeRange,
  { signal, maxPages = DEFAULT_MAX_PAGES }: BackfillOptions = {},
): AsyncGenerator<Page<PastTrade>> {
  let nextId = fromId;
  for (let page = 0; page < maxPages && nextId <= toId; page++) {
    checkStopped(signal);
    // Aggregates are few of many trades, so a short page says nothing: only an empty one, or the last id, does.
    const limit = Math.min(TRADES_PER_PAGE, toId - nextId + 1);
    const query = { symbol, fromId: nextId, limit };
    const answer =
      kind === 'trade'
        ? await rest.historicalTrades(query, { signal })
        : await rest.aggTrades(query, { signal });
    const rows = rising(answer, ({ id }) => id, nextId, toId);
    const isLast = rows.length === 0 || rows.at(-1)!.id >= toId;
    nextId = isLast ? toId + 1 : rows.at(-1)!.id + 1;
    yield { rows, next: nextId, isLast };
    if (isLast) return;
  }
}

/** What is asked for, once and in order, whatever a server answers. */
function rising<T>(rows: readonly T[], keyOf: (row: T) => number, from: number, to: number): T[] {
  let last = from - 1;
  return rows.filter((row) => {
    const key = keyOf(row);
    if (key <= last || key > to) return false;
    last = key;
    return true;
  });
}

function checkStopped(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  const reason: unknown = signal.reason;
  throw reason instanceof AppError ? reason : new AppError('CALL_CANCELLED');
}
