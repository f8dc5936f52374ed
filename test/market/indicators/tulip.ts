// Test lines of Tulip Indicators: a name with options, inputs in braces, then outputs, which end with the inputs.
import { readFileSync } from 'node:fs';
import { recordedData } from '../../recorded-data.ts';
import { blank, decimalsOf, toExpected, type Vector } from './vector.ts';

/** Inputs of each, in their order. */
const inputsOf: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    ['high low close volume', 'ad adosc cmf kvo mfi'],
    ['high low close', 'abands atr cci ce di natr stoch tr typprice ultosc wad wcprice willr'],
    ['high low', 'adx adxr ao aroon aroonosc cvi dm dx ikhts mass medprice psar'],
    ['high low volume', 'emv marketfi'],
    ['close volume', 'nvi obv pvi vwma'],
    ['open high low close', 'avgprice bop'],
    ['open close', 'qstick'],
    ['volume', 'vosc'],
  ].flatMap(([inputs = '', names = '']) => names.split(' ').map((name) => [name, inputs.split(' ')])),
);

export function loadTulip(file: string): Vector[] {
  const text = readFileSync(recordedData(`market/indicators_tulip/${file}.txt`), 'utf8');
  const seen = new Map<string, number>();
  return text
    .replace(/^#.*\n/gm, '')
    .split(/\n(?=[a-z])/)
    .filter((block) => block.includes('{'))
    .map((block) => {
      const [title = '', ...lists] = block.trim().split('\n');
      const count = (seen.get(title.trim()) ?? 0) + 1;
      seen.set(title.trim(), count);
      const name = `${file} ${title.trim()}${count > 1 ? ` #${count}` : ''}`;
      return toVector(name, title.split(' ')[0]!.trim(), lists.map(toTexts));
    });
}

function toTexts(line: string): string[] {
  return line
    .replace(/[{};\s]/g, '')
    .split(',')
    .filter((text) => text !== '');
}

function toVector(name: string, indicator: string, lists: readonly string[][]): Vector {
  const isPair = indicator.startsWith('cross');
  const inputs = isPair ? ['first', 'second'] : (inputsOf[indicator] ?? ['close']);
  const length = lists[0]!.length;
  const rows = Array.from({ length }, (_, i) =>
    Object.fromEntries(inputs.map((input, n) => [input, Number(lists[n]![i])])),
  );
  const outputs = lists.slice(inputs.length).map((all) => {
    // Those of this one go on after its inputs end.
    const texts = indicator === 'ce' ? all.slice(0, -1) : all;
    const decimals = decimalsOf(texts);
    const values = texts.map((text) => toExpected(text, decimals));
    return [...new Array<undefined>(length - values.length), ...values];
  });
  return {
    name,
    bars: rows.map((row) => ({ ...blank, ...row })),
    pairs: rows.map((row) => ({ first: row['first'] ?? 0, second: row['second'] ?? 0 })),
    expected: Object.fromEntries(outputs.map((column, i) => [String(i), column])),
    isComplete: false,
  };
}
