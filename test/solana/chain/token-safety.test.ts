// Token safety from the node to the verdict: real mints, launches and pools of the sandbox's chain, looked at by the worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Address, address, generateKeyPairSigner, none, some } from '@solana/kit';
import {
  AuthorityType,
  getBurnInstruction,
  getSetAuthorityInstruction,
  getTransferInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import {
  AccountState,
  type ExtensionArgs,
  extension,
  getUpdateDefaultAccountStateInstruction,
} from '@solana-program/token-2022';
import type { SafetyReport } from '../../../src/domain/solana/safety.ts';
import type { Bank } from '../../../src/sandbox/solana/node/bank/bank.ts';
import { MAX_CALLS } from '../../../src/workers/chain/inspect/gather-facts.ts';
import { openChainRig } from './open-chain.ts';
import { hourAgo, openSafety } from './safety-rig.ts';
import { createTokenMaker } from './token-maker.ts';

const timeout = 60_000;

const notPassed = ({ findings }: SafetyReport) =>
  findings.filter(({ outcome }) => outcome !== 'pass').map(({ check, outcome }) => `${check} ${outcome}`);
const finding = ({ findings }: SafetyReport, name: string) => findings.find(({ check }) => check === name);

test('a clean launch on the curve is safe, by everything that can be known of it', { timeout }, async (t) => {
  const { maker, inspect, storage, told, warned, asked } = await openSafety(t);
  const creator = await maker.person();
  const { mint, curve } = await maker.launch(creator);
  const report = await inspect(mint);
  assert.deepEqual(notPassed(report), []);
  assert.deepEqual([report.verdict, report.score], ['safe', 100]);
  const { facts } = report;
  assert.equal(facts.creator, creator.address);
  assert.deepEqual(facts.metadata, {
    ...{ name: 'Sand Castle', symbol: 'SAND', uri: 'https://sandbox.invalid/sand.json', isMutable: false },
  });
  assert.equal(facts.supply, 1_000_000_000_000_000n);
  assert.equal(facts.pools?.[0]?.pool, curve);
  assert.deepEqual(
    facts.holders?.map(({ kind }) => kind),
    ['curve', 'wallet'],
  );
  const lostBps = facts.roundTrip?.lostBps ?? 0;
  assert.ok(lostBps > 200 && lostBps < 300, `both fees of 1.25% are lost: ${lostBps}`);
  assert.ok((await storage.tokenReport({ mint })) !== null);
  assert.deepEqual([told, warned], [['tokenInspected'], []]);
  assert.ok(asked.length <= MAX_CALLS, asked.join());
});

test('a report is given again while it is young enough, and two who ask at once share one look', {
  timeout,
}, async (t) => {
  const { maker, inspect, asked } = await openSafety(t);
  const { mint } = await maker.launch(await maker.person());
  const [one, other] = await Promise.all([inspect(mint), inspect(mint)]);
  assert.equal(one.atMs, other.atMs);
  const before = asked.length;
  assert.deepEqual(await inspect(mint, 60_000), one);
  assert.equal(asked.length, before);
  assert.notEqual((await inspect(mint)).atMs, one.atMs);
});

test('a mint that is none is refused by its error', { timeout }, async (t) => {
  const { maker, inspect } = await openSafety(t);
  const somebody = await maker.person();
  await assert.rejects(inspect(somebody.address), { code: 'MINT_UNKNOWN' });
  await assert.rejects(inspect((await generateKeyPairSigner()).address), { code: 'MINT_UNKNOWN' });
});

test('a pool that its creator can empty is refused; burned or locked shares are told from that', {
  timeout,
}, async (t) => {
  const { maker, inspect } = await openSafety(t);
  const creator = await maker.person();
  const token = await maker.token(creator);
  await maker.mintAll(creator, token);
  await maker.name(creator, token.mint, false);
  const giveUp = getSetAuthorityInstruction({
    ...{ owned: token.mint, owner: creator, authorityType: AuthorityType.MintTokens, newAuthority: null },
  });
  await maker.send([creator], [giveUp]);
  const pool = await maker.pool(creator, token);
  const rugable = await inspect(token.mint);
  assert.deepEqual(notPassed(rugable), ['liquidity-owner refuse']);
  assert.match(finding(rugable, 'liquidity-owner')?.says ?? '', new RegExp(`100%.*${creator.address}`));
  const [found] = rugable.facts.pools ?? [];
  assert.deepEqual([found?.pool, found?.quoteAmount], [pool.pool, 100_000_000_000n]);
  assert.ok((rugable.facts.roundTrip?.lostBps ?? 0) <= 60, 'two fees of 0.25%');

  const locker = address('3f7GcQFG397GAaEnv51zR6tsTVihYRydnydDD1cXekxH');
  const locked = await maker.open(creator, locker, pool.lpMint, TOKEN_PROGRAM_ADDRESS);
  const amount = heldBy(maker.node.bank, pool.lp);
  const lock = getTransferInstruction({
    source: pool.lp,
    destination: locked,
    authority: creator,
    amount: amount / 4n,
  });
  const burn = getBurnInstruction({
    account: pool.lp,
    mint: pool.lpMint,
    authority: creator,
    amount: amount / 2n,
  });
  await maker.send([creator], [lock, burn]);
  const half = await inspect(token.mint);
  const [now] = half.facts.pools ?? [];
  assert.ok(Math.abs((now?.burnedBps ?? 0) - 5000) < 2 && Math.abs((now?.lockedBps ?? 0) - 2500) < 2);
  assert.deepEqual([now?.owner, notPassed(half)], [creator.address, ['liquidity-owner warn']]);

  const rest = getBurnInstruction({
    account: pool.lp,
    mint: pool.lpMint,
    authority: creator,
    amount: amount / 4n,
  });
  await maker.send([creator], [rest]);
  assert.equal((await inspect(token.mint)).verdict, 'safe');
});

function heldBy({ ledger, account }: Bank, at: Address): bigint {
  const data = account(at, ledger.head.height)?.data;
  assert.ok(data);
  return Buffer.from(data).readBigUInt64LE(64);
}

test('a token whose new accounts are frozen is a honeypot by simulation', { timeout }, async (t) => {
  const { maker, inspect } = await openSafety(t);
  const creator = await maker.person();
  const token = await maker.token(creator, {
    extensions: [extension('DefaultAccountState', { state: AccountState.Initialized })],
    freezeAuthority: creator.address,
  });
  await maker.mintAll(creator, token);
  await maker.pool(creator, token);
  const before = await inspect(token.mint);
  assert.equal(before.facts.roundTrip?.canSell, true);
  assert.equal(finding(before, 'default-frozen')?.outcome, 'refuse', 'it can be changed at any time');

  const freeze = getUpdateDefaultAccountStateInstruction({
    ...{ mint: token.mint, freezeAuthority: creator, state: AccountState.Frozen },
  });
  await maker.send([creator], [freeze]);
  const { facts, verdict, findings } = await inspect(token.mint);
  assert.equal(verdict, 'refuse');
  assert.deepEqual([facts.roundTrip?.canBuy, facts.roundTrip?.canSell], [false, false]);
  assert.match(facts.roundTrip?.says ?? '', /frozen/i);
  const refused = findings.filter(({ outcome }) => outcome === 'refuse').map(({ check }) => check);
  for (const name of ['freeze-authority', 'default-frozen', 'round-trip'])
    assert.ok(refused.includes(name), name);
});

test('each extension of Token-2022 is seen on a real mint and refused by name', { timeout }, async (t) => {
  const { maker, inspect } = await openSafety(t);
  const creator = await maker.person();
  const own = creator.address;
  const fee = { epoch: 0n, maximumFee: 10n ** 12n, transferFeeBasisPoints: 300 };
  const cases: [check: string, says: RegExp, one: ExtensionArgs, freezeAuthority?: Address][] = [
    [
      'transfer-fee',
      /3%/,
      extension('TransferFeeConfig', {
        ...{ transferFeeConfigAuthority: own, withdrawWithheldAuthority: own, withheldAmount: 0n },
        ...{ olderTransferFee: { ...fee, transferFeeBasisPoints: 0 }, newerTransferFee: fee },
      }),
    ],
    [
      'transfer-hook',
      /at each transfer/,
      extension('TransferHook', { authority: own, programId: TOKEN_PROGRAM_ADDRESS }),
    ],
    ['permanent-delegate', /any wallet/, extension('PermanentDelegate', { delegate: own })],
    ['default-frozen', /frozen/, extension('DefaultAccountState', { state: AccountState.Frozen }), own],
    ['non-transferable', /cannot be transferred/, extension('NonTransferable', {})],
    ['pausable', /can pause/, extension('PausableConfig', { authority: some(own), paused: false })],
    ['mint-close-authority', /close the mint/, extension('MintCloseAuthority', { closeAuthority: own })],
    [
      'extensions',
      /interestBearingConfig/,
      extension('InterestBearingConfig', {
        ...{
          rateAuthority: own,
          initializationTimestamp: 0n,
          preUpdateAverageRate: 0,
          lastUpdateTimestamp: 0n,
          currentRate: 500,
        },
      }),
    ],
    [
      'extensions',
      /confidentialTransferMint/,
      extension('ConfidentialTransferMint', {
        ...{ authority: some(own), autoApproveNewAccounts: true, auditorElgamalPubkey: none() },
      }),
    ],
    [
      'extensions',
      /scaledUiAmountConfig/,
      extension('ScaledUiAmountConfig', {
        ...{ authority: own, multiplier: 1, newMultiplierEffectiveTimestamp: 0n, newMultiplier: 1 },
      }),
    ],
  ];
  const looked = new Set(cases.map(([check]) => check));
  for (const [check, says, one, freezeAuthority] of cases) {
    const options = { extensions: [one], ...(freezeAuthority === undefined ? {} : { freezeAuthority }) };
    const report = await inspect((await maker.token(creator, options)).mint);
    assert.match(finding(report, check)?.says ?? '', says);
    const refused = report.findings.filter((each) => looked.has(each.check) && each.outcome !== 'pass');
    assert.deepEqual(
      refused.map(({ check: name, outcome }) => `${name} ${outcome}`),
      [`${check} refuse`],
    );
  }
});

test('a tax on transfers is measured by the simulation, there and back', { timeout }, async (t) => {
  const { maker, inspect } = await openSafety(t);
  const creator = await maker.person();
  const fee = { epoch: 0n, maximumFee: 10n ** 18n, transferFeeBasisPoints: 1000 };
  const own = creator.address;
  const config = { transferFeeConfigAuthority: own, withdrawWithheldAuthority: own, withheldAmount: 0n };
  const taxed = extension('TransferFeeConfig', { ...config, olderTransferFee: fee, newerTransferFee: fee });
  const token = await maker.token(creator, { extensions: [taxed] });
  await maker.mintAll(creator, token);
  await maker.pool(creator, token);
  const { facts } = await inspect(token.mint);
  const lostBps = facts.roundTrip?.lostBps ?? 0;
  assert.ok(lostBps >= 1900 && lostBps < 2000, `10% twice and the pool's fees: ${lostBps}`);
});

test('a name that lies in the mint is read from there, and its pointer does no harm', {
  timeout,
}, async (t) => {
  const { maker, inspect } = await openSafety(t);
  const creator = await maker.person();
  const mint = await generateKeyPairSigner();
  const named = { name: 'USD Сoin', symbol: 'USDС', uri: '', additionalMetadata: new Map() };
  const token = await maker.token(creator, {
    extensions: [
      extension('MetadataPointer', { authority: null, metadataAddress: mint.address }),
      extension('TokenMetadata', { updateAuthority: some(creator.address), mint: mint.address, ...named }),
    ],
    signer: mint,
  });
  const report = await inspect(token.mint);
  assert.deepEqual(report.facts.metadata, { name: 'USD Сoin', symbol: 'USDС', uri: '', isMutable: true });
  assert.match(finding(report, 'look-alike')?.says ?? '', /LOOKALIKE/);
  assert.equal(finding(report, 'extensions')?.outcome, 'pass');
  assert.equal(finding(report, 'mint-authority')?.outcome, 'refuse');
});

const silenced = {
  getTokenLargestAccounts: ['holders', 'creator-holdings'],
  simulateTransaction: ['round-trip'],
  getSignaturesForAddress: ['age'],
};

for (const [method, unknown] of Object.entries(silenced))
  test(`a node that does not answer ${method} makes a refusal`, { timeout }, async (t) => {
    const { maker, inspect, silent } = await openSafety(t);
    const { mint } = await maker.launch(await maker.person());
    silent.add(method);
    const report = await inspect(mint);
    assert.equal(report.verdict, 'refuse');
    assert.deepEqual(
      notPassed(report),
      unknown.map((check) => `${check} unknown`),
    );
  });

test('a node that answers nothing makes an error, not a report', { timeout }, async (t) => {
  const { maker, inspect, silent } = await openSafety(t);
  const { mint } = await maker.launch(await maker.person());
  silent.add('getMultipleAccounts');
  await assert.rejects(inspect(mint), { code: 'RPC_REFUSED' });
});

test('the worker answers by its call', { timeout }, async (t) => {
  const rig = await openChainRig(t, { real: hourAgo });
  const { chain } = await rig.open();
  await rig.until(async () => (await chain.endpoints()).length > 0, 'a node is there');
  const maker = await createTokenMaker(rig.test.node);
  const { mint } = await maker.launch(await maker.person());
  assert.equal((await chain.inspectToken({ mint, maxAgeMs: 0 })).verdict, 'safe');
  await assert.rejects(chain.inspectToken({ mint: 'nonsense', maxAgeMs: 0 }), { code: 'ADDRESS_INVALID' });
});
