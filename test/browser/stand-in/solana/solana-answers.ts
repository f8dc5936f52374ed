// What the stand-in tells of Solana: replies, and what is of each topic.
import type { TradeRow } from '../../../../src/api/solana-words.ts';
import type { Answers } from '../answers.ts';
import type { Scene } from '../scene.ts';
import {
  addressOf,
  CPMM,
  MINUTE_MS,
  SOL,
  signatureOf,
  tokenAt,
  tokens,
  toPrice,
  toReport,
  toTokenRows,
} from './invented-tokens.ts';
import {
  gainsAt,
  labels,
  toActivityRow,
  toChain,
  toPositions,
  toWallets,
  walletAt,
} from './invented-wallets.ts';

/** By path: answers do not look at what is asked for. */
export function solanaAnswers({ isEmpty }: Scene, tick: () => number): Answers {
  const nowMs = Date.now();
  const candles = Array.from({ length: 120 }, (_, at) => {
    const middle = 4 + Math.sin(at / 9) + at / 60;
    const text = (value: number): string => (value / 1e6).toFixed(12);
    const [open, close] = [middle, middle + Math.sin(at) / 4];
    return {
      openMs: Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - (119 - at) * MINUTE_MS,
      open: text(open),
      high: text(Math.max(open, close) + 0.2),
      low: text(Math.min(open, close) - 0.2),
      close: text(close),
      volumeUsd: 400 + 300 * Math.sin(at / 3),
      trades: 4,
    };
  });
  const trades: TradeRow[] = Array.from({ length: 6 }, (_, at) => ({
    signature: signatureOf(at),
    address: walletAt(at),
    label: labels[at % labels.length] ?? '',
    atMs: nowMs - at * 50_000,
    side: at % 2 === 0 ? 'buy' : 'sell',
    token: tokenAt(0),
    quote: { mint: SOL, symbol: 'SOL', name: '', decimals: 9 },
    tokenAmount: '640000000000',
    quoteAmount: '2100000000',
  }));
  const row = toActivityRow(10, nowMs);
  return {
    wallets: () => (isEmpty ? [] : toWallets(nowMs)),
    walletActivity: () => ({ activity: [], hasMore: false }),
    walletGains: () => ({
      wallet: walletAt(0),
      trades: isEmpty ? 0 : 40,
      isComplete: true,
      totals: isEmpty ? [] : gainsAt(0),
      positions: isEmpty ? [] : toPositions(nowMs),
    }),
    walletHoldings: () =>
      isEmpty
        ? []
        : tokens.map((token, at) => ({
            token,
            amount: '4200000000000',
            priceUsd: toPrice(at, 0)?.priceUsd ?? null,
            valueUsd: at === 3 ? null : String(17.22 * (at + 1)),
            says: at === 3 ? 'No source knows a price of this token yet.' : null,
          })),
    solanaTransaction: () => ({
      signature: row.signature,
      slot: row.slot,
      atMs: row.atMs,
      status: 'success',
      isWithdrawn: false,
      says: [row],
      decoded: {
        signature: row.signature,
        trades: [{ side: 'buy', input: { mint: SOL, amount: '3400000000' } }],
      },
    }),
    mints: () => (isEmpty ? [] : toTokenRows(nowMs, tick())),
    mint: () => ({
      token: tokenAt(0),
      launch: isEmpty ? null : (toTokenRows(nowMs, tick())[0] ?? null),
      price: isEmpty ? null : toPrice(0, tick()),
      priceSays: isEmpty ? 'No source knows a price of this token yet.' : null,
      pools: isEmpty
        ? []
        : [
            {
              pool: addressOf('Pool1'),
              program: CPMM,
              mints: [tokenAt(0).mint, SOL],
              creator: addressOf('Creator'),
              createdAtMs: nowMs - 20 * MINUTE_MS,
              signature: signatureOf(1),
              platform: 'Raydium CPMM',
            },
          ],
      report: isEmpty ? null : toReport(nowMs),
    }),
    mintCandles: () => (isEmpty ? [] : candles),
    mintTrades: () => (isEmpty ? [] : trades),
    inspectMint: () => toReport(Date.now()),
    solanaPrograms: () =>
      isEmpty
        ? []
        : [
            {
              program: CPMM,
              platform: 'Raydium CPMM',
              understood: 1505,
              notUnderstood: 0,
              reason: null,
              isBroken: false,
            },
            {
              program: addressOf('Pump'),
              platform: 'Pump.fun',
              understood: 40,
              notUnderstood: 31,
              reason: 'unknown instruction 0x66063d1201daebea',
              isBroken: true,
            },
            {
              program: addressOf('Nobody'),
              platform: null,
              understood: 0,
              notUnderstood: 12,
              reason: 'no platform claims it',
              isBroken: false,
            },
          ],
    priceFeeds: () => [
      { name: 'pool', state: 'ready', says: 'From swaps that were seen.', lastMs: nowMs },
      {
        name: 'jupiter',
        state: 'limited',
        says: 'It allows no more requests for 20 s.',
        lastMs: nowMs - 40_000,
      },
      { name: 'birdeye', state: 'off', says: 'No key is configured.', lastMs: null },
    ],
  };
}

/** What is, of each topic of Solana. */
export function solanaSnapshots({ isEmpty }: Scene, tick: () => number) {
  const nowMs = Date.now();
  return {
    walletActivity: () =>
      isEmpty ? [] : Array.from({ length: 60 }, (_, at) => toActivityRow(4120 - at, nowMs - at * 21_000)),
    launches: () => [],
    tokenPrices: () => [],
    chain: () => toChain(isEmpty, tick()),
  };
}
