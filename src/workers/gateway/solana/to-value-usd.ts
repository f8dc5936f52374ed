import { toExactAmount } from '../../../domain/solana/token-amount.ts';

/** Amount times price, both exact decimal text; cut after the millionth. */
export function toValueUsd(amount: string, price: string): string {
  const [a, b] = [toWhole(amount), toWhole(price)];
  const places = a.places + b.places;
  const product = a.whole * b.whole;
  return places <= CENT_PARTS
    ? toExactAmount(product, places)
    : toExactAmount(product / 10n ** BigInt(places - CENT_PARTS), CENT_PARTS);
}

const CENT_PARTS = 6;

function toWhole(text: string): { whole: bigint; places: number } {
  const [head = '0', part = ''] = text.split('.');
  return { whole: BigInt(head + part), places: part.length };
}
