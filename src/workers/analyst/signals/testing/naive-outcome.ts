// What became of one signal, read off the whole story at once.
import { parsePrice } from '../../../../domain/market/instrument.ts';
import type { Signal, SignalOutcome } from '../../../../domain/order-flow/signal.ts';
import { plainInstrument } from '../../../../domain/order-flow/testing/records.ts';

export type Happening =
  | { readonly kind: 'trade'; readonly atMs: number; readonly price: number }
  | { readonly kind: 'gap' | 'second'; readonly atMs: number }
  | { readonly kind: 'signal'; readonly atMs: number; readonly signal: Signal };

const HOUR_MS = 3_600_000;

/** `story` is in the order of time and ends with a second. */
export function naiveOutcome(story: readonly Happening[], signal: Signal): SignalOutcome {
  const [entry, stop, target] = [signal.price, signal.stop, signal.targets[0]!].map((text) =>
    parsePrice(plainInstrument, text),
  ) as [number, number, number];
  const sign = signal.side === 'buy' ? 1 : -1;
  const bpsOf = (price: number) => ((sign * (price - entry)) / entry) * 10_000 + 0;
  const from = story.findIndex((each) => each.kind === 'signal' && each.signal === signal);
  const gap = story.slice(from).find(({ kind }) => kind === 'gap');
  const told = gap === undefined ? story : story.slice(0, story.indexOf(gap));
  /** Time is told by trades and seconds only. */
  const clock = told.filter(({ kind }) => kind === 'trade' || kind === 'second').at(-1)?.atMs ?? 0;
  const untilMs = Math.max(clock, signal.eventMs);
  const trades = told.flatMap((each, i) => (each.kind === 'trade' ? [{ ...each, i }] : []));
  const priceBy = (ms: number) => trades.filter(({ atMs }) => atMs <= ms).at(-1)?.price ?? entry;
  const dueMs = [1, 5, 15, 60].map((minutes) => signal.eventMs + minutes * 60_000);
  const returnsBps = dueMs.map((ms) => (ms < untilMs ? bpsOf(priceBy(ms)) : null));
  const path = trades.filter(({ i, atMs }) => i > from && atMs <= signal.eventMs + HOUR_MS);
  const gains = [0, ...path.map(({ price }) => bpsOf(price))];
  const reached = path.find(({ price }) => sign * (price - stop) <= 0 || sign * (price - target) >= 0);
  const common = {
    signalId: signal.id,
    returnsBps,
    drawdownBps: Math.min(...gains),
    bestBps: Math.max(...gains),
  };
  if (reached && sign * (reached.price - stop) <= 0)
    return { ...common, end: 'stop', endMs: reached.atMs, endBps: bpsOf(reached.price) };
  if (reached) return { ...common, end: 'target', endMs: reached.atMs, endBps: bpsOf(target) };
  if (returnsBps[3] !== null)
    return { ...common, end: 'expired', endMs: dueMs[3]!, endBps: returnsBps[3] ?? null };
  if (gap) return { ...common, end: 'cut', endMs: untilMs, endBps: null };
  return { ...common, end: 'open', endMs: null, endBps: null };
}
