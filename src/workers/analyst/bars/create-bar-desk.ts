// Answers what is asked about bars of any length: those of before the flow are asked of the venue the first time.
import { toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { BarInterval, ClosedBar, IndicatorView } from '../../../domain/order-flow/bar-words.ts';
import type { CandleView } from '../../../domain/order-flow/market-words.ts';
import type { marketContract } from '../../market/contract.ts';
import type { SymbolRun } from '../flow/symbol-run.ts';
import { type BarLine, HELD_BARS } from './bar-line.ts';
import { barToCandle } from './candle-views.ts';

type Doors = Pick<Context<never, { market: typeof marketContract }>, 'clients' | 'clock' | 'log'>;
type Of = { readonly run: SymbolRun; readonly isLive: boolean };
type Wish = { readonly interval: BarInterval; readonly limit: number };

export type BarDesk = {
  bars(of: Of, wish: Wish): Promise<CandleView[]>;
  /** Rejects with INDICATOR_INVALID. */
  indicators(of: Of, wish: Wish & { readonly names: readonly string[] }): Promise<IndicatorView>;
  /** Whether somebody waits for this bar. */
  isWanted(bar: ClosedBar, line: BarLine, nowMs: number): boolean;
};

/** Indicators that nobody asked for again are told so long. */
const TOLD_MS = 600_000;
/** Bars before those that are shown, from which averages have come near to what they would be. */
const WARM_UP = 300;
const AGAIN_MS = 30_000;
const ASK_MS = 10_000;

export function createBarDesk({ clients: { market }, clock, log }: Doors): BarDesk {
  const asked = new WeakMap<BarLine, { readonly atMs: number; readonly done: Promise<void> }>();

  const fill = async ({ run }: Of, line: BarLine, count: number) => {
    const { instrument, view } = run;
    const { interval, stepMs } = line;
    const toMs = Math.floor(view.nowMs / stepMs) * stepMs;
    const range = { instrument: instrument.id, interval, fromMs: toMs - count * stepMs, toMs };
    try {
      const candles = await market.candles(range, { deadlineMs: ASK_MS });
      const told = candles.filter(({ openMs }) => openMs < toMs);
      line.seed(told.map(({ quoteVolume, ...candle }) => ({ ...candle, isClosed: true })));
    } catch (thrown) {
      log.debug(`${instrument.id}: no ${interval} bars of before: ${toAppError(thrown).message}`);
    }
  };
  /** Minutes come by themselves. */
  const ready = async (of: Of, line: BarLine, limit: number) => {
    const count = Math.min(HELD_BARS, limit + WARM_UP);
    const { nowMs } = of.run.view;
    if (!of.isLive || nowMs === 0 || line.interval === '1m' || isWhole(line, count, nowMs)) return;
    const before = asked.get(line);
    if (before && clock.monotonicMs() - before.atMs < AGAIN_MS) return before.done;
    const done = fill(of, line, count);
    asked.set(line, { atMs: clock.monotonicMs(), done });
    await done;
  };

  return {
    async bars(of, { interval, limit }) {
      const { bars, view } = of.run;
      const line = bars.line(interval);
      await ready(of, line, limit);
      const open = bars.open(interval, view.bar && barToCandle(view.bar));
      const closed = line.bars.filter(({ openMs }) => !open || openMs < open.openMs);
      return [...closed, ...(open ? [open] : [])].slice(-limit);
    },
    async indicators(of, { interval, limit, names }) {
      const line = of.run.bars.line(interval);
      const untilMs = clock.monotonicMs() + TOLD_MS;
      // what does not exist is told without asking the venue
      line.indicators(names, 0, untilMs);
      await ready(of, line, limit);
      return {
        instrument: of.run.instrument.id,
        interval,
        openMs: line.bars.slice(-limit).map(({ openMs }) => openMs),
        series: line.indicators(names, limit, untilMs),
      };
    },
    isWanted({ candle }, line, nowMs) {
      const isNew = candle.openMs + 2 * line.stepMs >= nowMs;
      return isNew && line.isAskedFor(clock.monotonicMs());
    },
  };
}

/** As many as are wanted without one missing, up to the last that ended. */
function isWhole({ bars, stepMs }: BarLine, count: number, nowMs: number): boolean {
  const [first, last] = [bars.at(-count), bars.at(-1)];
  if (!first || !last) return false;
  // the last minute of a bar comes a little later
  const endedMs = Math.floor((nowMs - 2 * 60_000) / stepMs) * stepMs;
  return last.openMs + stepMs >= endedMs && (last.openMs - first.openMs) / stepMs === count - 1;
}
