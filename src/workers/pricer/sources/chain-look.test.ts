import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { USDC } from '../../../domain/solana/programs.ts';
import type { PriceTable } from '../prices/price-table.ts';
import { createChainLook } from './chain-look.ts';

const CURVE = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';

function lookOn(answer: (addresses: readonly string[]) => (object | null)[]) {
  const asked: string[] = [];
  const decimals = new Map<string, number>();
  const accounts = async ({ addresses }: { addresses: string[] }) => {
    asked.push(...addresses);
    return answer(addresses);
  };
  const table = {
    setDecimals: (mint: string, value: number) => void decimals.set(mint, value),
    setHeld() {},
  };
  const doors = { clock: createManualClock(), clients: { chain: { accounts } } };
  const look = createChainLook(doors as never, table as unknown as PriceTable);
  return { look, asked, decimals };
}

test('what is no address is not asked for, so that it takes nobody along', async () => {
  const six = { data: Buffer.from([6]).toString('base64') };
  const { look, asked, decimals } = lookOn((addresses) => addresses.map(() => six));
  look.needDecimals('z'.repeat(44));
  look.needDecimals(USDC);
  await look.look();
  assert.deepEqual(asked, [USDC]);
  assert.equal(decimals.get(USDC), 6);
});

test('pools are looked at also while no node tells decimals, and the trouble is told', async () => {
  const { look, asked } = lookOn((addresses) => {
    if (addresses.includes(USDC)) throw new AppError('RPC_REFUSED');
    return addresses.map(() => null);
  });
  look.needDecimals(USDC);
  look.sawSwap({ pool: CURVE, program: CURVE, mint: USDC } as never);
  await look.look();
  assert.deepEqual(asked, [USDC, CURVE]);
  assert.match(look.trouble ?? '', /node/);
});
