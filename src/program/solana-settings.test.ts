import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf } from '../config/testing/sources.ts';
import { toPricerSettings } from './solana-settings.ts';

const namesOf = (environment: Record<string, string>) =>
  toPricerSettings(configOf({ env: environment })).feeds.map(({ name, key }) => [name, key]);

test('without keys the feeds that need none are asked, and in the sandbox all', () => {
  const paper = { ZAPFLOW_MODE: 'paper' };
  assert.deepEqual(namesOf(paper), [
    ['jupiter', ''],
    ['dexscreener', ''],
  ]);
  assert.deepEqual(namesOf({ ...paper, ZAPFLOW_BIRDEYE_KEY: 'mine' }), [
    ['jupiter', ''],
    ['dexscreener', ''],
    ['birdeye', 'mine'],
  ]);
  assert.deepEqual(namesOf({}), [
    ['jupiter', ''],
    ['dexscreener', ''],
    ['birdeye', 'sandbox'],
    ['vybe', 'sandbox'],
  ]);
});

test('a feed that is switched off is not asked, and the exchange is not asked about the chain of the sandbox', () => {
  const off = { ZAPFLOW_PRICER_DISABLED: 'jupiter, binance' };
  assert.deepEqual(namesOf({ ...off, ZAPFLOW_MODE: 'paper' }), [['dexscreener', '']]);
  const majors = (environment: Record<string, string>) =>
    toPricerSettings(configOf({ env: environment })).majors;
  assert.equal(majors({ ZAPFLOW_MODE: 'paper' }), true);
  assert.equal(majors({ ...off, ZAPFLOW_MODE: 'paper' }), false);
  assert.equal(majors({}), false);
});
