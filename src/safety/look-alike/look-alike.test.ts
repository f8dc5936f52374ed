import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USDC } from '../../domain/solana/programs.ts';
import { cleanFacts } from '../testing/clean-facts.ts';
import { knownNames } from './known-names.ts';
import { lookAlike } from './look-alike.ts';
import { toSkeleton } from './to-skeleton.ts';

const judged = (symbol: string, mint = cleanFacts.mint, name = 'Sand Castle') =>
  lookAlike.check({ ...cleanFacts, mint, metadata: { name, symbol, uri: '', isMutable: false } }, {});

test('letters of other alphabets, wide, bold, accented and joined ones, digits and what cannot be seen change nothing', () => {
  const drawn = [
    'USDС',
    'ＵＳＤＣ',
    '𝐔𝐒𝐃𝐂',
    'ÚSDC',
    'U\u200bSDC',
    'US DC',
    'U5DC',
    'U$DC',
    'uѕdс',
    'USD\u0421\u0301',
  ];
  for (const symbol of drawn) {
    const { outcome, says } = judged(symbol);
    assert.equal(outcome, 'refuse', symbol);
    assert.match(says, /^LOOKALIKE: .*EPjFWdd5/, symbol);
  }
});

test('a name is looked at as the symbol is', () => {
  assert.equal(judged('ABC', undefined, 'UЅD Соin').outcome, 'refuse');
  assert.equal(judged('B0NK').outcome, 'refuse');
  assert.equal(judged('Вonk').outcome, 'refuse');
  assert.equal(judged('POPCΑT').outcome, 'refuse');
});

test('the token itself is no look-alike of itself, nor is a name of its own', () => {
  assert.equal(judged('USDC', USDC, 'USD Coin').outcome, 'pass');
  for (const symbol of ['SAND', 'USDQ', 'CAT', 'ДОМ']) assert.equal(judged(symbol).outcome, 'pass', symbol);
});

test('a name of several alphabets is warned of', () => {
  assert.equal(judged('SаND').outcome, 'warn');
});

test('known names have skeletons of their own', () => {
  const skeletons = knownNames.map(({ symbol }) => toSkeleton(symbol));
  assert.equal(new Set(skeletons).size, skeletons.length);
  assert.ok(skeletons.every((skeleton) => skeleton !== ''));
});
