// What is recommended on each anomaly by its severity, and why; the documentation prints it as a table.
import type { Advice, Severity } from './anomaly.ts';

export type Recommendation = { readonly advice: Advice; readonly because: string };

export const advice = {
  'flash-crash': {
    high: {
      advice: 'reduce',
      because: 'The move is far beyond the usual and stops may fill much worse than placed.',
    },
    critical: {
      advice: 'close',
      because: 'Prices of this kind overshoot; what is open can lose more than its stop allows.',
    },
  },
  'liquidity-void': {
    high: {
      advice: 'pause',
      because: 'Market orders pay many times the usual spread or walk through a thin book.',
    },
    critical: {
      advice: 'reduce',
      because: 'There is next to nothing to trade against, so an exit may soon cost more than now.',
    },
  },
  'extreme-volatility': {
    medium: { advice: 'watch', because: 'Stops made for the usual range are hit by noise.' },
    high: { advice: 'reduce', because: 'The same size carries several times the usual risk.' },
  },
  'one-sided-book': {
    low: { advice: 'carry-on', because: 'Resting orders lean to one side, which often passes.' },
    medium: {
      advice: 'watch',
      because: 'Nearly all orders near the price rest on one side; the other side gives way easily.',
    },
    critical: {
      advice: 'pause',
      because: 'One side is empty: there is no price at which the other could be closed.',
    },
  },
  'one-sided-flow': {
    low: { advice: 'carry-on', because: 'One side trades much more than the other, which trends do too.' },
    medium: {
      advice: 'watch',
      because: 'Nearly all volume comes from one side; trading against it is costly.',
    },
  },
  'whale-trade': {
    low: { advice: 'carry-on', because: 'A single large order is known from now on and may be done.' },
    medium: { advice: 'watch', because: 'An order of this size is often one of several.' },
  },
  'data-gap': {
    low: { advice: 'watch', because: 'A few trades are missing, so volume and delta are short by them.' },
    medium: {
      advice: 'pause',
      because:
        'The book is not known until it was loaded again, or so many trades are missing that volume and delta mislead; new orders would be blind.',
    },
    high: {
      advice: 'reduce',
      because:
        'The book has not been known for so long that it may have changed a lot, or most of what was traded may be unknown.',
    },
    critical: {
      advice: 'close',
      because: 'Positions cannot be watched; close them on the venue if this lasts.',
    },
  },
  'feed-silent': {
    low: { advice: 'watch', because: 'Nothing came for a moment; quiet markets do this too.' },
    medium: { advice: 'pause', because: 'Prices are out of date, so new orders would rest on old ones.' },
    high: { advice: 'reduce', because: 'The market may have moved without us for a minute or longer.' },
    critical: {
      advice: 'close',
      because: 'Positions have not been watched for minutes; close them on the venue.',
    },
  },
  'clock-skew': {
    low: { advice: 'carry-on', because: 'The difference is measured and taken into account.' },
    medium: {
      advice: 'watch',
      because: 'Latency figures are doubtful and signed orders come close to being refused.',
    },
    high: {
      advice: 'pause',
      because: 'The venue refuses orders signed with a clock this far off; set the clock.',
    },
  },
  'liquidation-cascade': {
    medium: { advice: 'watch', because: 'Forced orders follow one another and can set off more.' },
    high: {
      advice: 'reduce',
      because: 'Forced orders drive the price; it can fall through levels that held before.',
    },
    critical: { advice: 'close', because: 'A chain of forced orders does not stop at any level.' },
  },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Severity, Recommendation>>>>>;

type Table = typeof advice;
export type AnomalyName = keyof Table;
/** Severities that an anomaly knows. */
export type SeverityOf<N extends AnomalyName> = keyof Table[N] & Severity;
