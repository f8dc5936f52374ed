// Limit orders. Placing and cancelling one is no trade; a fill by a keeper is one of its maker, who gives what the order holds.
import { createByteReader } from '../domain/solana/byte-reader.ts';
import { tokenAccountsOf } from '../domain/solana/token-moves.ts';
import type { ChainTransaction, Instruction } from '../domain/solana/transaction.ts';
import { definePlatform } from './platform.ts';
import { eventsOf } from './reading/anchor.ts';
import { eventTag, type Read, readByName } from './reading/by-name.ts';
import { amountsInto } from './reading/by-place.ts';
import { movesOf } from './reading/swap-by-vaults.ts';

const TRADE = eventTag('TradeEvent');

/** Where accounts stand: the mint of what the order holds, or else the account that holds it. */
type FillPlaces = {
  readonly order: number;
  readonly maker: number;
  readonly reserve?: number;
  readonly makerOutput: number;
  readonly inputMint?: number;
  readonly outputMint?: number;
};

function fillAt(places: FillPlaces): Read {
  return (instruction, transaction) => {
    const { accounts, index, program } = instruction;
    const [pool, user, makerOutput] = [
      accounts[places.order],
      accounts[places.maker],
      accounts[places.makerOutput],
    ];
    if (pool === undefined || user === undefined || makerOutput === undefined)
      return { notUnderstood: 'accounts are missing' };
    const known = tokenAccountsOf(transaction);
    const inputMint = accounts[places.inputMint ?? -1] ?? known.mintOf(accounts[places.reserve ?? -1] ?? '');
    const outputMint = accounts[places.outputMint ?? -1] ?? known.mintOf(makerOutput);
    const told = tradeOf(instruction, transaction);
    if (told === undefined || inputMint === undefined || outputMint === undefined)
      return { notUnderstood: 'the fill does not say what was exchanged' };
    // What reached the maker is less than the event says by the fee; paid as SOL, only the event says it.
    const [reached] = amountsInto(movesOf(instruction, transaction), [makerOutput]);
    const input = { mint: inputMint, amount: told.makingAmount };
    const output = reached ?? { mint: outputMint, amount: told.takingAmount };
    return [{ type: 'swap', instruction: index, program, pool, user, input, output }];
  };
}

function tradeOf(instruction: Instruction, transaction: ChainTransaction) {
  const [payload] = eventsOf(instruction, transaction, TRADE);
  if (payload === undefined) return undefined;
  // Order, taker, and what remains of both amounts.
  const reader = createByteReader(payload, 32 + 32 + 8 + 8);
  const [makingAmount, takingAmount] = [reader.u64(), reader.u64()];
  return reader.isWhole ? { makingAmount, takingAmount } : undefined;
}

const FIRST = 'jupoNjAxXgZ4rjzxzPMP4oxduvQsQtZzyknqvzYNrNu';
const SECOND = 'j1o2qRpjcyUwEvwtcfhEQefh773ZgjxcVRry7LDqg5X';

const readFirst = readByName(
  {
    fill_order: fillAt({ order: 0, reserve: 1, maker: 2, makerOutput: 5 }),
    flash_fill_order: fillAt({
      order: 0,
      maker: 2,
      makerOutput: 4,
      inputMint: 9,
      outputMint: 11,
    }),
  },
  'initialize_order pre_flash_fill_order cancel_order cancel_expired_order withdraw_fee init_fee update_fee',
);
const readSecond = readByName(
  {
    fill_order: fillAt({ order: 2, maker: 1, makerOutput: 5, inputMint: 8, outputMint: 10 }),
    flash_fill_order: fillAt({ order: 2, reserve: 3, maker: 1, makerOutput: 4, outputMint: 8 }),
  },
  'initialize_order pre_flash_fill_order cancel_order cancel_dust_order withdraw_fee update_fee',
);

export const jupiterLimitOrder = definePlatform({
  name: 'jupiter-limit-order',
  title: 'Jupiter limit orders',
  summary: 'Limit orders of Jupiter, both versions.',
  kind: 'book',
  programs: [FIRST, SECOND],
  read: (instruction, transaction) =>
    (instruction.program === SECOND ? readSecond : readFirst)(instruction, transaction),
});
