// Reads the frequent messages of Binance straight from their bytes, strictly: what is not the exact form is malformed, never guessed.

import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  JsonBytes,
  malformed,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './json-bytes.ts';
import { LevelColumns, MAX_LEVELS } from './level-columns.ts';
import { SymbolNames } from './symbol-names.ts';

/** `other` is sound in its frame but not read here; `partial` is a short book that is sent whole each time. */
export type MessageKind =
  | 'depth'
  | 'trade'
  | 'aggTrade'
  | 'bookTicker'
  | 'snapshot'
  | 'partial'
  | 'reply'
  | 'other'
  | 'malformed';

/**
 * The fields of the message read last; each holds for the kinds that have it. Decimals are a mantissa and a count of digits
 * after the point, trailing zeros taken off: "61659.70" is 616597 and 1.
 */
export class MessageReader {
  symbol = '';
  /** Of `E`; 0 where the message has none. */
  eventMs = 0;
  /** Of `T`. */
  tradeMs = 0;
  /** `U`, `u` and `pu`; the last is NaN on the spot market. A snapshot's id is `lastId`. */
  firstId = 0;
  lastId = 0;
  previousId = Number.NaN;
  tradeId = 0;
  isBuyerMaker = false;
  /** Mantissa and decimals of price and size of a trade, or of bid, bid size, ask, ask size of a book ticker. */
  readonly values = new Float64Array(4);
  readonly decimals = new Uint8Array(4);
  readonly levels = new LevelColumns();
  isWrapped = false;

  readonly #json = new JsonBytes();
  readonly #names = new SymbolNames();
  #bytes: Uint8Array = new Uint8Array(0);
  #aggregateId = 0;
  #event = 0;
  #eventLength = 0;
  /** Which fields came, as bits. */
  #seen = 0;

  read(bytes: Uint8Array, from = 0, to = bytes.length): MessageKind {
    this.#bytes = bytes;
    this.#json.start(bytes, from);
    this.eventMs = 0;
    this.tradeMs = 0;
    this.previousId = Number.NaN;
    this.#seen = 0;
    this.#event = 0;
    this.isWrapped = false;
    this.levels.clear();
    try {
      this.#object();
      let at = this.#json.at;
      while (at < to && bytes[at]! <= 32) at++;
      return at === to ? this.#kind() : 'malformed';
    } catch (thrown) {
      if (thrown === malformed) return 'malformed';
      throw thrown;
    }
  }

