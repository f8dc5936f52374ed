// The one sentence in which a signal is told.
import type { Detection } from '../../../detectors/detector.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { shownPrice } from './human-units.ts';
import { sayings, wordsOf } from './sayings.ts';

export type Told = {
  readonly type: string;
  readonly detection: Detection;
  /** Ticks: where the pattern is proven wrong, and where the stop lies behind it. */
  readonly invalidation: number;
  readonly stop: number;
  /** Types. */
  readonly confirmations: readonly string[];
  readonly conflicts: readonly string[];
};

export function toSentence(
  instrument: Instrument,
  { type, detection, invalidation, stop, confirmations, conflicts }: Told,
): string {
  const words = wordsOf(instrument, detection);
  const seen =
    sayings[type]?.(words) ??
    `${spoken(type)} at ${words.price} speaks for ${words.isBuy ? 'buyers' : 'sellers'}`;
  const more = [
    confirmations.length > 0 ? `confirmed by ${listed(confirmations)}` : '',
    conflicts.length > 0 ? `against it ${listed(conflicts)}` : '',
  ].filter((part) => part !== '');
  return [
    `${words.isBuy ? 'Buy' : 'Sell'} ${instrument.symbol}: ${seen}`,
    ...more,
    `wrong ${words.isBuy ? 'below' : 'above'} ${shownPrice(instrument, invalidation)}, stop ${shownPrice(instrument, stop)}.`,
  ].join('; ');
}

const MOST_NAMED = 3;

function listed(types: readonly string[]): string {
  const more = types.length - MOST_NAMED;
  const names = types.slice(0, MOST_NAMED).map((type) => spoken(type));
  if (more > 0) names.push(`${more} more`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function spoken(type: string): string {
  return type.replaceAll('-', ' ');
}
