// What each kind of detection is called in a sentence for traders.
import type { Detection } from '../../../detectors/detector.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { type FigureWords, figureWordsOf, toCount } from './figure-words.ts';
import { shownPrice, shownSize } from './human-units.ts';

/** The words of one detection: sides, and its figures in human units. */
export type Words = FigureWords & {
  readonly isBuy: boolean;
  readonly variant: string;
  readonly price: string;
  /** The sum of several sizes. */
  readonly sizeOfAll: (...figures: string[]) => string;
};

export function wordsOf(instrument: Instrument, { side, price, variant, figures }: Detection): Words {
  const words = figureWordsOf(instrument, figures);
  return {
    ...words,
    isBuy: side === 'buy',
    variant: variant ?? '',
    price: shownPrice(instrument, price),
    sizeOfAll: (...names) =>
      shownSize(
        instrument,
        names.reduce((sum, name) => sum + (words.number(name) || 0), 0),
      ),
  };
}

export const sayings: Readonly<Record<string, (words: Words) => string>> = {
  absorption: ({ isBuy, price, size, number, distance }) =>
    `${isBuy ? 'sellers' : 'buyers'} hit ${price} with ${size('aggressionLots')} and ${number('progressTicks') > 0 ? `moved it by no more than ${distance('progressTicks')}` : 'did not move it'}: the ${isBuy ? 'bid' : 'ask'} took it all and stands`,
  exhaustion: ({ isBuy, variant, price, size, percent, number }) => {
    const side = isBuy ? 'sellers' : 'buyers';
    if (variant === 'finished-auction')
      return `nobody traded against the last row at ${price} after ${size('volumeLots')} in the minute: ${side} are done`;
    if (variant === 'flow')
      return `a new ${isBuy ? 'low' : 'high'} at ${price} on ${percent('legRatio')} of the aggression of the leg before: ${side} are tiring`;
    return `${percent('depletion')} of ${size('restedLots')} resting near ${price} is gone, ${number('executedLots') > 0 ? size('executedLots') : 'none'} of it executed: ${isBuy ? 'the asks are' : 'the bids are'} used up`;
  },
  'delta-divergence': ({ isBuy, variant, price, size, level }) =>
    variant === 'swing'
      ? `a ${isBuy ? 'lower low' : 'higher high'} at ${price} while cumulative delta went the other way by ${size('cvdChangeLots')}`
      : `the minute closed ${isBuy ? 'down' : 'up'} at ${level('closeTicks')} although ${isBuy ? 'buyers' : 'sellers'} were ahead by ${size('deltaLots')}`,
  'delta-confirmation': ({ isBuy, price, size, count }) =>
    `price and cumulative delta both reached a new ${isBuy ? 'high' : 'low'} of ${count('bars')} minutes at ${price}, with ${size('deltaLots')} more ${isBuy ? 'bought than sold' : 'sold than bought'}`,
  'accumulation-distribution': ({ isBuy, price, sizeOfAll, level, percent }) =>
    `${isBuy ? 'sellers' : 'buyers'} made ${percent('share')} of ${sizeOfAll('boughtLots', 'soldLots')} traded, yet the price stays between ${level('lowTicks')} and ${level('highTicks')}, now ${price}: somebody ${isBuy ? 'accumulates' : 'distributes'}`,
  'stacked-imbalance': ({ isBuy, level, count }) =>
    `${count('rows')} rows in a stack from ${level('lowTicks')} to ${level('highTicks')} where ${isBuy ? 'buyers' : 'sellers'} were far ahead: a zone that should hold`,
  'support-resistance': ({ isBuy, variant, level, count }) =>
    `${level('lowTicks')} to ${level('highTicks')}, touched ${count('touches')} times, ${variant === 'role-flip' ? `was closed through and is ${isBuy ? 'support' : 'resistance'} now` : `turned the price ${isBuy ? 'up' : 'down'} again`}`,
  breakout: ({ isBuy, variant, level, size, count }) =>
    variant === 'failed'
      ? `the break of ${level('brokenTicks')} failed, price closed back at ${level('closeTicks')}`
      : `a minute closed ${isBuy ? 'above' : 'below'} ${level('brokenTicks')} at ${level('closeTicks')} on ${count('volumeRatio')} times the usual volume, with ${size('deltaLots')} more ${isBuy ? 'bought than sold' : 'sold than bought'}`,
  iceberg: ({ isBuy, price, size, count }) =>
    `${size('executedLots')} traded at ${price}, which never showed more than ${size('shownLots')} and was refilled ${count('refills')} times: a hidden ${isBuy ? 'buyer' : 'seller'}`,
  'hidden-order': ({ isBuy, price, size, number }) =>
    `${size('executedLots')} traded at ${price} where ${number('visibleLots') > 0 ? `only ${size('visibleLots')}` : 'nothing'} was to be seen: a hidden ${isBuy ? 'buyer' : 'seller'}`,
  'pulled-liquidity': ({ isBuy, variant, price, size, percent, number, count, duration }) =>
    `${variant === 'layering' ? `${count('levels')} walls together` : 'a wall'} of ${size('wallLots')} on the ${isBuy ? 'ask' : 'bid'} side ${variant === 'layering' ? 'from' : 'at'} ${price}${variant === 'layering' ? ' on' : ''} went ${number('durationMs') > 0 ? `within ${duration('durationMs')}` : 'at once'}, ${percent('cancelledShare')} of it cancelled`,
  'large-trade': ({ isBuy, price, size }) =>
    `one order ${isBuy ? 'bought' : 'sold'} ${size('sizeLots')} ${isBuy ? 'up' : 'down'} to ${price}, where ${size('usualLots')} is large already`,
  'order-flow-imbalance': ({ isBuy, size, number, count }) =>
    `over ${count('windowSeconds')} s the best ${isBuy ? 'bid gained on the ask' : 'ask gained on the bid'} by ${size('windowLots')}, ${toCount(number('z'))} deviations from the usual`,
};
