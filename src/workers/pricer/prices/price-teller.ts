// Tells the latest price of each token: on the board for every worker, as an event for whoever listens.
import type { Board } from '../../../core/board/board.ts';
import { type AppError, toAppError } from '../../../core/errors.ts';
import type { BoardPrice, TokenPrice } from '../../../domain/solana/token-price.ts';
import type { PriceTable } from './price-table.ts';
import { toText, toTokenPrice } from './to-token-price.ts';
import type { TokenState } from './token-state.ts';

type Options = {
  /** Undefined where memory is not shared. */
  readonly board: Pick<Board<BoardPrice>, 'set' | 'delete'> | undefined;
  publish(price: TokenPrice): void;
  /** Once; later ones are of the same cause. */
  onTrouble(error: AppError): void;
};

export type PriceTeller = {
  /** What changed since the last time. */
  tell(table: PriceTable, nowMs: number): void;
  leave(token: TokenState): void;
};

export function createPriceTeller({ board, publish, onTrouble }: Options): PriceTeller {
  let isTroubled = false;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (thrown) {
      if (!isTroubled) onTrouble(toAppError(thrown));
      isTroubled = true;
    }
  };
  return {
    tell(table, nowMs) {
      for (const token of table.takeChanged()) {
        const price = toTokenPrice(token, nowMs);
        const { priceUsd, atMs, liquidityUsd, isDisputed } = price;
        const priceSol = toText(token.priceSol);
        if (priceUsd === null) attempt(() => void board?.delete(token.mint));
        else
          attempt(() => board?.set(token.mint, { priceUsd, priceSol, atMs, liquidityUsd, isDisputed }, atMs));
        publish(price);
      }
    },
    leave: ({ mint }) => attempt(() => void board?.delete(mint)),
  };
}
