// Who is in control, from the flow of the last minute and the book: one word, and what it was read from.
import { formatSigned } from '../../format/number.ts';
import type { FlowStats } from './feed/use-stats.ts';

export type Control = {
  readonly word: string;
  readonly way: 'up' | 'down' | undefined;
  readonly says: string;
};

/** Of the mean of both measures, each from −1 to 1: less than this is balance. */
const ENOUGH = 0.12;

export function toControl(stats: Pick<FlowStats, 'buyShare' | 'imbalance'> | undefined): Control {
  const { buyShare = null, imbalance = null } = stats ?? {};
  const measures = [buyShare === null ? null : (buyShare - 0.5) * 2, imbalance].filter((one) => one !== null);
  if (measures.length === 0)
    return { word: 'Not known', way: undefined, says: 'No trade in the last minute, and no book.' };
  const mean = measures.reduce((sum, one) => sum + one, 0) / measures.length;
  const share = buyShare === null ? 'nothing traded' : `${Math.round(buyShare * 100)} % bought`;
  const book =
    imbalance === null
      ? 'book not known'
      : `book ${formatSigned(imbalance, (value) => (value ?? 0).toFixed(2).replace('-', '−'))}`;
  const says = `${share}, ${book}`;
  if (Math.abs(mean) < ENOUGH) return { word: 'Balanced', way: undefined, says };
  return mean > 0 ? { word: '▲ Buyers', way: 'up', says } : { word: '▼ Sellers', way: 'down', says };
}
