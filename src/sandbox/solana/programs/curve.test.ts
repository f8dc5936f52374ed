import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { getMintDecoder } from '@solana-program/token';
import { FailedTransactionMetadata } from 'litesvm';
import {
  CURVE,
  curveGlobal,
  curveGlobalAddress,
  curveOf,
  launchToken,
  realRules,
  tradeOnCurve,
} from '../interfaces/curve.ts';
import { changeNaming, METADATA_PROGRAM, metadataOf, nameToken } from '../interfaces/metadata.ts';
import { createProgramBench } from './testing/program-bench.ts';
import { type ProgramSource, programSources } from './testing/program-sources.ts';

const named = { name: 'Sand Castle', symbol: 'SAND', uri: 'https://sandbox.invalid/sand.json' };

async function openBench(source: ProgramSource, rules: Partial<Record<keyof typeof realRules, bigint>> = {}) {
  const bench = await createProgramBench([
    { id: CURVE, elf: source.load('curve') },
    { id: METADATA_PROGRAM, elf: source.load('metadata') },
  ]);
  const feeRecipient = (await bench.person(1n)).address;
  const all = { ...realRules, ...rules, feeRecipient };
  bench.put(await curveGlobalAddress(), CURVE, curveGlobal(all));
  const creator = await bench.person();
  const mint = await generateKeyPairSigner();
  const curve = await curveOf(mint.address, creator.address, feeRecipient);
  // An account that holds less than its rent cannot be opened: somebody has to begin it.
  bench.svm.airdrop(curve.creatorVault, 1_000_000n as never);
  const launch = await bench.expect([creator, mint], [await launchToken(curve, creator.address, named)]);
  const trader = await bench.person();
  const account = await bench.open(trader, trader.address, mint.address);
  return { bench, rules: all, creator, curve, launch, trader, account };
}

type Bench = Awaited<ReturnType<typeof openBench>>;

async function trade(it: Bench, kind: 'buy' | 'spend' | 'sell', amount: bigint, limit: bigint) {
  const { bench, trader, curve, account } = it;
  return bench.run(
    [trader],
    [await tradeOnCurve(curve, { user: trader.address, account, kind, amount, limit })],
  );
}

/** Payloads that the program kept by calling itself, behind their discriminators. */
function eventsOf(result: Awaited<ReturnType<typeof trade>>): Buffer[] {
  assert.ok(!(result instanceof FailedTransactionMetadata), String(result));
  return result
    .innerInstructions()
    .flat()
    .map((inner) => Buffer.from(inner.instruction().data()))
    .filter((data) => data.subarray(0, 8).toString('hex') === 'e445a52e51cb9a1d')
    .map((data) => data.subarray(8));
}

const ceil = (a: bigint, b: bigint) => (a + b - 1n) / b;
const ANY = 2n ** 63n;

for (const source of programSources) testProgram(source);

