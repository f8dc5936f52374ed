import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBase58 } from '../../../domain/solana/base58.ts';
import { TOKEN, TOKEN_2022, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { amountsOf, derivedPools, supplyOf, toFoundPool } from './find-pools.ts';
import { CPMM, PUMP, PUMP_SWAP } from './known-addresses.ts';
import type { Account } from './node-calls.ts';
import { programAddress } from './program-address.ts';

const mint = '7GCihgDB8fe6KNjn2MYtkzZcRjQy3t9GHdC8uHYmW2hr';
const vaults = [
  '5tzFkiKscXHK5ZXCGbXZxdw7gTjjD1mBwuoFbhUvuAi9',
  '9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM',
] as const;
const bytes = (address: string): Uint8Array => parseBase58(address) ?? assert.fail();

test('derived addresses are those that the programs publish', () => {
  assert.equal(programAddress(PUMP, 'global'), '4wTV1YmiEkRvAtNtsSGPtUrqRYQMe5SKy2uB4Jjaxnjf');
  assert.equal(programAddress(PUMP, '__event_authority'), 'Ce6TQqeHC9p8KetsN6JsjHK7UTZk7nasjjnr7XxXp9F1');
  assert.equal(
    programAddress(PUMP_SWAP, '__event_authority'),
    'GS4CU59F31iL7aR2Q8zVS8DRrcRnXX1yjQ66TqNVQnaR',
  );
  assert.equal(
    programAddress(CPMM, 'vault_and_lp_mint_auth_seed'),
    'GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL',
  );
  assert.equal(
    programAddress(CPMM, 'amm_config', Uint8Array.of(0, 0)),
    'D4FPEruKEHrG5TenZ2mpDGEfu1iUvTiqBxvpU8HLBvC2',
  );
});

test('each mint has its own places to trade, and SOL none against itself', () => {
  assert.equal(new Set([...derivedPools(mint), ...derivedPools(vaults[0])]).size, 6);
  assert.equal(derivedPools(WRAPPED_SOL).length, 2);
});

test('a pool of PumpSwap is read whichever side the token is on, with shares of the newer token program', () => {
  const data = new Uint8Array(300);
  const parts = [vaults[0], mint, WRAPPED_SOL, TOKEN, ...vaults];
  data.set(Buffer.from('f19a6d0411b16dbc', 'hex'));
  parts.forEach((address, i) => void data.set(bytes(address), 11 + 32 * i));
  new DataView(data.buffer).setBigUint64(11 + 32 * parts.length, 4_193_388_286_605n, true);
  const account: Account = { owner: PUMP_SWAP, lamports: 1n, data };
  const found = toFoundPool(mint, 'pool', account);
  assert.deepEqual(found?.vaults, { token: vaults[0], quote: vaults[1] });
  assert.deepEqual([found?.quoteMint, found?.state.lpSupply], [WRAPPED_SOL, 4_193_388_286_605n]);
  assert.equal(toFoundPool(TOKEN_2022, 'pool', account), undefined, 'of other tokens');
  assert.equal(toFoundPool(mint, 'pool', { ...account, owner: CPMM }), undefined);

  const vault = (amount: bigint): Account => {
    const held = new Uint8Array(165);
    new DataView(held.buffer).setBigUint64(64, amount, true);
    return { owner: TOKEN, lamports: 1n, data: held };
  };
  assert.ok(found);
  const accountOf = new Map([
    [vaults[0], vault(7n)],
    [vaults[1], vault(9n)],
  ] as [string, Account][]);
  assert.deepEqual(amountsOf(found, accountOf), { tokenAmount: 7n, quoteAmount: 9n });
  assert.equal(amountsOf(found, new Map()), undefined, 'vaults that cannot be read are not empty');

  const shares = new Uint8Array(82);
  new DataView(shares.buffer).setBigUint64(36, 5n, true);
  assert.equal(supplyOf({ owner: TOKEN_2022, lamports: 1n, data: shares }), 5n);
  assert.equal(supplyOf({ owner: CPMM, lamports: 1n, data: shares }), undefined);
});
