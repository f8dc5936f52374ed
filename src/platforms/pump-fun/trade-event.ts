// What trades on curves say of themselves. Fields were added at the end over the years: an old event ends before them.
import { type ByteReader, createByteReader } from '../../domain/solana/byte-reader.ts';
import { WRAPPED_SOL } from '../../domain/solana/programs.ts';
import type { Address } from '../../domain/solana/transaction.ts';

export type CurveTrade = {
  readonly mint: Address;
  readonly user: Address;
  readonly isBuy: boolean;
  readonly tokenAmount: bigint;
  readonly quoteMint: Address;
  /** What reaches the curve or leaves it: fees are not in it on a buy, and still in it on a sell. */
  readonly quoteAmount: bigint;
};

/** Undefined where it is shorter than its first form. */
export function parseTradeEvent(payload: Uint8Array): CurveTrade | undefined {
  const reader = createByteReader(payload);
  const mint = reader.address();
  const lamports = reader.u64();
  const tokenAmount = reader.u64();
  const isBuy = reader.bool();
  const user = reader.address();
  if (!reader.isWhole) return undefined;
  const { quoteMint, quoteAmount } = parseQuote(reader) ?? { quoteMint: WRAPPED_SOL, quoteAmount: lamports };
  return { mint, user, isBuy, tokenAmount, quoteMint, quoteAmount };
}

/** What the curve trades against; undefined in events of the time when that was always SOL, and where it is SOL. */
function parseQuote(reader: ByteReader): { quoteMint: Address; quoteAmount: bigint } | undefined {
  const word = 8;
  reader.skip(word * 5); // timestamp, virtual and real reserves
  reader.skip(32 + word * 2); // fee: recipient, basis points, amount
  reader.skip(32 + word * 2); // the creator's
  reader.skip(1 + word * 4); // volume: whether tracked, unclaimed and claimed tokens, SOL, when updated
  reader.text(); // name of the instruction
  reader.skip(1); // mayhem mode
  reader.skip(word * 4); // cashback and buyback: basis points, amount
  const shareholder = 32 + 2;
  reader.skip(reader.u32() * shareholder);
  const quoteMint = toQuoteMint(reader.address());
  const quoteAmount = reader.u64();
  return reader.isWhole && quoteMint !== WRAPPED_SOL ? { quoteMint, quoteAmount } : undefined;
}

/** What the buy that fills a curve takes beyond it, of the tokens that were to go to the pool. */
export type BuyBeyond = {
  readonly mint: Address;
  readonly tokenAmount: bigint;
  readonly quoteAmount: bigint;
};

export function parsePostCompleteBuyEvent(payload: Uint8Array): BuyBeyond | undefined {
  const reader = createByteReader(payload);
  reader.skip(32); // user
  const mint = reader.address();
  reader.skip(32 + 32 + 8); // curve, quote, timestamp
  const tokenAmount = reader.u64();
  const quoteAmount = reader.u64();
  return reader.isWhole ? { mint, tokenAmount, quoteAmount } : undefined;
}

/** SOL, which is no token on a curve, is written as no address at all. */
export function toQuoteMint(written: Address): Address {
  return /^1*$/.test(written) ? WRAPPED_SOL : written;
}