function testProgram(source: ProgramSource): void {
  test(`a launched token has its name and all of its supply, and nobody can mint more (${source.from})`, async () => {
    const { bench, curve, launch, rules } = await openBench(source);
    const mint = bench.svm.getAccount(curve.mint);
    assert.ok(mint.exists);
    const { supply, decimals, mintAuthority, freezeAuthority } = getMintDecoder().decode(mint.data);
    assert.deepEqual([supply, decimals], [rules.supply, 6]);
    assert.deepEqual([mintAuthority.__option, freezeAuthority.__option], ['None', 'None']);
    assert.equal(bench.tokensIn(curve.tokens), rules.supply);
    const metadata = bench.svm.getAccount(await metadataOf(curve.mint));
    assert.ok(metadata.exists);
    assert.equal(Buffer.from(metadata.data.subarray(69, 80)).toString(), 'Sand Castle');
    assert.equal(metadata.data[323], 0, 'its name cannot change');
    const [event] = eventsOf(launch);
    assert.equal(event?.subarray(0, 8).toString('hex'), '1b72a94ddeeb6376');
    assert.match(event?.toString('latin1') ?? '', /Sand Castle.*SAND.*sand\.json/s);
  });

  test(`buys and sells go along the curve exactly, fees on top and off (${source.from})`, async () => {
    const it = await openBench(source);
    const { bench, rules, curve, account, trader } = it;
    let [tokens, lamports] = [rules.virtualTokens, rules.virtualLamports];
    let sold = 0n;
    for (const amount of [1_000_000n, 34_612_903_225_806n, 250_000_000_000_000n]) {
      const sol = (amount * lamports) / (tokens - amount) + 1n;
      const fee = ceil(sol * rules.feeBps, 10_000n);
      const creatorFee = ceil(sol * rules.creatorFeeBps, 10_000n);
      const before = bench.svm.getBalance(trader.address) ?? 0n;
      assert.ok(
        (await trade(it, 'buy', amount, sol + fee + creatorFee - 1n)) instanceof FailedTransactionMetadata,
      );
      const afterRefusal = bench.svm.getBalance(trader.address) ?? 0n;
      assert.equal(before - afterRefusal, 5000n, 'a refused buy costs the fee of the transaction only');
      const [event] = eventsOf(await trade(it, 'buy', amount, sol + fee + creatorFee));
      assert.equal(
        afterRefusal - (bench.svm.getBalance(trader.address) ?? 0n),
        sol + fee + creatorFee + 5000n,
      );
      tokens -= amount;
      lamports += sol;
      sold += amount;
      assert.equal(bench.tokensIn(account), sold);
      assert.equal(event?.readBigUInt64LE(8 + 32), sol);
      assert.equal(event?.readBigUInt64LE(8 + 40), amount);
      assert.equal(event?.readBigUInt64LE(8 + 89), lamports);
      assert.equal(event?.readBigUInt64LE(8 + 97), tokens);
    }
    const amount = sold / 2n;
    const sol = (amount * lamports) / (tokens + amount);
    const kept = ceil(sol * rules.feeBps, 10_000n) + ceil(sol * rules.creatorFeeBps, 10_000n);
    assert.ok((await trade(it, 'sell', amount, sol - kept + 1n)) instanceof FailedTransactionMetadata);
    const before = bench.svm.getBalance(trader.address) ?? 0n;
    const held = bench.svm.getBalance(curve.curve) ?? 0n;
    const [event] = eventsOf(await trade(it, 'sell', amount, sol - kept));
    assert.equal((bench.svm.getBalance(trader.address) ?? 0n) - before, sol - kept - 5000n);
    assert.equal(held - (bench.svm.getBalance(curve.curve) ?? 0n), sol);
    assert.equal(event?.[8 + 48], 0, 'not a buy');
    assert.match(event?.toString('latin1') ?? '', /sell/);
  });

  test(`so much SOL buys as many tokens as it pays for with its fees, and never costs more (${source.from})`, async () => {
    const it = await openBench(source);
    const before = it.bench.svm.getBalance(it.trader.address) ?? 0n;
    const spent = 3_000_000_000n;
    const [event] = eventsOf(await trade(it, 'spend', spent, 1n));
    const paid = before - (it.bench.svm.getBalance(it.trader.address) ?? 0n) - 5000n;
    assert.ok(paid <= spent && paid > spent - 5n, `${paid}`);
    assert.equal(event?.readBigUInt64LE(8 + 40), it.bench.tokensIn(it.account));
    assert.ok((await trade(it, 'spend', spent, ANY)) instanceof FailedTransactionMetadata);
  });

  test(`the last buyer gets what is left, the curve is complete and trades no more (${source.from})`, async () => {
    const it = await openBench(source, { realTokens: 10_000_000n });
    const events = eventsOf(await trade(it, 'buy', 50_000_000n, ANY));
    assert.equal(it.bench.tokensIn(it.account), 10_000_000n);
    assert.deepEqual(
      events.map((event) => event.subarray(0, 8).toString('hex')),
      ['bddb7fd34ee661ee', '5f72619cd42e9808'],
    );
    for (const kind of ['buy', 'sell'] as const) {
      const refused = await trade(it, kind, 1000n, kind === 'buy' ? ANY : 0n);
      assert.ok(refused instanceof FailedTransactionMetadata);
      assert.match(refused.meta().logs().join(), /0x1775/);
    }
  });

  test(`an event cannot be kept by somebody else, and fees go to whom the rules say (${source.from})`, async () => {
    const it = await openBench(source);
    const forged = { programAddress: CURVE, accounts: [], data: Buffer.from('e445a52e51cb9a1d0000', 'hex') };
    assert.ok((await it.bench.run([it.trader], [forged])) instanceof FailedTransactionMetadata);
    const elsewhere = { ...it, curve: { ...it.curve, feeRecipient: it.trader.address } };
    assert.ok((await trade(elsewhere, 'buy', 1000n, ANY)) instanceof FailedTransactionMetadata);
  });

  test(`a name can be given by who may mint, and changed only while it is mutable and by its authority (${source.from})`, async () => {
    const { bench, creator } = await openBench(source);
    const mint = await bench.token(creator, 0n);
    const other = await bench.person();
    const base = { mint, payer: creator.address, named, isMutable: true };
    const by = async (mintAuthority: typeof creator) =>
      nameToken({ ...base, mintAuthority: mintAuthority.address });
    assert.ok((await bench.run([creator, other], [await by(other)])) instanceof FailedTransactionMetadata);
    await bench.expect([creator], [await by(creator)]);
    const change = (who: typeof creator, to: Parameters<typeof changeNaming>[2]) =>
      bench.run([who], [changeNaming(mint, who.address, to)]);
    assert.ok((await change(other, { isMutable: false })) instanceof FailedTransactionMetadata);
    assert.ok(!((await change(creator, { authority: other.address })) instanceof FailedTransactionMetadata));
    assert.ok((await change(creator, { isMutable: false })) instanceof FailedTransactionMetadata);
    assert.ok(!((await change(other, { isMutable: false })) instanceof FailedTransactionMetadata));
    assert.ok((await change(other, { authority: creator.address })) instanceof FailedTransactionMetadata);
  });
}
