// What each kind of detection is called in a sentence for traders.
import type { Detection } from '../../../detectors/detector.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { shownPrice, shownSize } from './human-units.ts';

/** The words of one detection: sides, and its figures in human units. */
export type Words = {
  readonly isBuy: boolean;
  readonly variant: string;
  readonly price: string;
  readonly size: (figure: string) => string;
  readonly level: (figure: string) => string;
  readonly count: (figure: string) => string;
  readonly percent: (figure: string) => string;
  readonly duration: (figure: string) => string;
};

export function wordsOf(instrument: Instrument, { side, price, variant, figures }: Detection): Words {
  const read = (figure: string) => Number(figures[figure] ?? 0);
  return {
    isBuy: side === 'buy',
    variant: variant ?? '',
    price: shownPrice(instrument, price),
    size: (figure) => shownSize(instrument, Math.abs(read(figure))),
    level: (figure) => shownPrice(instrument, read(figure)),
    count: (figure) => String(Math.round(read(figure) * 10) / 10),
    percent: (figure) => `${Math.round(Math.abs(read(figure)) * 100)} %`,
    duration: (figure) => {
      const ms = Math.round(read(figure));
      return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
    },
  };
}

export const sayings: Readonly<Record<string, (words: Words) => string>> = {
  absorption: ({ isBuy, price, size, level }) =>
    `${isBuy ? 'sellers' : 'buyers'} hit ${price} with ${size('aggressionLots')} and moved it ${level('progressTicks')}: the ${isBuy ? 'bid' : 'ask'} took it all and stands`,
  exhaustion: ({ isBuy, variant, price, size, percent, count }) => {
    const side = isBuy ? 'sellers' : 'buyers';
    if (variant === 'finished-auction')
      return `nobody traded against the last row at ${price} after ${size('volumeLots')} in the minute: ${side} are done`;
    if (variant === 'flow')
      return `a new ${isBuy ? 'low' : 'high'} at ${price} on ${percent('legRatio')} of the aggression of the leg before: ${side} are tiring`;
    return `${percent('depletion')} of ${size('restedLots')} resting near ${price} is gone, ${count('executedLots') === '0' ? 'none' : size('executedLots')} of it executed: ${isBuy ? 'the asks are' : 'the bids are'} used up`;
  },
  'delta-divergence': ({ isBuy, variant, price, size }) =>
    variant === 'swing'
      ? `a ${isBuy ? 'lower low' : 'higher high'} at ${price} while cumulative delta went the other way by ${size('cvdChangeLots')}`
      : `the minute closed ${isBuy ? 'up' : 'down'} at ${price} although ${isBuy ? 'sellers' : 'buyers'} were ahead by ${size('deltaLots')}`,
  'delta-confirmation': ({ isBuy, price, size, count }) =>
    `price and cumulative delta both reached a new ${isBuy ? 'high' : 'low'} of ${count('bars')} minutes at ${price}, with ${size('deltaLots')} more ${isBuy ? 'bought than sold' : 'sold than bought'}`,
  'accumulation-distribution': ({ isBuy, price, size, level, percent }) =>
    `${isBuy ? 'sellers' : 'buyers'} were ${percent('share')} of ${isBuy ? size('soldLots') : size('boughtLots')} and more, yet price stays between ${level('lowTicks')} and ${level('highTicks')}, now ${price}: somebody ${isBuy ? 'accumulates' : 'distributes'}`,
  'stacked-imbalance': ({ isBuy, level, count }) =>
    `${count('rows')} rows in a stack from ${level('lowTicks')} to ${level('highTicks')} where ${isBuy ? 'buyers' : 'sellers'} were far ahead: a zone that should hold`,
  'support-resistance': ({ isBuy, variant, level, count }) =>
    `${level('lowTicks')} to ${level('highTicks')}, touched ${count('touches')} times, ${variant === 'role-flip' ? `was closed through and is ${isBuy ? 'support' : 'resistance'} now` : `turned the price ${isBuy ? 'up' : 'down'} again`}`,
  breakout: ({ isBuy, variant, level, size, count }) =>
    variant === 'failed'
      ? `the break of ${level('brokenTicks')} failed, price closed back at ${level('closeTicks')}`
      : `a minute closed ${isBuy ? 'above' : 'below'} ${level('brokenTicks')} at ${level('closeTicks')} on ${count('volumeRatio')} times the usual volume, delta ${size('deltaLots')}`,
  iceberg: ({ isBuy, price, size, count }) =>
    `${size('executedLots')} traded at ${price}, which never showed more than ${size('shownLots')} and was refilled ${count('refills')} times: a hidden ${isBuy ? 'buyer' : 'seller'}`,
  'hidden-order': ({ isBuy, price, size }) =>
    `${size('executedLots')} traded at ${price} where only ${size('visibleLots')} was to be seen: a hidden ${isBuy ? 'buyer' : 'seller'}`,
  'pulled-liquidity': ({ isBuy, variant, price, size, percent, duration }) =>
    `${variant === 'layering' ? 'several walls' : 'a wall'} of ${size('wallLots')} on the ${isBuy ? 'ask' : 'bid'} at ${price} went within ${duration('durationMs')}, ${percent('cancelledShare')} of it cancelled`,
  'large-trade': ({ isBuy, price, size }) =>
    `one order ${isBuy ? 'bought' : 'sold'} ${size('sizeLots')} up to ${price}, where ${size('usualLots')} is large already`,
};
