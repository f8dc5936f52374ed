// Rows of a footprint as one short text: the first price, the height of a row, then what was sold and bought in each.
import { decimalsOf, formatDecimal, parseDecimal } from '../../../domain/market/decimal.ts';

/** Lower edge of the row's price, sold, bought: exact decimals, lowest first. */
export type PricedRow = [string, string, string];

/** Rows that do not follow one another at one distance, or are not written alike, are kept as they are. */
export function packRows(rows: readonly PricedRow[]): string {
  const text = packed(rows);
  if (text !== undefined && isSame(unpackRows(text), rows)) return text;
  return JSON.stringify(rows);
}

export function unpackRows(text: string): PricedRow[] {
  if (text.startsWith('[')) return JSON.parse(text);
  const [first = '', height = '', sizeDecimals = '', ...cells] = text.split(' ');
  const decimals = decimalsOf(first);
  const from = parseDecimal(first, decimals);
  const step = Number(height);
  const size = (units: string | undefined) => formatDecimal(Number(units || 0), Number(sizeDecimals));
  return cells.map((cell, i) => {
    const [sold, bought] = cell.split(',');
    return [formatDecimal(from + i * step, decimals), size(sold), size(bought)];
  });
}

function packed(rows: readonly PricedRow[]): string | undefined {
  const [first, second] = rows;
  if (!first) return undefined;
  try {
    const decimals = decimalsOf(first[0]);
    const sizeDecimals = decimalsOf(first[1]);
    const price = (text: string) => parseDecimal(text, decimals);
    const from = price(first[0]);
    const step = second ? price(second[0]) - from : 1;
    const units = (text: string) => parseDecimal(text, sizeDecimals) || '';
    const cells = rows.map(([, sold, bought]) => `${units(sold)},${units(bought)}`);
    return [first[0], step, sizeDecimals, ...cells].join(' ');
  } catch {
    return undefined;
  }
}

function isSame(a: readonly PricedRow[], b: readonly PricedRow[]): boolean {
  return a.length === b.length && a.every((row, i) => row.every((text, at) => text === b[i]?.[at]));
}
