import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { FailedTransactionMetadata } from 'litesvm';
import { CPMM, changeLiquidity, cpmmConfig, cpmmPool, cpmmSwap, initializePool } from '../interfaces/cpmm.ts';
import { createProgramBench, NATIVE } from './testing/program-bench.ts';
import { type ProgramSource, programSources } from './testing/program-sources.ts';

const TRADE = 2500n;
const PROTOCOL = 120_000n;
const FUND = 40_000n;

/** A pool of SOL and a token, made by its creator, and somebody who trades. */
async function openPool(source: ProgramSource, { sol = 100_000_000_000n, tokens = 1_000_000_000_000n } = {}) {
  const bench = await createProgramBench([{ id: CPMM, elf: source.load('cpmm') }]);
  const creator = await bench.person();
  const config = (await generateKeyPairSigner()).address;
  bench.put(config, CPMM, cpmmConfig({ trade: TRADE, protocol: PROTOCOL, fund: FUND }));
  const mint = await bench.token(creator, tokens * 2n);
  const solAccount = await bench.wrap(creator, sol * 2n);
  const pool = await cpmmPool(
    config,
    { mint: NATIVE, program: TOKEN_PROGRAM_ADDRESS },
    { mint, program: TOKEN_PROGRAM_ADDRESS },
  );
  const tokenAccount = await bench.accountOf(creator.address, mint);
  const isSolFirst = pool.tokens[0].mint === NATIVE;
  const order = <T>(first: T, second: T): readonly [T, T] => (isSolFirst ? [first, second] : [second, first]);
  const accounts = {
    owner: creator.address,
    tokens: order(solAccount, tokenAccount),
    lp: await bench.accountOf(creator.address, pool.lpMint),
  };
  await bench.expect([creator], [initializePool(pool, accounts, order(sol, tokens), solAccount)]);
  const trader = await bench.person();
  return {
    bench,
    creator,
    accounts,
    trader,
    pool,
    mint,
    order,
    solSide: (isSolFirst ? 0 : 1) as 0 | 1,
    tokenSide: (isSolFirst ? 1 : 0) as 0 | 1,
    from: await bench.wrap(trader, 50_000_000_000n),
    to: await bench.open(trader, trader.address, mint),
  };
}

const ceil = (a: bigint, b: bigint) => (a + b - 1n) / b;

/** The published rules: fee of the trade rounded up, shares of others in it rounded down, the rest stays in the pool. */
function expectedOut(amount: bigint, reserveIn: bigint, reserveOut: bigint) {
  const fee = ceil(amount * TRADE, 1_000_000n);
  const kept = (fee * PROTOCOL) / 1_000_000n + (fee * FUND) / 1_000_000n;
  const net = amount - fee;
  return { out: (net * reserveOut) / (reserveIn + net), kept };
}

for (const source of programSources) testProgram(source);

