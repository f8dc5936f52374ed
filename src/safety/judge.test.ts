import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TOKEN_2022 } from '../domain/solana/programs.ts';
import type { SafetyFinding, TokenExtension, TokenFacts } from '../domain/solana/safety.ts';
import { safetyChecks } from './index.ts';
import { judge } from './judge.ts';
import { cleanFacts, creator } from './testing/clean-facts.ts';

const given = (changes: Partial<TokenFacts>) => judge(safetyChecks, { ...cleanFacts, ...changes });
const refusing = (findings: readonly SafetyFinding[]) =>
  findings.filter(({ outcome }) => outcome === 'refuse' || outcome === 'unknown').map(({ check }) => check);
const extension = (
  name: string,
  authority: string | null = null,
  figures: TokenExtension['figures'] = {},
): Partial<TokenFacts> => ({ program: TOKEN_2022, extensions: [{ name, authority, figures }] });
const somebody = 'S'.repeat(40);
const [pool] = cleanFacts.pools ?? [];
assert.ok(pool);

test('a token without anything wrong is safe with the full score', () => {
  const { verdict, score, findings } = given({});
  assert.deepEqual(
    findings.filter(({ outcome }) => outcome !== 'pass'),
    [],
  );
  assert.deepEqual([verdict, score], ['safe', 100]);
});

const bad: readonly [check: string, changes: Partial<TokenFacts>, says: RegExp][] = [
  ['token-program', { program: somebody }, /no token program/],
  ['mint-authority', { mintAuthority: somebody }, /can mint more/],
  ['freeze-authority', { freezeAuthority: somebody }, /can freeze/],
  ['supply', { supply: 0n, holders: [] }, /nothing of it/],
  ['decimals', { decimals: 0 }, /0 decimals/],
  ['metadata', { metadata: { name: ' ', symbol: '', uri: '', isMutable: false } }, /no name/],
  ['look-alike', { metadata: { name: 'x', symbol: 'USDС', uri: '', isMutable: false } }, /LOOKALIKE.*USDC/],
  ['transfer-fee', extension('transferFeeConfig', null, { transferFeeBps: 500 }), /5%/],
  ['transfer-fee', extension('transferFeeConfig', somebody, { transferFeeBps: 0 }), /can raise it/],
  ['transfer-hook', extension('transferHook', null, { program: somebody }), /at each transfer/],
  ['transfer-hook', extension('transferHook', somebody, { program: null }), /can have a program asked/],
  ['permanent-delegate', extension('permanentDelegate', somebody), /any wallet/],
  ['default-frozen', extension('defaultAccountState', null, { state: 'frozen' }), /frozen from the start/],
  ['non-transferable', extension('nonTransferable'), /cannot be transferred/],
  ['pausable', extension('pausable', somebody, { isPaused: false }), /can pause/],
  ['pausable', extension('pausable', null, { isPaused: true }), /are paused/],
  ['mint-close-authority', extension('mintCloseAuthority', somebody), /close the mint/],
  ['extensions', extension('confidentialTransferMint'), /confidentialTransferMint/],
  ['extensions', extension('unknown-99'), /unknown-99/],
  ['liquidity', { pools: [{ ...pool, quoteAmount: 1_000_000n }] }, /0\.001 SOL/],
  ['liquidity-owner', { pools: [{ ...pool, burnedBps: 0 }] }, /100% of its liquidity.*CCCC/],
  ['round-trip', { roundTrip: { canBuy: false, canSell: false, lostBps: null, says: 'frozen' } }, /frozen/],
  ['round-trip', { roundTrip: { canBuy: true, canSell: false, lostBps: null, says: 'no' } }, /HONEYPOT/],
  ['round-trip', { roundTrip: { canBuy: true, canSell: true, lostBps: 9000, says: '' } }, /90% is lost/],
  ['holders', { holders: [{ owner: somebody, amount: 300_000_000_000_000n, kind: 'wallet' }] }, /30%/],
  [
    'creator-holdings',
    { holders: [{ owner: creator, amount: 180_000_000_000_000n, kind: 'creator' }] },
    /18%/,
  ],
  ['creator-history', { creatorTokens: { launched: 9, collapsed: 4 } }, /4 of them lost/],
];

