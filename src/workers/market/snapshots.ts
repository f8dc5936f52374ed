// Asks for books over REST: the first time at once, then with growing pauses while it does not help.
import type { Clock } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import type { Log } from '../../core/log/log.ts';
import { toBackoffMs } from '../../core/outside/backoff.ts';
import type { Random } from '../../core/random.ts';

export type SnapshotsOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly ask: (symbol: string, signal: AbortSignal) => Promise<Buffer>;
  /** False when the answer is no book. */
  readonly onAnswer: (symbol: string, bytes: Buffer) => boolean;
};

const BACKOFF = { baseMs: 500, maxMs: 30_000 };
/** A book that held this long was fine: the next loss begins anew. */
const CALM_MS = 60_000;

export type Snapshots = { want(symbol: string): void; stop(): void };

export function createSnapshots({ clock, random, log, ask, onAnswer }: SnapshotsOptions): Snapshots {
  const stopped = new AbortController();
  const states = new Map<string, { failures: number; lastMs: number; isUnderWay: boolean }>();

  const run = async (symbol: string) => {
    const state = states.get(symbol) ?? { failures: 0, lastMs: Number.NEGATIVE_INFINITY, isUnderWay: false };
    states.set(symbol, state);
    if (state.isUnderWay) return;
    state.isUnderWay = true;
    try {
      for (;;) {
        const nowMs = clock.monotonicMs();
        if (nowMs - state.lastMs > CALM_MS) state.failures = 0;
        if (state.failures > 0)
          await clock.sleep(toBackoffMs(state.failures, BACKOFF, random), stopped.signal);
        state.failures++;
        state.lastMs = clock.monotonicMs();
        const bytes = await ask(symbol, stopped.signal).catch((thrown: unknown) => {
          if (!stopped.signal.aborted)
            log.warn(`no order book of ${symbol}: ${toAppError(thrown).message}`, {
              category: 'reconnect',
              symbol,
            });
          return undefined;
        });
        if (stopped.signal.aborted) return;
        state.isUnderWay = false;
        if (bytes && onAnswer(symbol, bytes)) return;
        state.isUnderWay = true;
      }
    } catch (thrown) {
      if (!stopped.signal.aborted) throw thrown;
    }
  };

  return {
    want: (symbol) =>
      void run(symbol).catch((thrown: unknown) =>
        log.error(`the book of ${symbol} is given up: ${toAppError(thrown).message}`, { symbol }),
      ),
    stop: () => stopped.abort(),
  };
}
