// What a transaction did: read by the platforms, and held against the balances. Pure; never throws.
import type { ChainEvent } from '../../../domain/solana/chain-event.ts';
import type { DecodedTransaction, Trade } from '../../../domain/solana/decoded.ts';
import type { ChainTransaction } from '../../../domain/solana/transaction.ts';
import { createLedger } from './create-ledger.ts';
import { findCurveSale } from './find-curve-sale.ts';
import { findLegs } from './find-legs.ts';
import { findTraders } from './find-traders.ts';
import { type Platforms, type Read, readInstructions, toNotUnderstood } from './read-instructions.ts';
import { toChanges } from './to-changes.ts';
import { toFlows } from './to-flows.ts';
import { toTrades } from './to-trades.ts';

/** A failed transaction did nothing but cost its fee: no trades, no events. */
export function decodeTransaction(transaction: ChainTransaction, platforms?: Platforms): DecodedTransaction {
  const { signature, slot, blockTimeMs, error } = transaction;
  const told = {
    signature,
    slot,
    blockTimeMs,
    error,
    status: error === null ? 'success' : 'failed',
    decimals: decimalsOf(transaction),
  } as const;
  const nothing: DecodedTransaction = { ...told, trades: [], events: [], changes: [], notUnderstood: [] };
  try {
    return { ...told, ...decode(transaction, platforms) };
  } catch (thrown) {
    const reason = `the decoder failed: ${thrown instanceof Error ? thrown.message : 'for no reason'}`;
    return { ...nothing, notUnderstood: [{ program: '', instruction: null, reason }] };
  }
}

function decimalsOf({ preTokens, postTokens }: ChainTransaction): Record<string, number> {
  return Object.fromEntries([...preTokens, ...postTokens].map(({ mint, decimals }) => [mint, decimals]));
}

type Decoded = Pick<DecodedTransaction, 'trades' | 'events' | 'changes' | 'notUnderstood'>;

function decode(transaction: ChainTransaction, platforms: Platforms | undefined): Decoded {
  const ledger = createLedger(transaction);
  if (transaction.error !== null)
    return { trades: [], events: [], changes: toChanges(transaction, ledger, []), notUnderstood: [] };
  const reads = readInstructions(transaction, platforms);
  const flows = toFlows(transaction);
  const told = findLegs(transaction, reads, flows);
  const legs = told.length > 0 ? told : findCurveSale(transaction, reads, flows, ledger);
  const trades: Trade[] = [];
  for (const [trader, own] of findTraders(transaction, legs, ledger))
    trades.push(...toTrades(trader, own, ledger, flows));
  return {
    trades,
    events: toEvents(reads),
    changes: toChanges(
      transaction,
      ledger,
      trades.map(({ trader }) => trader),
    ),
    notUnderstood: reads.flatMap(toNotUnderstood),
  };
}

/** What tokens and SOL were moved for is told by the platform that had them moved; only what stands for itself is told beside. */
function toEvents(reads: readonly Read[]): ChainEvent[] {
  const events: ChainEvent[] = [];
  /** Depth of the caller that told what its calls did; Infinity outside of one. */
  let toldAt = Number.POSITIVE_INFINITY;
  for (const { instruction, platform, events: own } of reads) {
    if (instruction.depth <= toldAt) toldAt = Number.POSITIVE_INFINITY;
    const isInside = toldAt < instruction.depth;
    if (platform?.kind === 'token') {
      events.push(...(isInside ? own.filter(({ type }) => !moves.has(type)) : own));
      continue;
    }
    events.push(...own);
    if (own.length > 0 && !isInside) toldAt = instruction.depth;
  }
  return events;
}

const moves: ReadonlySet<ChainEvent['type']> = new Set([
  'tokenMoved',
  'solMoved',
  'tokenMinted',
  'tokenBurned',
]);