  #kind(): MessageKind {
    const seen = this.#seen;
    if (seen & Seen.snapshotId) {
      if ((seen & Seen.levels) !== Seen.levels) return 'malformed';
      return this.isWrapped ? 'partial' : 'snapshot';
    }
    if (seen & Seen.reply && !this.#event) return 'reply';
    const ticker = Seen.ticker | Seen.symbol | Seen.lastId;
    if (!this.#event) return (seen & ticker) === ticker ? 'bookTicker' : 'other';
    if (this.#event === 100 && this.#eventLength === 11) return this.#when(Seen.depth, 'depth');
    if (this.#event === 116 && this.#eventLength === 5) return this.#when(Seen.trade, 'trade');
    if (this.#event === 97 && this.#eventLength === 8) {
      // The aggregate's own number is `a`, where a single trade has `t`.
      this.tradeId = this.#aggregateId;
      return this.#when((Seen.trade & ~Seen.tradeId) | Seen.aggregateId, 'aggTrade');
    }
    if (this.#event === 98 && this.#eventLength === 10) return this.#when(ticker, 'bookTicker');
    return 'other';
  }

  #when(needed: number, kind: MessageKind): MessageKind {
    return (this.#seen & needed) === needed ? kind : 'malformed';
  }

  #object(): void {
    this.#json.expect(OPEN_OBJECT);
    if (this.#json.peek() === CLOSE_OBJECT) {
      this.#json.at++;
      return;
    }
    for (;;) {
      const start = this.#json.key();
      const length = this.#json.at - start - 1;
      this.#json.expect(COLON);
      this.#field(start, length);
      const next = this.#json.peek();
      this.#json.at++;
      if (next === CLOSE_OBJECT) return;
      if (next !== COMMA) throw malformed;
    }
  }

  #field(start: number, length: number): void {
    const bytes = this.#bytes;
    const first = bytes[start]!;
    if (length === 1) return this.#letter(first);
    if (length === 2 && first === 112 && bytes[start + 1] === 117) {
      this.previousId = this.#json.integer(); // pu
      return;
    }
    if (length === 4 && first === 100 && this.#json.peek() === OPEN_OBJECT) {
      if (this.isWrapped) return this.#json.skip();
      this.isWrapped = true; // data
      return this.#object();
    }
    if (length === 12 && first === 108) {
      this.lastId = this.#json.integer(); // lastUpdateId
      this.#seen |= Seen.snapshotId;
      return;
    }
    if (length === 4 && (first === 98 || first === 97) && this.#json.peek() === OPEN_LIST)
      return this.#list(first === 98); // bids, asks
    if ((length === 6 && first === 114) || (length === 5 && first === 101)) this.#seen |= Seen.reply; // result, error
    this.#json.skip();
  }

  /** A field named by one letter, which is what the frequent messages are made of. */
  #letter(letter: number): void {
    switch (letter) {
      case 69: // E
        this.eventMs = this.#json.integer();
        return;
      case 84: // T
        this.tradeMs = this.#json.integer();
        return;
      case 85: // U
        this.firstId = this.#json.integer();
        this.#seen |= Seen.firstId;
        return;
      case 117: // u
        this.lastId = this.#json.integer();
        this.#seen |= Seen.lastId;
        return;
      case 116: // t
        this.tradeId = this.#json.integer();
        this.#seen |= Seen.tradeId;
        return;
      case 115: // s
        if (this.#json.peek() !== QUOTE) return this.#json.skip();
        this.symbol = this.#text();
        this.#seen |= Seen.symbol;
        return;
      case 101: // e
        return this.#eventName();
      case 109: // m
        this.isBuyerMaker = this.#json.boolean();
        this.#seen |= Seen.maker;
        return;
      case 112: // p
        return this.#value(0, Seen.price);
      case 113: // q
        return this.#value(1, Seen.size);
      case 98: // b
        if (this.#json.peek() === OPEN_LIST) return this.#list(true);
        return this.#value(0, Seen.bid);
      case 66: // B
        return this.#value(1, Seen.bidSize);
      case 97: // a
        if (this.#json.peek() === OPEN_LIST) return this.#list(false);
        if (this.#json.peek() !== QUOTE) {
          this.#aggregateId = this.#json.integer();
          this.#seen |= Seen.aggregateId;
          return;
        }
        return this.#value(2, Seen.ask);
      case 65: // A
        return this.#value(3, Seen.askSize);
      default:
        return this.#json.skip();
    }
  }

  #eventName(): void {
    if (this.#json.peek() !== QUOTE) throw malformed;
    this.#event = this.#bytes[this.#json.at + 1]!;
    const start = this.#json.key();
    this.#eventLength = this.#json.at - start - 1;
  }

  #text(): string {
    const start = this.#json.key();
    return this.#names.at(this.#bytes, start, this.#json.at - 1);
  }

  #value(place: number, bit: number): void {
    // The same letter is a number in messages that are not read here.
    if (this.#json.peek() !== QUOTE) return this.#json.skip();
    this.#json.decimal();
    this.values[place] = this.#json.mantissa;
    this.decimals[place] = this.#json.fraction;
    this.#seen |= bit;
  }

  #list(isBid: boolean): void {
    const bit = isBid ? Seen.bids : Seen.asks;
    if (this.#seen & bit) throw malformed;
    this.#seen |= bit;
    const { levels } = this;
    this.#json.at++;
    if (this.#json.peek() === CLOSE_LIST) {
      this.#json.at++;
      return;
    }
    for (;;) {
      this.#json.expect(OPEN_LIST);
      this.#json.decimal();
      if (this.#json.mantissa === 0 || levels.count >= MAX_LEVELS) throw malformed;
      const index = levels.add(isBid, this.#json.mantissa, this.#json.fraction);
      this.#json.expect(COMMA);
      this.#json.decimal();
      levels.sizes[index] = this.#json.mantissa;
      levels.sizeDecimals[index] = this.#json.fraction;
      // Older messages have a third, empty element.
      if (this.#json.peek() === COMMA) {
        this.#json.at++;
        this.#json.skip();
      }
      this.#json.expect(CLOSE_LIST);
      const next = this.#json.peek();
      this.#json.at++;
      if (next === CLOSE_LIST) return;
      if (next !== COMMA) throw malformed;
    }
  }
}

/** Fields that came, and together what a kind needs. */
const Seen = {
  symbol: 1,
  firstId: 2,
  lastId: 4,
  bids: 8,
  asks: 16,
  tradeId: 32,
  aggregateId: 64,
  price: 128,
  size: 256,
  maker: 512,
  bid: 1024,
  bidSize: 2048,
  ask: 4096,
  askSize: 8192,
  snapshotId: 16_384,
  reply: 32_768,
  levels: 8 | 16,
  depth: 1 | 2 | 4 | 8 | 16,
  trade: 1 | 32 | 128 | 256 | 512,
  ticker: 1024 | 2048 | 4096 | 8192,
} as const;
