// One symbol of a market that is made up, with what a client checks: ids in sequence, a ticker that agrees with the book.

const TICKS_PER_UNIT = 10;
const LOTS_PER_UNIT = 1000;
const BASE_TICKS = 600_000;
/** Levels of a side around the price, which stays within a quarter of them. */
const DEPTH = 100;
const REACH = DEPTH / 4;
const LEVEL_LOTS = 2000;
const CHANGES = 10;
/** Twenty times what the largest level shows. */
const HIDDEN_LOTS = 60_000;

export class SimulatedSymbol {
  readonly name: string;
  readonly stream: string;
  #bid = BASE_TICKS;
  #id = 1_000_000;
  #depthId = this.#id;
  #tradeId: number;
  #turns = 0;
  /** By tick, from the lowest on. */
  readonly #lots = Float64Array.from({ length: 4 * DEPTH }, () => LEVEL_LOTS);

  /** Trade numbers begin at `firstTrade` and are of this symbol alone. */
  constructor(name: string, firstTrade: number) {
    this.name = name;
    this.stream = name.toLowerCase();
    this.#tradeId = firstTrade;
  }

  snapshot(eventMs: number): string {
    const levels = (from: number, step: number) =>
      Array.from({ length: DEPTH }, (_, index) => this.#level(from + step * index)).join(',');
    return `{"lastUpdateId":${this.#depthId},"E":${eventMs},"T":${eventMs},"bids":[${levels(this.#bid, -1)}],"asks":[${levels(this.#bid + 1, 1)}]}`;
  }

  ticker(eventMs: number): string {
    this.#id++;
    return this.#touch(eventMs);
  }

  trade(eventMs: number): string {
    const isSell = this.#turns++ % 2 === 0;
    return this.#trade(eventMs, isSell ? this.#bid : this.#bid + 1, 5 + (this.#turns % 11), isSell);
  }

  /** Buys at the best ask far more than is visible there. */
  hiddenOrder(eventMs: number): { readonly id: number; readonly data: string } {
    return { id: this.#tradeId, data: this.#trade(eventMs, this.#bid + 1, HIDDEN_LOTS, false) };
  }

  /** Levels behind the touch change their sizes. */
  depth(eventMs: number): string {
    this.#id++;
    const bids: string[] = [];
    const asks: string[] = [];
    for (let change = 0; change < CHANGES; change++) {
      const behind = 1 + (this.#turns++ % (DEPTH / 2));
      const isBid = change % 2 === 0;
      const tick = isBid ? this.#bid - behind : this.#bid + 1 + behind;
      this.#lots[tick - this.#lowest] = LEVEL_LOTS / 2 + ((this.#turns * 37) % LEVEL_LOTS);
      (isBid ? bids : asks).push(this.#level(tick));
    }
    return this.#depth(eventMs, bids, asks);
  }

  /** The price goes by one tick: what the ticker says first, and the depth event then. */
  move(eventMs: number): { readonly ticker: string; readonly depth: string } {
    const drift = this.#bid - BASE_TICKS;
    const isUp = drift <= -REACH || (drift < REACH && this.#turns++ % 3 !== 0);
    const gone = isUp ? this.#bid + 1 : this.#bid;
    this.#bid += isUp ? 1 : -1;
    this.#id++;
    const ticker = this.#touch(eventMs);
    const emptied = `["${(gone / TICKS_PER_UNIT).toFixed(1)}","0.000"]`;
    const turned = this.#level(gone);
    const depth = isUp
      ? this.#depth(eventMs, [turned], [emptied])
      : this.#depth(eventMs, [emptied], [turned]);
    return { ticker, depth };
  }

  get #lowest(): number {
    return BASE_TICKS - 2 * DEPTH;
  }

  #lotsAt(tick: number): number {
    return this.#lots[tick - this.#lowest]!;
  }

  #level(tick: number): string {
    return `["${(tick / TICKS_PER_UNIT).toFixed(1)}","${(this.#lotsAt(tick) / LOTS_PER_UNIT).toFixed(3)}"]`;
  }

  #touch(eventMs: number): string {
    const side = (tick: number) => [
      (tick / TICKS_PER_UNIT).toFixed(1),
      (this.#lotsAt(tick) / LOTS_PER_UNIT).toFixed(3),
    ];
    const [[b, B], [a, A]] = [side(this.#bid), side(this.#bid + 1)];
    return `{"e":"bookTicker","u":${this.#id},"s":"${this.name}","b":"${b}","B":"${B}","a":"${a}","A":"${A}","T":${eventMs},"E":${eventMs}}`;
  }

  #trade(eventMs: number, tick: number, lots: number, isBuyerMaker: boolean): string {
    return `{"e":"trade","E":${eventMs},"T":${eventMs},"s":"${this.name}","t":${this.#tradeId++},"p":"${(tick / TICKS_PER_UNIT).toFixed(1)}","q":"${(lots / LOTS_PER_UNIT).toFixed(3)}","X":"MARKET","m":${isBuyerMaker}}`;
  }

  #depth(eventMs: number, bids: readonly string[], asks: readonly string[]): string {
    const [from, before] = [this.#depthId + 1, this.#depthId];
    this.#depthId = this.#id;
    return `{"e":"depthUpdate","E":${eventMs},"T":${eventMs},"s":"${this.name}","U":${from},"u":${this.#id},"pu":${before},"b":[${bids.join(',')}],"a":[${asks.join(',')}]}`;
  }
}