for (const [check, changes, says] of bad)
  test(`one bad fact refuses by name: ${check}, ${says.source}`, () => {
    const { verdict, score, findings } = given(changes);
    assert.deepEqual(refusing(findings), [check]);
    assert.match(findings.find(({ check: name }) => name === check)?.says ?? '', says);
    assert.equal(verdict, 'refuse');
    assert.ok(score < 50);
  });

test('every check but the age can refuse, and all of them are tried here', () => {
  const tried = new Set(bad.map(([check]) => check));
  assert.deepEqual(
    safetyChecks.map(({ name }) => name).filter((name) => !tried.has(name)),
    ['age'],
  );
  const { verdict, findings } = judge(safetyChecks, cleanFacts, { age: { minMs: 2_000_000_000 } });
  assert.deepEqual([verdict, refusing(findings)], ['refuse', ['age']]);
});

test('what is doubtful makes it a caution with a lower score', () => {
  const mutable = { name: 'Sand', symbol: 'SAND', uri: '', isMutable: true };
  const { verdict, score, findings } = given({ metadata: mutable });
  assert.deepEqual([verdict, score], ['caution', 90]);
  assert.deepEqual(
    findings.filter(({ outcome }) => outcome === 'warn').map(({ check }) => check),
    ['metadata'],
  );
});

test('harmless extensions and those switched off for good pass', () => {
  const names = ['metadataPointer', 'tokenMetadata'].map((name) => ({
    name,
    authority: somebody,
    figures: {},
  }));
  const off = [
    { name: 'transferFeeConfig', authority: null, figures: { transferFeeBps: 0 } },
    { name: 'transferHook', authority: null, figures: { program: null } },
    { name: 'permanentDelegate', authority: null, figures: {} },
    { name: 'defaultAccountState', authority: null, figures: { state: 'initialized' } },
    { name: 'pausable', authority: null, figures: { isPaused: false } },
    { name: 'mintCloseAuthority', authority: null, figures: {} },
  ];
  assert.equal(given({ program: TOKEN_2022, extensions: [...names, ...off] }).verdict, 'safe');
});

test('on its curve a token needs no depth, and nobody can take the liquidity', () => {
  const curve = { ...pool, kind: 'curve' as const, quoteAmount: 0n, burnedBps: 0, lockedBps: 0, owner: null };
  assert.equal(given({ pools: [curve] }).verdict, 'safe');
});

test('pools, curves, lockers and what is burned are no holders', () => {
  const amount = 240_000_000_000_000n;
  const kinds = ['pool', 'curve', 'burned', 'locked'] as const;
  assert.equal(given({ holders: kinds.map((kind) => ({ owner: somebody, amount, kind })) }).verdict, 'safe');
  assert.equal(given({ holders: [{ owner: somebody, amount, kind: 'wallet' }] }).verdict, 'refuse');
});

const ranks = { refuse: 0, caution: 1, safe: 2 } as const;
const nullable = Object.keys(cleanFacts).filter((key) => !['mint', 'atMs', 'slot'].includes(key));
/** Facts spoiled at random, so that also what is bad already is tried. */
const spoiled = fc
  .subarray(bad.map(([, changes]) => changes))
  .map((changes): TokenFacts => Object.assign({}, cleanFacts, ...changes));

test('any fact set to null never improves verdict or score, and refuses by itself', () => {
  fc.assert(
    fc.property(spoiled, fc.constantFrom(...nullable), (facts, key) => {
      const before = judge(safetyChecks, facts);
      const after = judge(safetyChecks, { ...facts, [key]: null });
      assert.ok(ranks[after.verdict] <= ranks[before.verdict]);
      assert.ok(after.score <= before.score, `${key}: ${before.score} → ${after.score}`);
      assert.equal(after.verdict, 'refuse');
      assert.ok(after.findings.some(({ outcome }) => outcome === 'unknown') || before.verdict === 'refuse');
    }),
    { numRuns: 2000 },
  );
  for (const key of nullable)
    assert.ok(
      given({ [key]: null }).findings.some(({ outcome }) => outcome === 'unknown'),
      `${key} missing is not noticed`,
    );
});
