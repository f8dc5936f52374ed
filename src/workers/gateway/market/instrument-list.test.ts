import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followInstruments } from './instrument-list.ts';
import { instrumentOf } from './testing/made-by-hand.ts';

async function knowing(...ids: string[]) {
  const list = followInstruments({
    market: { on: () => () => {}, instruments: async () => ids.map(instrumentOf) },
  });
  await Promise.resolve();
  return list;
}

test('who asks for an instrument that is not followed is told which are, and how many more', async () => {
  const few = await knowing('spot:AUSDT', 'usdm:AUSDT');
  assert.equal(
    few.refusalOf('usdm:NOPE'),
    'usdm:NOPE is not followed; those that are: spot:AUSDT, usdm:AUSDT',
  );
  assert.equal(few.refusalOf('usdm:AUSDT'), undefined);
  const names = Array.from({ length: 8 }, (_, i) => `usdm:A${i}USDT`);
  const many = await knowing(...names);
  assert.equal(
    many.refusalOf('no\nline'),
    `no\\u000aline is not followed; those that are: ${names.slice(0, 6).join(', ')} and 2 more`,
  );
});

test('while nothing is followed that is what is told', async () => {
  assert.equal((await knowing()).refusalOf('usdm:AUSDT'), 'no instrument is followed yet');
});
