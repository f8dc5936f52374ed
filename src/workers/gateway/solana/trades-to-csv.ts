// Trades of a wallet as CSV: RFC 4180, and nothing in it that a spreadsheet would take for a formula.
import { toExactAmount } from '../../../domain/solana/token-amount.ts';
import type { WalletTrade } from '../../../domain/solana/wallet-trade.ts';
import type { TokenBook } from './token-book.ts';

const columns: readonly (readonly [string, (trade: WalletTrade, book: TokenBook) => string | number])[] = [
  ['time', ({ atMs }) => new Date(atMs).toISOString()],
  ['signature', ({ signature }) => signature],
  ['slot', ({ slot }) => slot],
  ['wallet', ({ address }) => address],
  ['side', ({ side }) => side],
  ['token', ({ token }) => token],
  ['tokenSymbol', ({ token }, book) => book.nameOf(token).symbol],
  ['tokenAmount', ({ token, tokenAmount }, book) => amountOf(token, tokenAmount, book)],
  ['tokenBaseUnits', ({ tokenAmount }) => tokenAmount.toString()],
  ['quote', ({ quote }) => quote],
  ['quoteSymbol', ({ quote }, book) => book.nameOf(quote).symbol],
  ['quoteAmount', ({ quote, quoteAmount }, book) => amountOf(quote, quoteAmount, book)],
  ['quoteBaseUnits', ({ quoteAmount }) => quoteAmount.toString()],
];

/** Empty where the decimals are not known; base units are always there. */
function amountOf(mint: string, amount: bigint, book: TokenBook): string {
  const decimals = book.decimalsOf(mint);
  return decimals === null ? '' : toExactAmount(amount, decimals);
}

export const tradesHead = toLine(columns.map(([name]) => name));

export function tradesToCsv(trades: readonly WalletTrade[], book: TokenBook): string {
  return trades.map((trade) => toLine(columns.map(([, read]) => read(trade, book)))).join('');
}

function toLine(cells: readonly (string | number)[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(cell: string | number): string {
  const plain = String(cell);
  const text = /^[=+\-@\t\r]/.test(plain) && !/^-?\d+(\.\d+)?$/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
