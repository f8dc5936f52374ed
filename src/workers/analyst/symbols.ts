// The instruments that are followed, by their index in the feed: made when the market worker tells of them, fed record by record.
import type { Clock } from '../../core/clock.ts';
import { type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';
import type { InstrumentState } from '../../domain/order-flow/market-words.ts';
import { SymbolRun, type SymbolRunOptions } from './flow/symbol-run.ts';
import { Frames } from './frames.ts';

export type Followed = {
  readonly run: SymbolRun;
  readonly frames: Frames;
  readonly index: number;
  readonly isLive: boolean;
};

export type SymbolsOptions = Pick<SymbolRunOptions, 'settings' | 'calibration'> & {
  readonly clock: Clock;
  readonly listenerOf: (state: InstrumentState) => SymbolRunOptions['listener'];
  /** The whole book is needed again. */
  readonly resend: (index: number) => void;
  /** One more is followed. */
  readonly onFollow: (followed: Followed) => void;
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

  /** The list of the market worker, in the order of its indices. */
  follow(states: readonly InstrumentState[]): void {
    for (const [index, state] of states.entries()) {
      const known = this.#byIndex[index];
      if (known?.run.instrument.id === state.id) continue;
      const { clock, listenerOf, resend, onFollow, ...rest } = this.#options;
      const { id, venue, market, symbol, base, quote } = state;
      const { priceDecimals, sizeDecimals, tickUnits, lotUnits, contractSize } = state;
      const instrument = {
        ...{ id, venue, market, symbol, base, quote },
        ...{ priceDecimals, sizeDecimals, tickUnits, lotUnits, contractSize },
      };
      const run = new SymbolRun({ ...rest, instrument, listener: listenerOf(state) });
      const isLive = !id.startsWith('replay:');
      const followed = { run, frames: new Frames(run, clock), index, isLive };
      this.#byIndex[index] = followed;
      this.#byId.set(id, followed);
      resend(index);
      onFollow(followed);
    }
  }

  accept(record: Readonly<FeedRecord>, sequence: number): void {
    if (this.#expected >= 0 && sequence !== this.#expected) this.#overrun(sequence - this.#expected, record);
    this.#expected = sequence + 1;
    const followed = this.#byIndex[record.instrument];
    if (followed) followed.run.accept(record);
    else this.onUnknown();
  }

  #overrun(count: number, { receivedMs }: Readonly<FeedRecord>): void {
    this.missed += count;
    for (const followed of this.#byIndex) {
      if (!followed) continue;
      const { index, run } = followed;
      run.accept({ kind: 'gap', instrument: index, eventMs: 0, receivedMs, price: 0, size: OVERRUN, id: 0 });
      this.#options.resend(index);
    }
  }
}
