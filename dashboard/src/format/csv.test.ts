import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCsv } from './csv.ts';

const lines = (...cells: Parameters<typeof toCsv>[1][number]): string =>
  toCsv(['a'], [cells]).split('\r\n')[1] ?? '';

test('text that a spreadsheet would run becomes text', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '  =1', '\t=1'])
    assert.ok(lines(text).replace(/^"/, '').startsWith("'"), text);
  assert.equal(lines('=HYPERLINK("http://x","y")'), `"'=HYPERLINK(""http://x"",""y"")"`);
});

test('numbers stay numbers, also below zero', () => assert.equal(lines(-1.5, 2, true), '-1.5,2,true'));

test('quotes, commas and lines are quoted; nothing is left empty', () => {
  assert.equal(lines('a,b', 'say "x"', null, undefined), '"a,b","say ""x""",,');
  assert.equal(toCsv(['h'], [['a\nb']]), '\uFEFFh\r\n"a\nb"\r\n');
});
