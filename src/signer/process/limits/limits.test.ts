import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../reasons.ts';
import { TOKEN } from '../solana/programs.ts';
import { address } from '../testing/encode-message.ts';
import { exampleLimits, exchange, friend } from '../testing/example-limits.ts';
import { limitsOf, parseLimits, toPlainLimits } from './limits.ts';

type Plain = { [name: string]: Plain | string | number | boolean };

/** The example with one field set, by its path. */
function withField(path: string, value: unknown): unknown {
  const limits = exampleLimits() as unknown as Plain;
  const names = path.split('.');
  const last = names.pop() as string;
  const place = names.reduce((held, name) => held[name] as Plain, limits);
  if (value === undefined) delete place[last];
  else place[last] = value as string;
  return limits;
}

function placeOf(limits: unknown): unknown {
  try {
    parseLimits(limits);
  } catch (thrown) {
    assert.ok(thrown instanceof Refusal && thrown.reason === 'LIMITS_INVALID');
    return thrown.facts['at'];
  }
  return 'valid';
}

test('limits are read and written back the same', () => {
  assert.deepEqual(toPlainLimits(parseLimits(exampleLimits())), exampleLimits());
});

test('a key with limits of its own has those and no others', () => {
  const own = { ...exampleLimits().eachKey, rates: { perSecond: 1, perMinute: 1 } };
  const limits = parseLimits({ ...exampleLimits(), keys: { [friend]: own } });
  assert.equal(limitsOf(limits, friend).rates.perSecond, 1);
  assert.equal(limitsOf(limits, exchange).rates.perSecond, 5);
});

test('what is wrong is named with its place', () => {
  const book = 'eachKey.withdrawals.destinations';
  for (const [path, value] of [
    ['rates', undefined],
    ['rates.perSecond', -1],
    ['rates.perSecond', 1.5],
    ['rates.perMinute', 6001],
    ['unlockMs', '300000'],
    ['unlockMs', 3_600_001],
    ['eachKey.trade.maxFeeLamports', 5],
    ['eachKey.trade.maxFeeLamports', '05'],
    ['eachKey.trade.maxFeeLamports', '-1'],
    ['eachKey.trade.maxFeeLamports', '1e3'],
    ['eachKey.trade.maxFeeLamports', '18446744073709551616'],
    ['eachKey.trade.programs', []],
    [`eachKey.trade.programs.${exchange}.hidden`, 'yes'],
    [`${book}.nobody`, { usableFromMs: 0 }],
    [`${book}.${friend}`, null],
    ['eachKey.withdrawals.assets.BTC', { maxAmount: '1', maxPerDay: '1' }],
    ['eachKey.more', 1],
    [`eachKey.trade.programs.${TOKEN}`, { hidden: false }],
  ] as const)
    assert.equal(placeOf(withField(path, value)), `limits.${path}`, path);
  for (const nothing of [undefined, null, [], 'x', 1]) assert.equal(placeOf(nothing), 'limits');
});

test('the address book has an end', () => {
  const entries = Array.from({ length: 101 }, (_, at) => [address(`w${at}`), { usableFromMs: 0 }]);
  const path = 'eachKey.withdrawals.destinations';
  assert.equal(placeOf(withField(path, Object.fromEntries(entries))), `limits.${path}.too many`);
  assert.equal(placeOf(withField(path, Object.fromEntries(entries.slice(1)))), 'valid');
});

test('anything is read or refused, never a throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void placeOf(value)));
});
