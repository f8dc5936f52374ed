// Whole numbers of small units as decimal strings, as the exchange prints them.

const MAX_KEPT = 8192;

/** Text of `count` times `units` of the last of so many decimals; kept, because the same prices come again and again. */
export function createDecimalText(units: number, decimals: number): (count: number) => string {
  const kept = new Map<number, string>();
  return (count) => {
    const known = kept.get(count);
    if (known !== undefined) return known;
    if (kept.size >= MAX_KEPT) kept.clear();
    const text = toDecimalText(BigInt(count) * BigInt(units), decimals);
    kept.set(count, text);
    return text;
  };
}

export function toDecimalText(scaled: bigint, decimals: number): string {
  const sign = scaled < 0n ? '-' : '';
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A fraction, cut after so many decimals; 0 where the divisor is 0. */
export function toRatioText(dividend: bigint, divisor: bigint, decimals: number): string {
  const scaled = divisor === 0n ? 0n : (dividend * 10n ** BigInt(decimals)) / divisor;
  return toDecimalText(scaled, decimals);
}

/** Digits of a decimal string in units of the last of so many decimals. */
export function toScaled(text: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
}
