// An exchange whose clock is wrong, before the market worker and after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startLiveMarket } from './live-rig.ts';

for (const byMs of [10_000, -10_000])
  test(`an exchange whose clock is ${byMs} ms off is measured, and its book followed all the same`, {
    timeout: 30_000,
  }, async (t) => {
    const { records, untilLive, until } = await startLiveMarket(t, { faults: { 'clock-skew': { byMs } } });
    await untilLive();
    await until(() => records.some(({ kind }) => kind === 'clock'));
    const { size, price } = records.find(({ kind }) => kind === 'clock')!;
    assert.ok(Math.abs(size - byMs) <= price + 1, `${size} ± ${price}`);
  });
