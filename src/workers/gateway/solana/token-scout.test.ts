import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { startTokenScout } from './token-scout.ts';

test('the newest token is looked at first, each once, and one that fails holds up nobody', async () => {
  const clock = createManualClock();
  const asked: string[] = [];
  const chain = {
    inspectToken: async ({ mint }: { mint: string }) => {
      asked.push(mint);
      throw new Error('no node');
    },
  };
  const scout = startTokenScout({ clock, chain: chain as never, everyMs: 1000 });
  for (const mint of ['a', 'b', WRAPPED_SOL, 'c', 'b']) scout.want(mint);
  for (let second = 0; second < 5; second++) {
    await clock.advance(1000);
    await Promise.resolve();
  }
  assert.deepEqual(asked, ['c', 'b', 'a']);
  scout.stop();
});
