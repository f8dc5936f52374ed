// The instruments that are followed, by their index in the feed: made when the market worker tells of them, fed record by record.
import type { Clock } from '../../core/clock.ts';
import { type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';
import type { InstrumentState } from '../../domain/order-flow/market-words.ts';
import { SymbolRun, type SymbolRunOptions } from './flow/symbol-run.ts';
import { Frames } from './frames.ts';

export type Followed = {
  readonly run: SymbolRun;
  readonly frames: Frames;
  /** In the feed. */
  index: number;
  readonly isLive: boolean;
};

export type SymbolsOptions = Pick<SymbolRunOptions, 'settings' | 'calibration'> & {
  readonly clock: Clock;
  readonly listenerOf: (state: InstrumentState) => SymbolRunOptions['listener'];
  /** The whole book is needed again. */
  readonly resend: (index: number) => void;
  /** A replay waits for this: its pulse with this count was read. */
  readonly onPulse: (written: number) => void;
};

const OVERRUN = gapReasons.indexOf('overrun');

export class Symbols {
  readonly #options: SymbolsOptions;
  readonly #byIndex: (Followed | undefined)[] = [];
  readonly #byId = new Map<string, Followed>();
  #expected = -1;
  /** Records that were overwritten before they were read. */
  missed = 0;
  onUnknown: () => void = () => {};

  constructor(options: SymbolsOptions) {
    this.#options = options;
  }

  get all(): Iterable<Followed> {
    return this.#byId.values();
  }

  byId(id: string): Followed | undefined {
    return this.#byId.get(id);
  }

  /** The list of the market worker. A replay that is gone from it is forgotten; what is live may only not be there yet. */
  follow(states: readonly (InstrumentState & { readonly index: number })[]): void {
    const ids = new Set(states.map(({ id }) => id));
    for (const [id, { index, isLive }] of this.#byId)
      if (!isLive && !ids.has(id)) {
        this.#byId.delete(id);
        delete this.#byIndex[index];
      }
    for (const { index, ...state } of states) {
      const known = this.#byIndex[index];
      if (known?.run.instrument.id === state.id) continue;
      const followed = this.#byId.get(state.id) ?? this.#begin(state);
      followed.index = index;
      this.#byIndex[index] = followed;
      // the market worker began anew: what came in between is not known
      if (known) this.#lose(followed);
      else this.#options.resend(index);
    }
  }

  #begin(state: InstrumentState): Followed {
    const { clock, listenerOf, settings, calibration } = this.#options;
    const { id, origin, venue, market, symbol, base, quote } = state;
    const { priceDecimals, sizeDecimals, tickUnits, lotUnits, contractSize } = state;
    const instrument = {
      ...{ id, origin, venue, market, symbol, base, quote },
      ...{ priceDecimals, sizeDecimals, tickUnits, lotUnits, contractSize },
    };
    const isLive = origin === 'live';
    const run = new SymbolRun({
      ...{ instrument, settings, listener: listenerOf(state) },
      // what a recording shows has been learned from already, or is none of this market
      ...(isLive && calibration && { calibration }),
    });
    const followed = { run, frames: new Frames(run, clock), index: -1, isLive };
    this.#byId.set(id, followed);
    return followed;
  }

  accept(record: Readonly<FeedRecord>, sequence: number): void {
    if (this.#expected >= 0 && sequence !== this.#expected) this.#overrun(sequence - this.#expected);
    this.#expected = sequence + 1;
    const followed = this.#byIndex[record.instrument];
    if (!followed) this.onUnknown();
    else if (record.kind === 'pulse' && !followed.isLive) this.#options.onPulse(record.id);
    else followed.run.accept(record);
  }

  #overrun(count: number): void {
    this.missed += count;
    for (const followed of this.#byIndex) if (followed) this.#lose(followed);
  }

  #lose({ index, run }: Followed): void {
    const receivedMs = this.#options.clock.now();
    run.accept({ kind: 'gap', instrument: index, eventMs: 0, receivedMs, price: 0, size: OVERRUN, id: 0 });
    this.#options.resend(index);
  }
}
