// Candles between memory and storage: read when a token becomes of interest, written every half minute and when it leaves.

import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Client } from '../../../core/service.ts';
import { formatPrice, parsePrice } from '../../../domain/solana/price.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { TokenState } from '../prices/token-state.ts';
import { type Candle, candleIntervals, type OfInterval } from './candle-set.ts';

type Storage = Pick<Client<typeof storageContract>, 'tokenCandles' | 'recordTokenFacts'>;
type Row = Awaited<ReturnType<Storage['tokenCandles']>>[number];

const MAX_ROWS = 500;
/** Rows of the shorter lengths for the changes, of the longer ones for what is open. */
const rowsWanted: Readonly<Record<number, number>> = { 60000: 62, 900000: 98 };
const MAX_LOADING = 4;

export type CandleStore = {
  /** Resolves when what is known of it is in its candles; a token whose rows cannot be read stays unwritten. */
  load(token: TokenState): Promise<void>;
  write(tokens: Iterable<TokenState>): Promise<void>;
  read(
    token: TokenState | undefined,
    wanted: { mint: string; intervalMs: number; beforeMs: number | null; limit: number },
  ): Promise<Row[]>;
};

export function createCandleStore(storage: Storage, log: Log): CandleStore {
  let loading = 0;
  const queue: (() => void)[] = [];
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (loading >= MAX_LOADING) await new Promise<void>((resolve) => queue.push(resolve));
    loading += 1;
    try {
      return await work();
    } finally {
      loading -= 1;
      queue.shift()?.();
    }
  };
  let isTroubled = false;
  const fail = (thrown: unknown) => {
    if (!isTroubled) log.warn(`candles of tokens wait for storage: ${toAppError(thrown).message}`);
    isTroubled = true;
  };

  return {
    load(token) {
      token.isLoading = true;
      return inTurn(async () => {
        try {
          const read = (intervalMs: number) => {
            const limit = rowsWanted[intervalMs] ?? 2;
            return storage.tokenCandles({ mint: token.mint, intervalMs, beforeMs: null, limit });
          };
          // all of them or none: what is adopted twice would count twice
          const rows = await Promise.all(candleIntervals.map(read));
          for (const [i, intervalMs] of candleIntervals.entries())
            token.candles.adopt(intervalMs, (rows[i] ?? []).flatMap(toCandle));
          token.isLoaded = true;
        } catch (thrown) {
          fail(thrown);
        } finally {
          token.isLoading = false;
        }
      });
    },
    async write(tokens) {
      let batch: { token: TokenState; one: OfInterval }[] = [];
      const send = async () => {
        const sent = batch;
        batch = [];
        if (sent.length === 0) return;
        try {
          await storage.recordTokenFacts({
            candles: sent.map(({ token, one }) => ({ mint: token.mint, ...toRow(one) })),
          });
          isTroubled = false;
        } catch (thrown) {
          for (const { token, one } of sent) token.candles.putBack([one]);
          fail(thrown);
        }
      };
      for (const token of tokens) {
        if (!token.isLoaded) continue;
        for (const one of token.candles.takeUnwritten()) {
          batch.push({ token, one });
          if (batch.length >= MAX_ROWS) await send();
        }
      }
      await send();
    },
    async read(token, { mint, intervalMs, beforeMs, limit }) {
      const rows = await storage.tokenCandles({ mint, intervalMs, beforeMs, limit });
      const byOpen = new Map(rows.map((row) => [row.openMs, row]));
      for (const candle of token?.candles.of(intervalMs) ?? [])
        if (beforeMs === null || candle.openMs < beforeMs) {
          const { intervalMs: _, ...row } = toRow({ intervalMs, candle });
          byOpen.set(candle.openMs, row);
        }
      return [...byOpen.values()].sort((a, b) => a.openMs - b.openMs).slice(-limit);
    },
  };
}

function toRow({ intervalMs, candle }: OfInterval) {
  const { openMs, open, high, low, close, volumeCents, trades } = candle;
  return {
    ...{ intervalMs, openMs, open: formatPrice(open), high: formatPrice(high), low: formatPrice(low) },
    ...{ close: formatPrice(close), volumeUsd: volumeCents / 100, trades },
  };
}

function toCandle({ openMs, open, high, low, close, volumeUsd, trades }: Row): Candle[] {
  const [first, top, bottom, last] = [open, high, low, close].map(parsePrice);
  if (!first || !top || !bottom || !last) return [];
  const volumeCents = Math.round(volumeUsd * 100);
  return [{ openMs, open: first, high: top, low: bottom, close: last, volumeCents, trades }];
}
