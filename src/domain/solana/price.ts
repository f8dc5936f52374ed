// Prices as exact whole numbers of 10^-24: most tokens cost less than a float tells apart.

export type Price = bigint;

export const PRICE_DECIMALS = 24;
/** The price 1. */
export const ONE = 10n ** BigInt(PRICE_DECIMALS);

const FORM = /^(\d{1,40})(?:\.(\d{1,100}))?(?:[eE]([+-]?\d{1,3}))?$/;
const MAX_EXPONENT = 40;
const tens: readonly bigint[] = Array.from({ length: 80 }, (_, exponent) => 10n ** BigInt(exponent));

/** From decimal text, also with an exponent, or a number of JSON; digits beyond the 24th are cut. Null for what is no price above 0. */
export function parsePrice(given: string | number): Price | null {
  const match = FORM.exec(String(given));
  if (match === null) return null;
  const [, whole = '', fraction = '', power = '0'] = match;
  const exponent = Number(power);
  if (Math.abs(exponent) > MAX_EXPONENT) return null;
  const shift = PRICE_DECIMALS + exponent - fraction.length;
  const digits = BigInt(whole + fraction);
  const price = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return price > 0n ? price : null;
}

/** Exact, without zeros at its end. */
export function formatPrice(price: Price): string {
  const digits = price.toString().padStart(PRICE_DECIMALS + 1, '0');
  const whole = digits.slice(0, -PRICE_DECIMALS);
  const fraction = digits.slice(-PRICE_DECIMALS).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

export type Amount = { readonly atoms: bigint; readonly decimals: number };

/** What one whole token costs where `quote` was paid for `token`; null where nothing was, or less than can be told. */
export function priceOf(quote: Amount, token: Amount): Price | null {
  const shift = PRICE_DECIMALS + token.decimals - quote.decimals;
  if (token.atoms <= 0n || shift < 0 || shift >= tens.length) return null;
  const price = (quote.atoms * (tens[shift] as bigint)) / token.atoms;
  return price > 0n ? price : null;
}

/** A price in one thing as a price in another, by what the first one costs in it. */
export function convertPrice(price: Price, rate: Price): Price {
  return (price * rate) / ONE;
}

/** What a price comes to when the thing it is told in costs `rate`. */
export function inversePrice(price: Price, rate: Price): Price {
  return (price * ONE) / rate;
}

/** For showing and for weights. */
export function toNumber(price: Price): number {
  return Number(price) / 1e24;
}
