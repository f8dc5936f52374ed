// Spreadsheets of StockCharts as CSV, and some made with them.
import { readdirSync, readFileSync } from 'node:fs';
import { recordedData } from '../../recorded-data.ts';
import { blank, decimalsOf, toExpected, type Vector } from './vector.ts';

const folder = 'market/indicators_stockcharts_ta';

export function loadStockcharts(): Vector[] {
  return readdirSync(recordedData(folder)).map((file) => {
    const [head = '', ...lines] = readFileSync(recordedData(`${folder}/${file}`), 'utf8')
      .trim()
      .split(/\r?\n/);
    const rows = lines.map((line) => line.split(','));
    const texts = Object.fromEntries(
      head.split(',').map((column, i) => [column, rows.map((row) => row[i] ?? '')]),
    );
    const input = (name: string, i: number) =>
      Number(texts[name]?.[i] ?? texts[name.toLowerCase()]?.[i] ?? 0);
    return {
      name: file.replace(/^cs-|\.csv$/g, ''),
      bars: rows.map((_, i) => ({
        open: input('Open', i),
        high: input('High', i),
        low: input('Low', i),
        close: input('Close', i),
        volume: input('Volume', i),
      })),
      pairs: rows.map(() => ({ first: blank.close, second: blank.close })),
      expected: Object.fromEntries(Object.entries(texts).map(([column, all]) => [column, toColumn(all)])),
      isComplete: false,
    };
  });
}

function toColumn(texts: readonly string[]) {
  const decimals = decimalsOf(texts);
  return texts.map((text) => (text === '' ? undefined : toExpected(text, decimals)));
}
