import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Held, toHolders } from './find-holders.ts';
import { toShares } from './find-liquidity.ts';

const account = (letter: string) => letter.repeat(40);
const [creator, curve, pool] = [account('C'), account('B'), account('P')];
const [vault, wallet] = [account('V'), account('W')];
const held = (owner: string, amount: bigint, program?: string, at = account('A')): Held => ({
  ...{ account: at, owner, amount },
  ownerAccount: program === undefined ? undefined : { owner: program, lamports: 1n, data: new Uint8Array() },
});
const INCINERATOR = '1nc1nerator11111111111111111111111111111111';
const STREAMFLOW = 'strmRqUCoQUgGUan5YhzUZa6KqdzwX5L6FpUxfmKg5m';
const WHIRLPOOL = 'whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc';

test('who is no holder is told by what owns the account, and accounts of one owner are one', () => {
  const all = [
    held(curve, 900n),
    held(wallet, 5n),
    held(wallet, 6n),
    held(creator, 30n),
    held(account('L'), 40n, STREAMFLOW),
    held(INCINERATOR, 50n),
    held(account('O'), 60n, WHIRLPOOL),
    held(account('X'), 70n, undefined, vault),
    held(account('Y'), 0n),
  ];
  const known = { creator, curve, pools: new Set([pool, vault]) };
  assert.deepEqual(
    toHolders(all, known).map(({ kind, amount }) => `${kind} ${amount}`),
    ['curve 900', 'pool 70', 'pool 60', 'burned 50', 'locked 40', 'creator 30', 'wallet 11'],
  );
});

test('shares that the pool gave out and the mint does not have any more were burned', () => {
  const shares = toShares({ lpSupply: 1000n, creator }, 400n, [
    held(INCINERATOR, 100n),
    held(account('L'), 200n, STREAMFLOW),
    held(wallet, 90n),
    held(creator, 10n),
  ]);
  assert.deepEqual(shares, { burnedBps: 7000, lockedBps: 2000, owner: wallet });
});

test('nobody can take out what is burned or locked as a whole; of what is not known the creator can', () => {
  assert.equal(toShares({ lpSupply: 1000n, creator }, 0n, []).owner, null);
  assert.deepEqual(toShares({ lpSupply: 1000n, creator }, 1000n, undefined), {
    ...{ burnedBps: 0, lockedBps: 0, owner: creator },
  });
  assert.equal(toShares({ lpSupply: 0n, creator }, 0n, []).owner, creator);
});
