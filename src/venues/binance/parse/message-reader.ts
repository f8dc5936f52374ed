// Reads the frequent messages of Binance straight from their bytes, strictly: what is not the exact form is malformed, never guessed.

import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  JsonBytes,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './json-bytes.ts';
import { LevelColumns, MAX_LEVELS } from './level-columns.ts';
import { EVENTS, type MessageKind, Seen } from './message-fields.ts';
import { malformed } from './skip-value.ts';
import { SymbolNames } from './symbol-names.ts';

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
  /** Of `X`: the number was given to what is no trade of the market, such as one with the insurance fund. */
  isOffMarket = false;
  /** Mantissa and decimals of price and size of a trade, or of bid, bid size, ask, ask size of a book ticker. */
  readonly values = new Float64Array(4);
  readonly decimals = new Uint8Array(4);
  readonly levels = new LevelColumns();
  isWrapped = false;
  /** Within `data`, and behind it: what else stands beside it says nothing of the message. */
  #isInside = false;

  readonly #json = new JsonBytes();
  readonly #names = new SymbolNames();
  #bytes: Uint8Array = new Uint8Array(0);
  #aggregateId = 0;
  #event: MessageKind | undefined;
  /** Which fields came, as bits. */
  #seen = 0;

  read(bytes: Uint8Array, from = 0, to = bytes.length): MessageKind {
    this.#bytes = bytes;
    this.#json.start(bytes, from);
    this.#forget();
    this.isWrapped = false;
    this.#isInside = false;
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

  #forget(): void {
    this.eventMs = 0;
    this.tradeMs = 0;
    this.previousId = Number.NaN;
    this.isOffMarket = false;
    this.#seen = 0;
    this.#event = undefined;
    this.levels.clear();
  }

  #kind(): MessageKind {
    const seen = this.#seen;
    if (seen & Seen.snapshotId) {
      if ((seen & Seen.levels) !== Seen.levels) return 'malformed';
      return this.isWrapped ? 'partial' : 'snapshot';
    }
    const event = this.#event;
    if (seen & Seen.reply && !event) return 'reply';
    const ticker = Seen.ticker | Seen.symbol | Seen.lastId;
    if (!event) return (seen & ticker) === ticker ? 'bookTicker' : 'other';
    if (event === 'depth') return this.#when(Seen.depth, event);
    if (event === 'trade') return this.#when(Seen.trade, event);
    if (event === 'bookTicker') return this.#when(ticker, event);
    if (event !== 'aggTrade') return event;
    // The aggregate's own number is `a`, where a single trade has `t`.
    this.tradeId = this.#aggregateId;
    return this.#when((Seen.trade & ~Seen.tradeId) | Seen.aggregateId, event);
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
    if (this.isWrapped && !this.#isInside) {
      if (length === 4 && this.#is(start, 'data')) throw malformed;
      return this.#json.skip();
    }
    if (length === 1) return this.#letter(first);
    if (length === 2 && first === 112 && bytes[start + 1] === 117) {
      this.previousId = this.#json.integer(); // pu
      return;
    }
    if (length === 4 && first === 100 && this.#is(start, 'data')) return this.#data();
    if (length === 12 && first === 108 && this.#is(start, 'lastUpdateId')) {
      this.lastId = this.#json.integer();
      this.#seen |= Seen.snapshotId;
      return;
    }
    if (length === 4 && (first === 98 || first === 97) && this.#json.peek() === OPEN_LIST) {
      if (this.#is(start, 'bids')) return this.#list(true);
      if (this.#is(start, 'asks')) return this.#list(false);
    }
    if ((length === 6 && this.#is(start, 'result')) || (length === 5 && this.#is(start, 'error')))
      this.#seen |= Seen.reply;
    this.#json.skip();
  }

  #is(start: number, word: string): boolean {
    for (let index = 0; index < word.length; index++)
      if (this.#bytes[start + index] !== word.charCodeAt(index)) return false;
    return true;
  }

  /** The message itself, where a stream's name stands beside it: what came before is not of it. */
  #data(): void {
    if (this.#isInside || this.#json.peek() !== OPEN_OBJECT) return this.#json.skip();
    this.#forget();
    this.isWrapped = true;
    this.#isInside = true;
    this.#object();
    this.#isInside = false;
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
      case 88: // X
        if (this.#json.peek() !== QUOTE) return this.#json.skip();
        return this.#executionKind();
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
    const start = this.#json.key();
    const length = this.#json.at - start - 1;
    this.#event = 'other';
    const name = EVENTS.get(length * 256 + this.#bytes[start]!);
    if (name && this.#is(start, name[0])) this.#event = name[1];
  }

  #executionKind(): void {
    const start = this.#json.key();
    this.isOffMarket = !(this.#json.at - start - 1 === 6 && this.#is(start, 'MARKET'));
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
