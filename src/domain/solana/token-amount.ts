// Base units as people read them. Exact where it is text for machines, rounded where it is a sentence.
import { USDC, USDT, WRAPPED_SOL } from './programs.ts';

const known: Readonly<Record<string, number>> = { [WRAPPED_SOL]: 9, [USDC]: 6, [USDT]: 6 };

/** Null where nobody told the decimals of this token. */
export function decimalsOf(mint: string, told?: Readonly<Record<string, number>>): number | null {
  return known[mint] ?? told?.[mint] ?? null;
}

/** `1500000` with 6 decimals is `1.5`. */
export function toExactAmount(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

const units = [
  [10n ** 12n, 'T'],
  [10n ** 9n, 'B'],
  [10n ** 6n, 'M'],
  [10n ** 4n, 'k'],
] as const;

/** For a sentence: `1.2M`, `3.4`, `0.000012`; three digits that count above ten thousand, else four decimals or three digits. */
export function toShownAmount(amount: bigint, decimals: number): string {
  const sign = amount < 0n ? '−' : '';
  const size = amount < 0n ? -amount : amount;
  const one = 10n ** BigInt(decimals);
  const whole = size / one;
  const unit = units.find(([least]) => whole >= least);
  if (unit === undefined) return `${sign}${toSmall(toExactAmount(size, decimals))}`;
  const base = unit[1] === 'k' ? 1000n : unit[0];
  const hundredths = (size * 100n) / (base * one);
  const [head, tail] = [hundredths / 100n, hundredths % 100n];
  const places = head >= 100n ? 0 : head >= 10n ? 1 : 2;
  const part = tail.toString().padStart(2, '0').slice(0, places).replace(/0+$/, '');
  return `${sign}${head}${part === '' ? '' : `.${part}`}${unit[1]}`;
}

const PLACES = 4;
const DIGITS = 3;

/** Cut, never rounded up: nobody is shown more than there is. */
function toSmall(exact: string): string {
  const [whole = '0', part = ''] = exact.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const zeros = /^0*/.exec(part)?.[0].length ?? 0;
  const places = whole === '0' && zeros >= PLACES - DIGITS + 1 ? zeros + DIGITS : PLACES;
  const kept = part.slice(0, places).replace(/0+$/, '');
  return kept === '' ? grouped : `${grouped}.${kept}`;
}
