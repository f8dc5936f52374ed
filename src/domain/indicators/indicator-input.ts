// What indicators are fed with. Floating point: indicators are statistics of prices, never amounts.
import { AppError } from '../../core/errors.ts';

export type Bar = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** Two values of the same moment, such as an asset and its market. */
export type Pair = { readonly first: number; readonly second: number };

export type InputKind = 'close' | 'candle' | 'pair';
export type InputOf<K extends InputKind> = { close: number; candle: Bar; pair: Pair }[K];

/** Beyond it squares and sums would overflow. */
const LARGEST = 1e100;

export const inputChecks: { readonly [K in InputKind]: (input: InputOf<K>) => void } = {
  close: (value) => {
    if (!isSound(value)) refuse('close', value);
  },
  candle: (bar) => {
    if (
      !(
        isSound(bar.open) &&
        isSound(bar.high) &&
        isSound(bar.low) &&
        isSound(bar.close) &&
        isSound(bar.volume)
      )
    )
      refuse('candle', bar);
  },
  pair: (pair) => {
    if (!(isSound(pair.first) && isSound(pair.second))) refuse('pair', pair);
  },
};

function isSound(value: number): boolean {
  return value <= LARGEST && value >= -LARGEST;
}

function refuse(kind: InputKind, input: unknown): never {
  throw new AppError('INDICATOR_INVALID', `An indicator takes finite numbers only; this ${kind} is not.`, {
    details: { input: typeof input === 'number' ? String(input) : JSON.stringify(input) },
  });
}
