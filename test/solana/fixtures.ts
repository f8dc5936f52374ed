// Recorded transactions of the main chain with what is expected of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trade } from '../../src/domain/solana/decoded.ts';
import { isUnreadable } from '../../src/domain/solana/parse/fields.ts';
import { parseTransactionText } from '../../src/domain/solana/parse-transaction.ts';
import type { ChainTransaction } from '../../src/domain/solana/transaction.ts';
import { recordedData } from '../recorded-data.ts';

type Leg = { readonly mint: string; readonly raw: string };
type ExpectedTrade = {
  readonly wallet: string;
  readonly side: string;
  readonly input: Leg;
  readonly output: Leg;
};

export type Fixture = {
  readonly id: string;
  /** As the node answered. */
  readonly text: string;
  readonly transaction: ChainTransaction;
  readonly expected: {
    readonly signature: string;
    readonly slot: number;
    readonly status: string;
    readonly feePayer: string;
    readonly trader: string | null;
    readonly swap: { readonly side: string; readonly input: Leg; readonly output: Leg } | null;
    readonly trades:
      | readonly {
          readonly wallet: string;
          readonly side: string;
          readonly input: Leg;
          readonly output: Leg;
        }[]
      | null;
    readonly hops: readonly { readonly input: Leg; readonly output: Leg }[];
    readonly walletNet: {
      readonly lamportsDelta: string;
      readonly feeLamports: number;
      readonly tokenDeltas: readonly { readonly mint: string; readonly rawDelta: string }[];
    };
  };
};

const ENDING = '.expected.json';

export function loadFixtures(): readonly Fixture[] {
  const folder = recordedData('solana');
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => {
      const id = name.slice(0, -ENDING.length);
      const text = readFileSync(join(folder, `${id}.json`), 'utf8');
      const transaction = parseTransactionText(text);
      if (isUnreadable(transaction)) throw new Error(`${id}: ${transaction.notUnderstood}`);
      const expected = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture['expected'];
      return { id, text, transaction, expected };
    });
}

/** What was decoded, in the words of the expectations. */
export function toToldTrades(trades: readonly Trade[]): readonly ExpectedTrade[] {
  const plain = ({ mint, amount }: Trade['input']) => ({ mint, raw: amount.toString() });
  return trades.map(({ trader, side, input, output }) => ({
    wallet: trader,
    side,
    input: plain(input),
    output: plain(output),
  }));
}

export function toExpectedTrades({ expected: { swap, trades, trader } }: Fixture): readonly ExpectedTrade[] {
  const plain = ({ mint, raw }: Leg) => ({ mint, raw });
  const told = trades ?? (swap === null ? [] : [{ ...swap, wallet: trader ?? '' }]);
  return told.map(({ wallet, side, input, output }) => ({
    wallet,
    side: side.toLowerCase(),
    input: plain(input),
    output: plain(output),
  }));
}
