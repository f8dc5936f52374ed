// What an anomaly says to people: one plain sentence, its figures in the units of the instrument.
import type { Anomaly } from '../../../detectors/anomalies/anomaly.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { type FigureWords, figureWordsOf, toCount, toPercent } from './figure-words.ts';
import { shownPrice } from './human-units.ts';

type Told = Pick<Anomaly, 'side' | 'price' | 'figures'>;
type Words = FigureWords &
  Pick<Anomaly, 'side'> & { readonly price: string; readonly reason: string; readonly missing: string };

/** One sentence; what has no words of its own is told by its name. */
export function anomalySaying(instrument: Instrument, type: string, { side, price, figures }: Told): string {
  const words: Words = {
    ...figureWordsOf(instrument, figures),
    side,
    price: Number.isNaN(price) ? '' : shownPrice(instrument, price),
    reason: String(figures['reason'] ?? ''),
    missing: String(figures['missing'] ?? ''),
  };
  return Object.hasOwn(anomalySayings, type) ? `${anomalySayings[type]!(words)}.` : `${spoken(type)}.`;
}

export const anomalySayings: Readonly<Record<string, (words: Words) => string>> = {
  'flash-crash': ({ side, price, number, distance, count }) =>
    `The price ${side === 'buy' ? 'rose' : 'fell'} by ${distance('moveTicks')} (${toPercentOfBps(number('moveBps'))}) to ${price} within ${count('windowSeconds')} s, ${toCount(number('moveTicks') / number('usualTicks'))} times its usual move in that time`,
  'liquidity-void': ({ side, distance, size }) =>
    `The spread is ${distance('spreadTicks')}, usually ${distance('usualSpreadTicks')}, and ${size('depthLots')} rest near the price, usually ${size('usualDepthLots')}${side === 'none' ? '' : `; most is gone of the ${side === 'sell' ? 'bids' : 'asks'}`}`,
  'extreme-volatility': ({ count, distance }) =>
    `The price swings ${count('times')} times as much as usual: in the last ${count('windowSeconds')} s it went over a range of ${distance('rangeTicks')}`,
  'one-sided-book': ({ number, size, duration }) => {
    const [bids, asks] = [number('bidLots'), number('askLots')];
    if (bids === 0 && asks === 0) return 'No order rests near the price on either side';
    if (bids === 0) return `No bid rests near the price, against asks of ${size('askLots')}`;
    if (asks === 0) return `No ask rests near the price, against bids of ${size('bidLots')}`;
    return `${shareOfLarger(number('imbalance'))} of what rests near the price are ${bids > asks ? 'bids' : 'asks'}: ${size('bidLots')} bid, ${size('askLots')} asked, for ${duration('lastedMs')} already`;
  },
  'one-sided-flow': ({ side, number, size, count }) =>
    `${side === 'buy' ? 'Buyers' : 'Sellers'} made ${shareOfLarger(number('imbalance'))} of the volume of the last ${count('windowSeconds')} s: ${size('boughtLots')} bought, ${size('soldLots')} sold`,
  'whale-trade': ({ side, price, number, size, worth }) =>
    `One order ${side === 'buy' ? 'bought' : 'sold'} ${size('sizeLots')} ${side === 'buy' ? 'up' : 'down'} to ${price}, worth about ${worth('worthQuote')} and ${toCount(number('sizeLots') / number('usualLots'))} times what is large here`,
  'liquidation-cascade': ({ side, number, count, size, worth, distance }) => {
    const moved = number('movedTicks');
    const way =
      moved === 0 ? '' : `, while the price ${moved > 0 ? 'rose' : 'fell'} by ${distance('movedTicks')}`;
    return `${count('orders')} forced orders close ${side === 'sell' ? 'longs' : 'shorts'} one after another: ${size('sizeLots')}, worth about ${worth('worthQuote')}${way}`;
  },
  'data-gap': ({ reason, number, count, percent, duration }) => {
    if (!Number.isNaN(number('missedTrades'))) {
      const share = Number.isNaN(number('missedShare')) ? '' : `, ${percent('missedShare')} of all`;
      return number('missedTrades') === 1
        ? `A trade of the last minute is missing${share}`
        : `${count('missedTrades')} trades of the last minute are missing${share}`;
    }
    const why = Object.hasOwn(reasons, reason) ? `: ${reasons[reason]}` : '';
    return number('unknownMs') > 0
      ? `The order book has not been known for ${duration('unknownMs')}${why}`
      : `The order book is not known at the moment${why}`;
  },
  'feed-silent': ({ missing, duration }) =>
    missing === ''
      ? `Nothing has come from the market for ${duration('silentMs')}`
      : `No ${missing} have come from the market for ${duration('silentMs')}`,
  'clock-skew': ({ number, duration }) =>
    `The clock of the venue is ${duration('venueAheadMs')} ${number('venueAheadMs') < 0 ? 'behind' : 'ahead of'} ours, give or take ${duration('uncertaintyMs')}`,
};

const reasons: Readonly<Record<string, string>> = {
  sequence: 'a message is missing',
  crossed: 'its bids and asks crossed',
  emptied: 'one side of it came out empty',
  'ticker-disagrees': 'the best prices told by the exchange are others',
  malformed: 'a message could not be read',
  disconnected: 'the connection was lost',
  overrun: 'more came than could be taken in',
};

/** Of the larger of two sides, by their imbalance from −1 to 1. */
function shareOfLarger(imbalance: number): string {
  return toPercent((1 + Math.abs(imbalance)) / 2);
}

function toPercentOfBps(bps: number): string {
  return `${(Math.abs(bps) / 100).toFixed(2)} %`;
}

function spoken(type: string): string {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
