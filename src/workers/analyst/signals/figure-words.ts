// Figures of detections and anomalies as words: each in its unit, with as many digits as people read.
import type { Instrument } from '../../../domain/market/instrument.ts';
import { shownPrice, shownSize } from './human-units.ts';

type Figures = Readonly<Record<string, number | string>>;

export type FigureWords = {
  /** NaN where there is none. */
  readonly number: (figure: string) => number;
  readonly size: (figure: string) => string;
  /** A price, or a distance between two without its sign. */
  readonly level: (figure: string) => string;
  readonly distance: (figure: string) => string;
  readonly count: (figure: string) => string;
  readonly percent: (figure: string) => string;
  readonly duration: (figure: string) => string;
  /** In quote currency. */
  readonly worth: (figure: string) => string;
};

export function figureWordsOf(instrument: Instrument, figures: Figures): FigureWords {
  const number = (figure: string) => Number(figures[figure] ?? Number.NaN);
  const read = (figure: string) => number(figure) || 0;
  return {
    number,
    size: (figure) => shownSize(instrument, Math.abs(read(figure))),
    level: (figure) => shownPrice(instrument, read(figure)),
    distance: (figure) => shownPrice(instrument, Math.abs(read(figure))),
    count: (figure) => toCount(read(figure)),
    percent: (figure) => toPercent(read(figure)),
    duration: (figure) => toDuration(read(figure)),
    worth: (figure) => `${toRough(read(figure))} ${instrument.quote}`,
  };
}

/** Without its sign; with a digit behind the point where it is small enough for one to matter. */
export function toCount(value: number): string {
  const size = Math.abs(value);
  return String(size < 100 ? Math.round(size * 10) / 10 : Math.round(size));
}

/** Of a share; what is not nothing is never told as nothing. */
export function toPercent(share: number): string {
  const percent = Math.abs(share) * 100;
  if (percent === 0 || percent >= 1) return `${Math.round(percent)} %`;
  return percent < 0.1 ? 'less than 0.1 %' : `${percent.toFixed(1)} %`;
}

export function toDuration(ms: number): string {
  const size = Math.round(Math.abs(ms));
  if (size < 1000) return `${size} ms`;
  const seconds = Math.round(size / 100) / 10;
  if (seconds < 120) return `${seconds} s`;
  return `${Math.round(seconds / 60)} minutes`;
}

/** To three digits, thousands apart. */
function toRough(value: number): string {
  const rough = Number(value.toPrecision(3));
  return rough < 1000 ? String(rough) : rough.toLocaleString('en-US');
}
