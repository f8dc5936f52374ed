import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Json, toShownJson, toShownText } from './shown-text.ts';

test('controls, marks that turn or hide text, and lone surrogates do not pass', () => {
  const cases: [string, string][] = [
    ['USDC', 'USDC'],
    ['a\r\nb\tc', 'a b c'],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['gnp\u202e.exe', 'gnp.exe'],
    ['pay\u200bpal\u00ad\ufeff', 'paypal'],
    ['one\u2028two', 'one two'],
    ['hidden \u{e0041}\u{e0042}', 'hidden '],
    ['half \ud800', 'half \ufffd'],
    ['żółć ✓ 日本 🚀', 'żółć ✓ 日本 🚀'],
  ];
  for (const [text, expected] of cases) assert.equal(toShownText(text), expected);
});

test('whatever is in it, every text and name of the result may be shown, and all else is kept', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const shown = JSON.stringify(toShownJson(value as Json));
      assert.doesNotMatch(shown, /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]|\\u00[01]|\\[nrtbf]/u);
    }),
  );
  const plain = { a: [1, null, true, { b: 'c' }] };
  assert.deepEqual(toShownJson(plain), plain);
});

test('what is too deep is left out instead of breaking the stack', () => {
  let deep: Json = 'x';
  for (let i = 0; i < 5000; i++) deep = [deep];
  assert.ok(JSON.stringify(toShownJson(deep)).length < 100);
});
