// Notices symbols whose streams went silent while everything looks well.
import type { Clock } from '../../../core/clock.ts';
import type { WantedStreams } from '../../venue.ts';
import { streamKindOf } from '../stream-names.ts';

export type WatchdogOptions = {
  readonly clock: Clock;
  readonly staleMs: number;
  readonly onSilent: (symbol: string, stream: string, forMs: number) => void;
};

export interface Watchdog {
  watch(wanted: WantedStreams): void;
  /** Says whether the stream is watched; costs a look-up. */
  hear(stream: string): boolean;
  /** Those that said nothing lately though they should: all of the symbol, or its depth; undefined while they speak. */
  silenceOf(symbol: string): { readonly streams: readonly string[]; readonly forMs: number } | undefined;
  stop(): void;
}

/** Time is counted in ticks, so that hearing a message needs no clock: each of a second, and at least 12 of them until it is stale. */
const TICK_MS = 1000;
const LEAST_TICKS = 12;
const MAX_DOUBLINGS = 4;
/** Streams of which nothing may come for hours. */
const RARE = new Set(['forceOrder']);
/** What moves the book, and so cannot come while its depth does not. */
const MOVES_BOOK = new Set(['trade', 'aggTrade', 'bookTicker']);

type Ear = { readonly stream: string; readonly kind: string; tick: number };
type Watched = {
  readonly ears: readonly Ear[];
  /** Those of which something must come again and again. */
  readonly busy: readonly Ear[];
  /** Times it was told since it was last heard. */
  told: number;
  toldTick: number;
};

export function createWatchdog({ clock, staleMs, onSilent }: WatchdogOptions): Watchdog {
  const ears = new Map<string, Ear>();
  const symbols = new Map<string, Watched>();
  const ticksPerStale = Math.max(LEAST_TICKS, Math.ceil(staleMs / TICK_MS));
  const tickMs = staleMs / ticksPerStale;
  let now = 0;

  /** The stream that should have said something, or undefined. */
  const silentOf = (busy: readonly Ear[]): Ear | undefined => {
    const last = lastOf(busy);
    if (now - last.tick >= ticksPerStale) return last;
    const depth = busy.find(({ kind }) => kind === 'depth');
    if (!depth || now - depth.tick < ticksPerStale) return undefined;
    const hasMoved = busy.some(
      ({ kind, tick }) => MOVES_BOOK.has(kind) && tick > depth.tick + 1 && tick < now,
    );
    return hasMoved ? depth : undefined;
  };

  const look = (symbol: string, watched: Watched): void => {
    const { busy } = watched;
    const silent = busy.length > 0 ? silentOf(busy) : undefined;
    if (!silent) {
      watched.told = 0;
      return;
    }
    const pauseTicks = ticksPerStale * 2 ** Math.min(watched.told - 1, MAX_DOUBLINGS);
    if (watched.told > 0 && now - watched.toldTick < pauseTicks) return;
    watched.told += 1;
    watched.toldTick = now;
    onSilent(symbol, silent.stream, Math.round((now - silent.tick) * tickMs));
  };

  const sweep = clock.every(tickMs, () => {
    now += 1;
    for (const [symbol, watched] of symbols) look(symbol, watched);
  });

  return {
    watch(wanted) {
      const before = new Map(ears);
      const told = new Map(symbols);
      ears.clear();
      symbols.clear();
      for (const [symbol, streams] of wanted) {
        const own = streams.map(
          (stream) => before.get(stream) ?? { stream, kind: streamKindOf(stream), tick: now },
        );
        for (const ear of own) ears.set(ear.stream, ear);
        const { told: times = 0, toldTick = 0 } = told.get(symbol) ?? {};
        const busy = own.filter(({ kind }) => !RARE.has(kind));
        symbols.set(symbol, { ears: own, busy, told: times, toldTick });
      }
    },
    hear(stream) {
      const ear = ears.get(stream);
      if (!ear) return false;
      ear.tick = now;
      return true;
    },
    silenceOf(symbol) {
      const { ears, busy } = symbols.get(symbol) ?? { ears: [], busy: [] };
      if (busy.length === 0) return undefined;
      const last = lastOf(busy);
      const silent = silentOf(busy) ?? last;
      if (silent.tick >= now) return undefined;
      const streams = (silent === last ? ears : [silent]).map(({ stream }) => stream);
      return { streams, forMs: Math.round((now - silent.tick) * tickMs) };
    },
    stop: () => sweep.cancel(),
  };
}

function lastOf(ears: readonly Ear[]): Ear {
  return ears.reduce((latest, ear) => (ear.tick > latest.tick ? ear : latest));
}
