import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressProblem } from './address-problem.ts';

test('an address is taken, and what is none is told why', () => {
  for (const address of [
    'So11111111111111111111111111111111111111112',
    '11111111111111111111111111111111',
    'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v',
  ])
    assert.equal(addressProblem(address), undefined, address);
  assert.match(addressProblem('z'.repeat(44)) ?? '', /missing or wrong/);
  assert.match(addressProblem('abc') ?? '', /too short/);
  assert.match(addressProblem(`0${'1'.repeat(40)}`) ?? '', /“0” is in no address/);
  assert.match(addressProblem('5'.repeat(88)) ?? '', /signature/);
});
