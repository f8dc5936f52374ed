// Decoded swaps of many tokens through the pricer's table to the board, on one thread, told every 100 ms as in the worker.
import { openBoard } from '../../src/core/board/board.ts';
import { allocateBoard } from '../../src/core/board/board-memory.ts';
import type { DecodedTransaction } from '../../src/domain/solana/decoded.ts';
import { parsePrice } from '../../src/domain/solana/price.ts';
import { USDC, WRAPPED_SOL } from '../../src/domain/solana/programs.ts';
import { swapPricesOf } from '../../src/domain/solana/swap-prices.ts';
import { priceBoard } from '../../src/workers/pricer/contract.ts';
import { PriceTable } from '../../src/workers/pricer/prices/price-table.ts';
import { createPriceTeller } from '../../src/workers/pricer/prices/price-teller.ts';
import { nowMs, repeat } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';

const TOKENS = 500;
const POOLS_EACH = 2;
const TRANSACTIONS = 20_000;
const LEAST_MS = 1000;
const TELL_MS = 100;
const SECOND_MS = 1000;
const T0 = 1_700_006_400_000;

export const prices: Group = {
  name: 'prices',
  async run({ reps }) {
    const transactions = Array.from({ length: TRANSACTIONS }, (_, i) => swapOf(i));
    const rates = await repeat(reps, () => rateOf(transactions));
    return [
      {
        key: 'priceUpdates',
        figure: `price updates/s to the board, ${TOKENS} tokens of ${POOLS_EACH} pools and a feed`,
        unit: 'updates/s',
        ours: ['priceUpdatesPerSecond', rates],
        bar: { atLeast: 300_000 },
      },
    ];
  },
};

function rateOf(transactions: readonly DecodedTransaction[]): number {
  const [, codec, slotBytes] = priceBoard;
  const board = openBoard(allocateBoard({ slotBytes }), 1, codec);
  let told = 0;
  const fail = (error: Error) => {
    throw error;
  };
  const teller = createPriceTeller({ board, publish: () => void told++, onTrouble: fail });
  const rules = { poolFreshMs: 600_000, disputeBps: 300, maxTokens: 1000, interestMs: 3_600_000 };
  const table = new PriceTable(rules, { onTracked() {}, onLeft() {} });
  const sol = { mint: WRAPPED_SOL, quote: USDC, program: 'p', pool: 'sol' };
  table.addSwap({ ...sol, tokenAtoms: 1_000_000_000n, quoteAtoms: 150_000_000n }, T0, T0);
  for (let token = 0; token < TOKENS; token++) {
    const mint = mintOf(token);
    table.want(mint, T0);
    table.setDecimals(mint, 6, T0);
    const priceUsd = parsePrice('0.0042') ?? 1n;
    table.addQuote('jupiter', { mint, priceUsd, liquidityUsd: 50_000, atMs: T0 }, 3_600_000, T0);
  }
  const startedMs = nowMs();
  let updates = 0;
  let tellMs = startedMs + TELL_MS;
  let elapsedMs = 0;
  while (elapsedMs < LEAST_MS) {
    const atMs = T0 + Math.floor(elapsedMs);
    for (const transaction of transactions) {
      for (const swap of swapPricesOf(transaction)) if (table.addSwap(swap, atMs, atMs)) updates++;
      if (nowMs() < tellMs) continue;
      teller.tell(table, atMs);
      tellMs += TELL_MS;
    }
    elapsedMs = nowMs() - startedMs;
  }
  teller.tell(table, T0 + Math.floor(elapsedMs));
  if (told === 0 || board.keys().length !== TOKENS + 1)
    throw new Error(`${board.keys().length} of ${TOKENS + 1} prices reached the board.`);
  return (updates * SECOND_MS) / elapsedMs;
}

function swapOf(i: number): DecodedTransaction {
  const mint = mintOf(i % TOKENS);
  const pool = `pool ${i % (TOKENS * POOLS_EACH)}`;
  const token = { mint, amount: BigInt(1_000_000 + (i % 977)) };
  const lamports = { mint: WRAPPED_SOL, amount: BigInt(28_000 + (i % 331)) };
  const [input, output] = i % 3 === 0 ? [token, lamports] : [lamports, token];
  return {
    ...{ signature: `s${i}`, slot: i, blockTimeMs: T0, status: 'success', error: null },
    ...{ trades: [], changes: [], notUnderstood: [] },
    events: [{ type: 'swap', instruction: 0, program: 'p', pool, user: 'u', input, output }],
  };
}

function mintOf(token: number): string {
  return `Mint${String(token).padStart(40, 'x')}`;
}
