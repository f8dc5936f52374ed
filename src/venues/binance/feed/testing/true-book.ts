// A venue that knows its book after every single update, and bundles updates into depth events as spot or futures do.
import type { DepthEvent } from '../diff-buffer.ts';

type Level = { readonly isBid: boolean; readonly price: number; readonly size: number };
type State = ReadonlyMap<number, number>;

/** Bids at 90 to 99 ticks, asks at 101 to 110; sizes from draws. */
export class TrueBook {
  readonly #isSpot: boolean;
  readonly #draw: (below: number) => number;
  /** By update id; the best level of each side always stays. */
  readonly #states: State[] = [
    new Map([
      [99, 1],
      [101, 1],
    ]),
  ];
  #previousId = 0;

  constructor(isSpot: boolean, draw: (below: number) => number) {
    this.#isSpot = isSpot;
    this.#draw = draw;
  }

  get lastId(): number {
    return this.#states.length - 1;
  }

  at(id: number): State {
    return this.#states[id]!;
  }

  /** The next event of the stream, of one to three updates; in futures, numbers may be left out between two events. */
  next(): DepthEvent {
    if (!this.#isSpot && this.#draw(3) === 0) this.#states.push(this.at(this.lastId));
    const firstId = this.lastId + 1;
    const levels = Array.from({ length: 1 + this.#draw(3) }, () => this.#update());
    const { lastId } = this;
    const previousId = this.#isSpot ? Number.NaN : this.#previousId;
    this.#previousId = lastId;
    return { firstId, lastId, previousId, eventMs: lastId, receivedMs: lastId, ...toColumns(levels) };
  }

  snapshot(id: number): Omit<DepthEvent, 'firstId' | 'previousId'> {
    const levels = [...this.at(id)].map(([price, size]) => ({ isBid: price < 100, price, size }));
    return { lastId: id, eventMs: id, receivedMs: id, ...toColumns(levels) };
  }

  #update(): Level {
    const isBid = this.#draw(2) === 0;
    const away = this.#draw(10);
    const price = isBid ? 99 - away : 101 + away;
    const size = away === 0 ? 1 + this.#draw(5) : this.#draw(5);
    const state = new Map(this.at(this.lastId));
    if (size === 0) state.delete(price);
    else state.set(price, size);
    this.#states.push(state);
    return { isBid, price, size };
  }
}

function toColumns(levels: readonly Level[]): Pick<DepthEvent, 'count' | 'sides' | 'prices' | 'sizes'> {
  return {
    count: levels.length,
    sides: Int8Array.from(levels, ({ isBid }) => (isBid ? 1 : -1)),
    prices: Float64Array.from(levels, ({ price }) => price),
    sizes: Float64Array.from(levels, ({ size }) => size),
  };
}
