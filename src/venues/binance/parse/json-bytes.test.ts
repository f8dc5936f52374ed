import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JsonBytes } from './json-bytes.ts';
import { malformed, skipValue } from './skip-value.ts';

const seed = 7;

function tried<T>(run: () => T): T | 'malformed' {
  try {
    return run();
  } catch (thrown) {
    assert.equal(thrown, malformed);
    return 'malformed';
  }
}

test('a decimal is its digits without the zeros behind, exactly', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.nat(999_999), fc.nat(6), (whole, parts, zeros) => {
      const json = new JsonBytes();
      const text = `${whole}.${String(parts).padStart(6, '0')}${'0'.repeat(zeros)}`;
      json.start(Buffer.from(`"${text}"`), 0);
      json.decimal();
      assert.ok(json.mantissa % 10 !== 0 || json.fraction === 0);
      const digits = BigInt(json.mantissa) * 10n ** BigInt(6 - json.fraction);
      assert.equal(digits, BigInt(whole) * 1_000_000n + BigInt(parts));
    }),
    { seed, numRuns: 500 },
  );
});

test('any sound value is passed over to its last byte', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(2), (value, indent) => {
      const bytes = Buffer.from(` ${JSON.stringify(value, null, indent)},`);
      assert.equal(skipValue(bytes, 0), bytes.length - 1);
    }),
    { seed, numRuns: 500 },
  );
});

test('what JSON.parse refuses is not passed over', () => {
  const parts = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\\u00',
    '\\x',
    '0',
    '01',
    '-',
    '.5',
    'e1',
    'true',
    'nul',
    ' ',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), (chosen) => {
      const text = chosen.join('');
      const bytes = Buffer.from(text);
      const end = tried(() => skipValue(bytes, 0));
      if (end !== 'malformed') JSON.parse(text.slice(0, end));
    }),
    { seed, numRuns: 3000 },
  );
});

test('values nested deeper than any message are malformed, and do not exhaust the stack', () => {
  const deep = Buffer.from('['.repeat(100_000));
  assert.equal(
    tried(() => skipValue(deep, 0)),
    'malformed',
  );
});

test('a whole number beyond what is exact, or with a zero before it, is malformed', () => {
  for (const text of ['9007199254740992', '007', '-1', '', 'x']) {
    const json = new JsonBytes();
    json.start(Buffer.from(text), 0);
    assert.equal(
      tried(() => json.integer()),
      'malformed',
      text,
    );
  }
});
