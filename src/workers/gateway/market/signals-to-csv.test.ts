import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvHead, signalsToCsv } from './signals-to-csv.ts';
import { outcomeOf, rowOf } from './testing/made-by-hand.ts';

/** Cells of one line, as RFC 4180 reads them. */
function readLine(text: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    cells.push((match[1] ?? match[2] ?? '').replaceAll('""', '"'));
    if (match[3] === '\r\n') return cells;
  }
  return assert.fail(`no line of CSV: ${JSON.stringify(text)}`);
}

const names = readLine(csvHead);
const cellOf = (line: string, name: string) => readLine(line)[names.indexOf(name)];

test('a signal is a line with what became of it', () => {
  const line = signalsToCsv([
    rowOf({
      figures: { score: 0.61 },
      outcome: outcomeOf({ returnsBps: [3.5, -1, null, null], end: 'stop' }),
    }),
  ]);
  assert.equal(readLine(line).length, names.length);
  assert.deepEqual(
    [
      'time',
      'price',
      'targets',
      'score',
      'return1mBps',
      'return5mBps',
      'return15mBps',
      'end',
      'drawdownBps',
    ].map((name) => cellOf(line, name)),
    ['1970-01-01T00:00:01.000Z', '61000.10', '61100.00 61200.00', '0.61', '3.5', '-1', '', 'stop', '-2'],
  );
});

test('whatever a text holds, the line has its cells, and none of them begins a formula', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '-5', 'a,"b"\r\nc', "'=1"),
  );
  fc.assert(
    fc.property(texts, (says) => {
      const cell = cellOf(signalsToCsv([rowOf({ says })]), 'says');
      assert.ok(cell === says || cell === `'${says}`);
      assert.ok(!/^[=+\-@\t\r]/.test(cell) || /^-\d+(\.\d+)?$/.test(cell), cell);
    }),
  );
});
