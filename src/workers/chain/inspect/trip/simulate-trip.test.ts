import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBase58 } from '../../../../domain/solana/base58.ts';
import { TOKEN } from '../../../../domain/solana/programs.ts';
import type { Account, NodeCalls, Simulation } from '../node-calls.ts';
import { tokenAccountOf } from '../program-address.ts';
import type { Route } from './route.ts';
import { simulateTrip } from './simulate-trip.ts';

const payer = '5tzFkiKscXHK5ZXCGbXZxdw7gTjjD1mBwuoFbhUvuAi9';
const user = '9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM';
const mint = '7GCihgDB8fe6KNjn2MYtkzZcRjQy3t9GHdC8uHYmW2hr';
const program = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';
const GOT = 777n;
const FUNDS = 70_000_000n;
/** Funding, then the token's account, then the purchase, then the sale. */
const [FUND, OPEN, BUY, SELL] = [0, 1, 2, 3];

const sales: bigint[] = [];
const route: Route = {
  ...{ mint, tokenProgram: TOKEN, paysFrom: 'wallet', begun: [] },
  buy: () => ({ program, accounts: [], data: Uint8Array.of(1) }),
  sell(_, atoms) {
    sales.push(atoms);
    return { program, accounts: [], data: Uint8Array.of(2) };
  },
};

function tokens(amount: bigint): Account {
  const data = new Uint8Array(165);
  data.set(parseBase58(mint) ?? []);
  new DataView(data.buffer).setBigUint64(64, amount, true);
  return { owner: TOKEN, lamports: 2_039_280n, data };
}
const purse = (lamports: bigint): Account => ({ owner: '1'.repeat(32), lamports, data: new Uint8Array() });
const done = (lamports: bigint, amount: bigint): Simulation => ({
  ...{ error: null, logs: [], accounts: [purse(lamports), tokens(amount)] },
});
const failed = (at: number, ...logs: string[]): Simulation => ({
  ...{ error: { InstructionError: [at, { Custom: 17 }] }, logs, accounts: [] },
});

async function trip(...answers: Simulation[]) {
  const asked: (readonly string[])[] = [];
  const simulate: NodeCalls['simulate'] = async (_, addresses) => {
    asked.push(addresses);
    return answers[asked.length - 1] as Simulation;
  };
  const result = await simulateTrip({ simulate } as NodeCalls, route, { payer, user });
  for (const addresses of asked) assert.deepEqual(addresses, [user, tokenAccountOf(user, mint, TOKEN)]);
  return result;
}

test('what was bought is sold, and what did not come back is the loss', async () => {
  sales.length = 0;
  const result = await trip(done(FUNDS - 50_000_000n, GOT), done(FUNDS - 5_000_001n, 0n));
  assert.deepEqual(sales, [GOT]);
  assert.deepEqual(
    [result?.canBuy, result?.canSell, result?.lostBps],
    [true, true, 1001],
    'rounded up: a loss is never told smaller than it is',
  );
});

test('one that can be bought and not sold is told with the reason', async () => {
  const reason = failed(
    SELL,
    'Program x invoke [1]',
    'Program log: Error: Account is frozen',
    'Program x failed: custom program error: 0x11',
  );
  const result = await trip(done(20_000_000n, GOT), reason);
  assert.deepEqual(result, {
    canBuy: true,
    canSell: false,
    lostBps: null,
    says: 'Error: Account is frozen.',
  });
});

test('a refused purchase, a refused token account and a purchase of nothing are no purchase', async () => {
  for (const at of [OPEN, BUY])
    assert.equal((await trip(failed(at, 'Program x failed: custom program error: 0x11')))?.canBuy, false);
  assert.equal((await trip(done(20_000_000n, 0n)))?.canBuy, false);
});

test('what the payer lacks, or the node could not do, says nothing of the token', async () => {
  assert.equal(await trip(failed(FUND, 'insufficient lamports')), null);
  assert.equal(await trip({ error: 'AccountNotFound', logs: [], accounts: [] }), null);
  assert.equal(
    await trip(done(20_000_000n, GOT), { error: 'BlockhashNotFound', logs: [], accounts: [] }),
    null,
  );
});
