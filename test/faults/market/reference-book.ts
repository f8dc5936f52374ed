// A plain book from the unbroken recording, by U and u alone: the witness against which the product's is held, and whom it asks for snapshots.

export type DepthMessage = {
  readonly U: number;
  readonly u: number;
  readonly pu?: number;
  readonly b: readonly (readonly [price: string, size: string])[];
  readonly a: readonly (readonly [price: string, size: string])[];
};
/** Price and size as printed, and the size as a number, by the price's number. */
type Side = Map<number, readonly [price: string, size: string, amount: number]>;
export type Touch = readonly [bid: string, bidSize: string, ask: string, askSize: string];

export class ReferenceBook {
  readonly bids: Side = new Map();
  readonly asks: Side = new Map();
  lastId = 0;
  #isFollowing = false;
  #best = { bid: Number.NaN, ask: Number.NaN };

  begin(bytes: Buffer): void {
    if (this.lastId > 0) return;
    const { lastUpdateId, bids, asks } = JSON.parse(bytes.toString('utf8'));
    for (const [price, size] of bids) this.bids.set(Number(price), [price, size, Number(size)]);
    for (const [price, size] of asks) this.asks.set(Number(price), [price, size, Number(size)]);
    this.#best = { bid: Math.max(...this.bids.keys()), ask: Math.min(...this.asks.keys()) };
    this.lastId = lastUpdateId;
  }

  /** What ends at or before the snapshot is left out; afterwards nothing may be missing. */
  apply({ U, u, pu, b, a }: DepthMessage): void {
    if (this.lastId === 0 || u < this.lastId || (pu === undefined && u === this.lastId)) return;
    const follows = pu === undefined ? U === this.lastId + 1 : pu === this.lastId;
    if (this.#isFollowing && !follows) throw new Error(`the recording itself has a hole before ${u}`);
    this.#isFollowing = true;
    this.lastId = u;
    for (const [price, size] of b) this.#set('bid', price, size);
    for (const [price, size] of a) this.#set('ask', price, size);
  }

  get touch(): Touch {
    const [bid, bidSize] = this.bids.get(this.#best.bid) ?? ['', ''];
    const [ask, askSize] = this.asks.get(this.#best.ask) ?? ['', ''];
    return [bid, bidSize, ask, askSize];
  }

  /** As the venue would answer now. */
  toSnapshot(): Buffer {
    const printed = (side: Side) => [...side.values()].map(([price, size]) => [price, size]);
    const sides = { bids: printed(this.bids), asks: printed(this.asks) };
    return Buffer.from(JSON.stringify({ lastUpdateId: this.lastId, ...sides }));
  }

  top(side: 'bids' | 'asks', count: number): (readonly [string, string])[] {
    const sign = side === 'bids' ? -1 : 1;
    const sorted = [...this[side]].sort(([one], [other]) => (one - other) * sign);
    return sorted.slice(0, count).map(([, [price, size]]) => [price, size]);
  }

  #set(side: 'bid' | 'ask', price: string, size: string): void {
    const levels = side === 'bid' ? this.bids : this.asks;
    const at = Number(price);
    const amount = Number(size);
    if (amount > 0) {
      levels.set(at, [price, size, amount]);
      if (side === 'bid' ? at > this.#best.bid : at < this.#best.ask) this.#best[side] = at;
    } else if (levels.delete(at) && at === this.#best[side]) this.#best[side] = this.#bestOf(side);
  }

  #bestOf(side: 'bid' | 'ask'): number {
    let best = Number.NaN;
    if (side === 'bid') {
      for (const price of this.bids.keys()) if (!(price <= best)) best = price;
    } else for (const price of this.asks.keys()) if (!(price >= best)) best = price;
    return best;
  }
}
