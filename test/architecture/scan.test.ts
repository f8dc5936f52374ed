import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toTokens } from './scan.ts';

function wordsOf(text: string): string {
  return toTokens(text)
    .filter(({ kind }) => kind === 'word')
    .map(({ text: word }) => word)
    .join(' ');
}

test('comments and the text of strings are no code', () => {
  assert.equal(wordsOf("a // b\n/* c\n d */ e('f \\' g', \"h\")"), 'a e');
});

test('the holes of a template are code, also when they hold templates and objects', () => {
  const template = '`a @{b + `c @{d} e`} f @{{ g: 1 }.g} \\@{h} $i`'.replaceAll('@', '$');
  assert.equal(wordsOf(`x(${template}) + j`), 'x b d g 1 g j');
});

test('a regular expression is no code, a division is', () => {
  assert.equal(wordsOf('const a = /b"[/c]\\/d/g; return /e/.test(f)'), 'const a return test f');
  assert.equal(wordsOf('a / b / c; (d) / e; f[0] / g'), 'a b c d e f 0 g');
});

test('lines are counted through comments, templates and strings', () => {
  const tokens = toTokens('a\n/*\n*/ b `\n` c\n// x\nd');
  assert.deepEqual(
    tokens.filter(({ kind }) => kind === 'word').map(({ text, line }) => `${text}${line}`),
    ['a1', 'b3', 'c4', 'd6'],
  );
});

test('whatever stands next to whatever, only code is read as code', () => {
  const pieces: readonly (readonly [text: string, words: string])[] = [
    ['a = b / c;', 'a b c'],
    ["d('\\'//e');", 'd'],
    ['/* f ` \' " */', ''],
    ['// g ` /* \' "', ''],
    ['h = /[/`]i\\//u.test(j);', 'h test j'],
    ['k(`l // @{m}/* ` + "n");', 'k m'],
    ['{ o: `@{{ p: `@{q}` }.p}` }', 'o p q p'],
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (chosen) => {
      const text = chosen.map(([piece]) => piece.replaceAll('@', '$')).join('\n');
      const words = chosen.map(([, word]) => word).filter((word) => word !== '');
      assert.equal(wordsOf(text), words.join(' '));
    }),
  );
});
