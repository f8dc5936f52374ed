// The candles of an instrument from all who know some: the flow of the last minutes, what is stored, and the venue for holes.
import { AppError, toAppError } from '../../../../core/errors.ts';
import { type BarInterval, barIntervalMs } from '../../../../domain/order-flow/bar-words.ts';
import type { CandleView } from '../../../../domain/order-flow/market-words.ts';
import type { GatewayParts } from '../../parts.ts';
import { isReplayed } from '../tell-market.ts';
import { barToCandle } from './bar-to-candle.ts';
import { MINUTE_MS, toLongerCandles } from './to-longer-candles.ts';
import type { VenueCandles } from './venue-candles.ts';

export type CandleWish = {
  readonly instrument: string;
  readonly interval: BarInterval;
  readonly beforeMs?: number | undefined;
  readonly limit: number;
};

type Sources = Pick<GatewayParts, 'clock' | 'storage' | 'analyst'> & { readonly venue: VenueCandles };
type Range = { readonly fromMs: number; readonly toMs: number };

/** Bars that storage may not have yet. */
const RECENT_BARS = 30;
const PAGE = 2000;
/** Of older minutes longer candles come from the venue, without their delta. */
const MAX_MINUTES = 6000;
const DEADLINE = { deadlineMs: 5000 };

/** Oldest first. Rejects only where nobody knows any and somebody failed: INSTRUMENT_UNKNOWN before all. */
export async function readCandles(sources: Sources, wish: CandleWish): Promise<CandleView[]> {
  const { instrument, interval, limit } = wish;
  const stepMs = barIntervalMs[interval];
  const failures: AppError[] = [];
  const orNothing = (error: unknown): CandleView[] => {
    failures.push(toAppError(error));
    return [];
  };
  const recent = await readRecent(sources, wish).catch(orNothing);
  const nowMs = toNowMs(sources, instrument, recent);
  const range = toRange(wish, stepMs, nowMs);
  const stored = await readStored(sources, instrument, range).catch(orNothing);
  const minutes = within({ ...range, fromMs: range.fromMs - MINUTE_MS }, [...stored, ...recent]);
  const known = within(range, toLongerCandles(seenWhole(minutes), stepMs, nowMs));
  const holes = holesIn(range, stepMs, known);
  const filled =
    holes && !isReplayed({ instrument })
      ? await sources.venue.read({ instrument, interval, ...holes }).catch(orNothing)
      : [];
  const unsure = toLongerCandles(minutes, stepMs, nowMs);
  const candles = within(range, [...unsure, ...filled, ...known]).slice(-limit);
  if (candles.length === 0 && failures.length > 0)
    throw failures.find(({ code }) => code === 'INSTRUMENT_UNKNOWN') ?? failures[0] ?? new AppError('BUG');
  return candles;
}

async function readRecent({ analyst }: Sources, { instrument, beforeMs }: CandleWish): Promise<CandleView[]> {
  const bars = await analyst.footprint(
    { instrument, beforeMs: beforeMs ?? null, limit: RECENT_BARS },
    DEADLINE,
  );
  return bars.map(barToCandle);
}

/** Of a recording that is played, time is where it is. */
function toNowMs({ clock }: Sources, instrument: string, recent: readonly CandleView[]): number {
  return isReplayed({ instrument }) ? (recent.at(-1)?.openMs ?? 0) + 1 : clock.now();
}

/** As many as are asked for, up to the one that is open now or opened before the given moment. */
function toRange({ beforeMs = Number.POSITIVE_INFINITY, limit }: CandleWish, stepMs: number, nowMs: number) {
  const lastMs = Math.ceil(Math.min(beforeMs, nowMs + 1)) - 1;
  const toMs = lastMs - (lastMs % stepMs) + stepMs;
  return { fromMs: Math.max(0, toMs - limit * stepMs), toMs };
}

async function readStored({ storage }: Sources, instrument: string, range: Range): Promise<CandleView[]> {
  const minutes = Math.min(MAX_MINUTES, (range.toMs - range.fromMs) / MINUTE_MS) + 1;
  const found: CandleView[] = [];
  let beforeMs = range.toMs;
  while (found.length < minutes) {
    const wish = { instrument, intervalMs: MINUTE_MS, beforeMs, limit: Math.min(PAGE, minutes) };
    const page = await storage.candles(wish, DEADLINE);
    found.unshift(...page);
    const oldest = page[0];
    if (!oldest || oldest.openMs < range.fromMs) break;
    beforeMs = oldest.openMs;
  }
  return found;
}

/** By their opening, each once, the last of its opening. */
function within({ fromMs, toMs }: Range, candles: readonly CandleView[]): CandleView[] {
  const byOpening = new Map<number, CandleView>();
  for (const candle of candles) {
    if (candle.openMs >= fromMs && candle.openMs < toMs) byOpening.set(candle.openMs, candle);
  }
  return [...byOpening.values()].sort((a, b) => a.openMs - b.openMs);
}

/** A minute that was seen in part alone is the venue's, where it is known there. */
function seenWhole(minutes: readonly CandleView[]): CandleView[] {
  return minutes.filter(({ isPartial }) => !isPartial);
}

/** From the first that is missing to the last. */
function holesIn({ fromMs, toMs }: Range, stepMs: number, known: readonly CandleView[]): Range | undefined {
  const openings = new Set(known.map(({ openMs }) => openMs));
  const missing: number[] = [];
  for (let openMs = fromMs; openMs < toMs; openMs += stepMs) if (!openings.has(openMs)) missing.push(openMs);
  const [first, last] = [missing[0], missing.at(-1)];
  return first === undefined || last === undefined ? undefined : { fromMs: first, toMs: last + stepMs };
}
