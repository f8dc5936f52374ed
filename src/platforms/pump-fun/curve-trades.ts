// Trades on curves by their events: the only place that tells the SOL of a sell, which the curve gives without a transfer.
import type { SwapEvent } from '../../domain/solana/chain-event.ts';
import { tokenAccountsOf } from '../../domain/solana/token-moves.ts';
import type { Address, ChainTransaction, Instruction } from '../../domain/solana/transaction.ts';
import type { Reading } from '../platform.ts';
import { eventsOf } from '../reading/anchor.ts';
import { eventTag, type Read } from '../reading/by-name.ts';
import { type CurveTrade, parsePostCompleteBuyEvent, parseTradeEvent } from './trade-event.ts';

const TRADE_EVENT = eventTag('TradeEvent');
const POST_COMPLETE_BUY_EVENT = eventTag('PostCompleteBuyEvent');

/** One trade, on the curve that stands at this place among the accounts. */
export function tradeAt(curve: number): Read {
  return (instruction, transaction) => {
    const pool = instruction.accounts[curve];
    if (pool === undefined) return { notUnderstood: 'accounts are missing' };
    const trades = tradesOf(instruction, transaction);
    const [trade] = trades;
    return trade === undefined ? toldNothing(trades) : [toSwap(instruction, pool, trade)];
  };
}

/** Trades through several curves in one instruction. */
export function readRoute(instruction: Instruction, transaction: ChainTransaction): Reading {
  const trades = tradesOf(instruction, transaction);
  if (trades.length === 0) return toldNothing(trades);
  const swaps: SwapEvent[] = [];
  for (const trade of trades) {
    const pool = trade && curveOf(trade, instruction, transaction);
    if (trade === undefined || pool === undefined)
      return { notUnderstood: 'a route that does not name its curve' };
    swaps.push(toSwap(instruction, pool, trade));
  }
  return swaps;
}

function toldNothing(trades: readonly unknown[]): Reading {
  const reason = trades.length === 0 ? 'a trade without its event' : 'an event of a trade that is too short';
  return { notUnderstood: reason };
}

/** Undefined for an event that is cut short. An event that is kept twice, by a call and in the log, is one trade. */
function tradesOf(
  instruction: Instruction,
  transaction: ChainTransaction,
): readonly (CurveTrade | undefined)[] {
  const events = distinct(eventsOf(instruction, transaction, TRADE_EVENT));
  const beyond = distinct(eventsOf(instruction, transaction, POST_COMPLETE_BUY_EVENT)).map(
    parsePostCompleteBuyEvent,
  );
  return events.map((event) => {
    const trade = parseTradeEvent(event);
    const more = beyond.find((buy) => buy?.mint === trade?.mint);
    if (trade === undefined || more === undefined || !trade.isBuy) return trade;
    const [tokenAmount, quoteAmount] = [
      trade.tokenAmount + more.tokenAmount,
      trade.quoteAmount + more.quoteAmount,
    ];
    return { ...trade, tokenAmount, quoteAmount };
  });
}

function distinct(payloads: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...new Map(payloads.map((payload) => [Buffer.from(payload).toString('hex'), payload])).values()];
}

/** Who owns the account that the traded tokens moved through; or, where balances do not say, by its place behind both mints. */
function curveOf(
  { mint, quoteMint, user }: CurveTrade,
  { accounts }: Instruction,
  transaction: ChainTransaction,
): Address | undefined {
  const known = tokenAccountsOf(transaction);
  const owners = accounts
    .filter((account) => known.mintOf(account) === mint)
    .map((account) => known.ownerOf(account));
  const owner = owners.find((each) => each !== undefined && each !== user && accounts.includes(each));
  const at = accounts.findIndex((account, place) => account === mint && accounts[place + 1] === quoteMint);
  return owner ?? (at < 0 ? undefined : accounts[at + 2]);
}

function toSwap({ index, program }: Instruction, pool: Address, trade: CurveTrade): SwapEvent {
  const token = { mint: trade.mint, amount: trade.tokenAmount };
  const quote = { mint: trade.quoteMint, amount: trade.quoteAmount };
  const [input, output] = trade.isBuy ? [quote, token] : [token, quote];
  return { type: 'swap', instruction: index, program, pool, user: trade.user, input, output };
}
