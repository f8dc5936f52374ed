// Prices, sizes and figures as people read them: exact, without the zeros that no tick and no lot of the instrument needs.
import { type Instrument, showPrice, showSize } from '../../../domain/market/instrument.ts';

export function shownPrice(instrument: Instrument, ticks: number): string {
  return showPrice(instrument, Math.round(ticks));
}

/** With its unit: `1.25 BTC`, or contracts where they are what is traded. */
export function shownSize(instrument: Instrument, lots: number): string {
  return `${showSize(instrument, Math.round(lots))} ${instrument.contractSize === null ? instrument.base : 'contracts'}`;
}

type Figures = Readonly<Record<string, number | string>>;

/**
 * Figures with `…Ticks` as `…Quote` and `…Lots` as `…Base` or `…Contracts`, in exact decimals rounded to whole steps; shares
 * to six digits; what is no finite number is left out.
 */
export function shownFigures(instrument: Instrument, figures: Figures): Record<string, number | string> {
  const sizeUnit = instrument.contractSize === null ? 'Base' : 'Contracts';
  const shown: Record<string, number | string> = {};
  for (const [name, value] of Object.entries(figures)) {
    if (typeof value === 'string') shown[name] = value;
    else if (!Number.isFinite(value)) continue;
    else if (name.endsWith('Ticks'))
      shown[name.replace(/Ticks$/, 'Quote')] = showPrice(instrument, Math.round(value));
    else if (name.endsWith('Lots'))
      shown[name.replace(/Lots$/, sizeUnit)] = showSize(instrument, Math.round(value));
    else shown[name] = Number(value.toPrecision(Number.isInteger(value) ? 15 : 6));
  }
  return shown;
}