function testProgram(source: ProgramSource): void {
  test(`a new pool holds both amounts and gives the root of their product in shares, a hundred of them locked (${source.from})`, async () => {
    const { bench, pool, accounts, order } = await openPool(source);
    assert.deepEqual(pool.vaults.map(bench.tokensIn), [...order(100_000_000_000n, 1_000_000_000_000n)]);
    assert.equal(bench.tokensIn(accounts.lp), 316_227_766_016n - 100n);
  });

  test(`what comes out is exact, buy after buy and on the way back (${source.from})`, async () => {
    const { bench, trader, pool, solSide, tokenSide, from, to } = await openPool(source);
    const reserves = [0n, 0n] as [bigint, bigint];
    reserves[solSide] = 100_000_000_000n;
    reserves[tokenSide] = 1_000_000_000_000n;
    for (const amount of [1_000_000_000n, 7n, 3_333_333_333n, 20_000_000_000n]) {
      const { out, kept } = expectedOut(amount, reserves[solSide], reserves[tokenSide]);
      const before = bench.tokensIn(to);
      const buy = {
        user: trader.address,
        pays: solSide,
        from,
        to,
        exact: 'input',
        amount,
        limit: out,
      } as const;
      await bench.expect([trader], [cpmmSwap(pool, buy)]);
      assert.equal(bench.tokensIn(to) - before, out);
      reserves[solSide] += amount - kept;
      reserves[tokenSide] -= out;
    }
    const amount = bench.tokensIn(to);
    const { out } = expectedOut(amount, reserves[tokenSide], reserves[solSide]);
    const before = bench.tokensIn(from);
    const sell = {
      user: trader.address,
      pays: tokenSide,
      from: to,
      to: from,
      exact: 'input',
      amount,
      limit: 0n,
    } as const;
    await bench.expect([trader], [cpmmSwap(pool, sell)]);
    assert.equal(bench.tokensIn(from) - before, out);
  });

  test(`an exact output is paid with as little as the product and the fee allow (${source.from})`, async () => {
    const { bench, trader, pool, solSide, from, to } = await openPool(source);
    const wanted = 5_000_000_000n;
    const net = ceil(100_000_000_000n * wanted, 1_000_000_000_000n - wanted);
    const paid = ceil(net * 1_000_000n, 1_000_000n - TRADE);
    const before = bench.tokensIn(from);
    const swap = { user: trader.address, pays: solSide, from, to, exact: 'output', amount: wanted } as const;
    const refused = await bench.run([trader], [cpmmSwap(pool, { ...swap, limit: paid - 1n })]);
    assert.ok(refused instanceof FailedTransactionMetadata);
    await bench.expect([trader], [cpmmSwap(pool, { ...swap, limit: paid })]);
    assert.equal(bench.tokensIn(to), wanted);
    assert.equal(before - bench.tokensIn(from), paid);
  });

  test(`a swap below its limit, of nothing, or with another vault fails with the error of its kind, and changes nothing (${source.from})`, async () => {
    const { bench, trader, pool, solSide, from, to } = await openPool(source);
    const { out } = expectedOut(1_000_000_000n, 100_000_000_000n, 1_000_000_000_000n);
    const swap = { user: trader.address, pays: solSide, from, to, exact: 'input' } as const;
    const codeOf = async (instruction: ReturnType<typeof cpmmSwap>) => {
      const result = await bench.run([trader], [instruction]);
      assert.ok(result instanceof FailedTransactionMetadata);
      return result.meta().logs().join('\n');
    };
    assert.match(
      await codeOf(cpmmSwap(pool, { ...swap, amount: 1_000_000_000n, limit: out + 1n })),
      /0x1775/,
    );
    assert.match(await codeOf(cpmmSwap(pool, { ...swap, amount: 0n, limit: 0n })), /0x1776/);
    const crossed = { ...pool, vaults: [pool.vaults[1], pool.vaults[0]] as const };
    assert.match(await codeOf(cpmmSwap(crossed, { ...swap, amount: 1_000n, limit: 0n })), /failed/);
    assert.equal(bench.tokensIn(to), 0n);
    assert.equal(bench.tokensIn(from), 50_000_000_000n);
  });

  test(`shares are given for liquidity and give it back (${source.from})`, async () => {
    const { bench, creator, pool, accounts, order } = await openPool(source);
    const shares = 31_622_776_601n;
    const most = order(20_000_000_000n, 200_000_000_000n);
    await bench.expect([creator], [changeLiquidity('deposit', pool, accounts, shares, most)]);
    assert.equal(bench.tokensIn(accounts.lp), 316_227_766_016n - 100n + shares);
    const [solVault, tokenVault] = order(...pool.vaults);
    assert.equal(
      bench.tokensIn(solVault),
      100_000_000_000n + ceil(100_000_000_000n * shares, 316_227_766_016n),
    );
    assert.equal(
      bench.tokensIn(tokenVault),
      1_000_000_000_000n + ceil(1_000_000_000_000n * shares, 316_227_766_016n),
    );
    await bench.expect([creator], [changeLiquidity('withdraw', pool, accounts, shares, [1n, 1n])]);
    assert.equal(bench.tokensIn(accounts.lp), 316_227_766_016n - 100n);
    const unfair = await bench.run([creator], [changeLiquidity('withdraw', pool, accounts, shares, most)]);
    assert.ok(unfair instanceof FailedTransactionMetadata);
  });

  test(`a swap tells its event as the real program does (${source.from})`, async () => {
    const { bench, trader, pool, solSide, from, to } = await openPool(source);
    const amount = 1_000_000_000n;
    const swap = {
      user: trader.address,
      pays: solSide,
      from,
      to,
      exact: 'input',
      amount,
      limit: 0n,
    } as const;
    const result = await bench.expect([trader], [cpmmSwap(pool, swap)]);
    const line = result.logs().find((text) => text.startsWith('Program data: '));
    const event = Buffer.from(line?.slice('Program data: '.length) ?? '', 'base64');
    assert.equal(event.length, 89);
    assert.deepEqual([...event.subarray(0, 8)], [64, 198, 205, 232, 38, 8, 113, 226]);
    assert.equal(event.readBigUInt64LE(56), amount);
    assert.equal(event.readBigUInt64LE(64), bench.tokensIn(to));
  });
}
