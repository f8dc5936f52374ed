// Minutes that were not seen whole, asked of the venue when they are over: at the start, after each hole, again while it cannot tell.
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { VenueCandle } from '../../domain/order-flow/market-words.ts';
import type { marketContract } from '../market/contract.ts';

type Doors = Pick<Context<never, { market: typeof marketContract }>, 'clients' | 'clock' | 'log'>;

export type CandleFillOptions = {
  /** The venue's time, by the newest record of the instrument. */
  readonly nowMsOf: (id: string) => number;
  /** Whole minutes, oldest first. */
  readonly onTold: (id: string, candles: readonly VenueCandle[]) => void;
};

export type CandleFill = {
  /** These minutes are wanted; what is wanted already is not asked twice. */
  want(id: string, fromMs: number, toMs: number): void;
  stop(): void;
};

type Wanted = { fromMs: number; toMs: number; tries: number; dueMs: number; isAsking: boolean };

const MINUTE_MS = 60_000;
/** A day and an hour: what is older stays as it is. */
const MAX_MINUTES = 1500;
/** After its end a minute is final. */
const FINAL_MS = 2000;
const ASK_MS = 30_000;
const AT_ONCE = 4;
const LEAST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 300_000;
/** Minutes that the venue leaves out so often do not exist. */
const MAX_TRIES = 3;

export function createCandleFill(
  { clients: { market }, clock, log }: Doors,
  options: CandleFillOptions,
): CandleFill {
  const wanted = new Map<string, Wanted>();
  let asking = 0;
  let isStopped = false;

  const ask = async (id: string, one: Wanted, endMs: number) => {
    const { fromMs } = one;
    const range = { instrument: id, interval: '1m', fromMs, toMs: endMs };
    try {
      const candles = await market.candles(range, { deadlineMs: ASK_MS });
      if (isStopped) return;
      const told = candles.filter(({ openMs }) => openMs >= fromMs && openMs < endMs);
      options.onTold(id, told);
      one.tries++;
      const missing = one.tries < MAX_TRIES ? firstMissing(told, fromMs, endMs) : undefined;
      // unless still older ones were asked for meanwhile
      if (one.fromMs === fromMs) one.fromMs = missing ?? endMs;
      if (missing === undefined) one.tries = 0;
      one.dueMs = clock.monotonicMs() + LEAST_WAIT_MS * 2 ** one.tries;
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      if (one.tries === 0) log.info(`${id}: no earlier candles: ${message}`);
      one.tries++;
      if (code === 'INSTRUMENT_UNKNOWN') one.fromMs = one.toMs;
      one.dueMs = clock.monotonicMs() + Math.min(LONGEST_WAIT_MS, LEAST_WAIT_MS * 2 ** one.tries);
    }
  };
  const next = () => {
    if (isStopped) return;
    const nowMs = clock.monotonicMs();
    for (const [id, one] of wanted) {
      if (asking >= AT_ONCE) return;
      if (one.isAsking || one.dueMs > nowMs) continue;
      const endedMs = Math.floor((options.nowMsOf(id) - FINAL_MS) / MINUTE_MS) * MINUTE_MS;
      const endMs = Math.min(one.toMs, endedMs);
      one.fromMs = Math.max(one.fromMs, endMs - MAX_MINUTES * MINUTE_MS);
      if (one.fromMs >= one.toMs) wanted.delete(id);
      if (one.fromMs >= endMs) continue;
      one.isAsking = true;
      asking++;
      void ask(id, one, endMs).finally(() => {
        one.isAsking = false;
        asking--;
        next();
      });
    }
  };
  const timer = clock.every(1000, next);

  return {
    want(id, fromMs, toMs) {
      const one = wanted.get(id);
      if (!one) wanted.set(id, { fromMs, toMs, tries: 0, dueMs: 0, isAsking: false });
      else {
        one.fromMs = Math.min(one.fromMs, fromMs);
        one.toMs = Math.max(one.toMs, toMs);
      }
    },
    stop() {
      isStopped = true;
      timer.cancel();
    },
  };
}

/** Opening of the first minute that was not told; undefined where each was. */
function firstMissing(told: readonly VenueCandle[], fromMs: number, toMs: number): number | undefined {
  const openings = new Set(told.map(({ openMs }) => openMs));
  for (let openMs = fromMs; openMs < toMs; openMs += MINUTE_MS) if (!openings.has(openMs)) return openMs;
  return undefined;
}
