import type { DrawnCandle } from './drawn.ts';

/**
 * The candle of `intervalMs` that opened at `openMs`, from minutes, oldest first. Where its first minute is not known
 * its price goes on from `before`, and its volume and delta stay those.
 */
export function foldMinutes(
  minutes: readonly DrawnCandle[],
  openMs: number,
  intervalMs: number,
  before: DrawnCandle | undefined,
): DrawnCandle | undefined {
  const own = minutes.filter((minute) => minute.openMs >= openMs && minute.openMs < openMs + intervalMs);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return before;
  const high = Math.max(...own.map((minute) => minute.high));
  const low = Math.min(...own.map((minute) => minute.low));
  const isClosed = last.isClosed && last.openMs + 60_000 === openMs + intervalMs;
  if (first.openMs !== openMs) {
    if (!before) return undefined;
    return {
      ...before,
      high: Math.max(high, before.high),
      low: Math.min(low, before.low),
      close: last.close,
      isClosed,
    };
  }
  const isKnown = own.every(({ delta }) => delta !== null);
  return {
    openMs,
    open: first.open,
    high,
    low,
    close: last.close,
    volume: own.reduce((sum, { volume }) => sum + volume, 0),
    delta: isKnown ? own.reduce((sum, { delta }) => sum + (delta ?? 0), 0) : null,
    isClosed,
  };
}
