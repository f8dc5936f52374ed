import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageV0, PublicKey, TransactionMessage, VersionedTransaction } from '@solana/web3.js';
import { toBase58 } from './base58.ts';
import { isUnreadable } from './parse/fields.ts';
import { parseTransaction, parseTransactionText } from './parse-transaction.ts';
import { TOKEN } from './programs.ts';
import type { ChainTransaction } from './transaction.ts';

const address = (n: number) => toBase58(new Uint8Array(32).fill(n));
const [payer, from, to, program, table, looked, lookedOnly] = [1, 2, 3, 4, 5, 6, 7].map(address) as [
  string,
  ...string[],
];
const blockhash = address(9);
const transferData = Uint8Array.of(3, 10, 0, 0, 0, 0, 0, 0, 0);

const lookups = [{ accountKey: new PublicKey(table as string), writableIndexes: [4], readonlyIndexes: [7] }];
const messageV0 = new MessageV0({
  header: { numRequiredSignatures: 1, numReadonlySignedAccounts: 0, numReadonlyUnsignedAccounts: 1 },
  staticAccountKeys: [payer, from, to, program].map((key) => new PublicKey(key as string)),
  recentBlockhash: blockhash,
  compiledInstructions: [{ programIdIndex: 3, accountKeyIndexes: [1, 2, 0, 4, 5], data: transferData }],
  addressTableLookups: lookups,
});
const signature = new Uint8Array(64).fill(5);

const meta = {
  err: null,
  fee: 5000,
  preBalances: [100, 200, 300, 1, 5, 6],
  postBalances: [95, 200, 300, 1, 5, 6],
  preTokenBalances: [
    { accountIndex: 1, mint: address(20), owner: payer, uiTokenAmount: { amount: '10', decimals: 6 } },
  ],
  postTokenBalances: null,
  innerInstructions: null,
  logMessages: null,
  loadedAddresses: { writable: [looked], readonly: [lookedOnly] },
};

const asJson = {
  slot: 7,
  blockTime: 1_700_000_000,
  version: 0,
  meta,
  transaction: {
    signatures: [toBase58(signature)],
    message: {
      header: messageV0.header,
      accountKeys: [payer, from, to, program],
      recentBlockhash: blockhash,
      instructions: [{ programIdIndex: 3, accounts: [1, 2, 0, 4, 5], data: toBase58(transferData) }],
      addressTableLookups: [{ accountKey: table, writableIndexes: [4], readonlyIndexes: [7] }],
    },
  },
};
const wire = new VersionedTransaction(messageV0, [signature]).serialize();

test('the same transaction is read from JSON, from its bytes, and within an answer', () => {
  const expected = readable(parseTransaction(asJson));
  assert.deepEqual(
    expected.accounts.map(({ address, isSigner, isWritable }) => [address, isSigner, isWritable]),
    [
      [payer, true, true],
      [from, false, true],
      [to, false, true],
      [program, false, false],
      [looked, false, true],
      [lookedOnly, false, false],
    ],
  );
  assert.deepEqual(expected.instructions, [
    {
      ...{ index: 0, outer: 0, inner: null, depth: 1, parsed: null },
      ...{ program, accounts: [from, to, payer, looked, lookedOnly], data: transferData },
    },
  ]);
  assert.equal(expected.blockTimeMs, 1_700_000_000_000);
  assert.deepEqual(expected.logs, []);
  const base64 = [Buffer.from(wire).toString('base64'), 'base64'];
  for (const transaction of [base64, [toBase58(wire), 'base58'], toBase58(wire)])
    assert.deepEqual(parseTransaction({ ...asJson, transaction }), expected);
  assert.deepEqual(parseTransaction({ jsonrpc: '2.0', id: 1, result: asJson }), expected);
  assert.deepEqual(parseTransaction([asJson]), expected);
  assert.deepEqual(parseTransactionText(JSON.stringify(asJson)), expected);
});

test('a legacy message is read from its bytes', () => {
  const message = new TransactionMessage({
    payerKey: new PublicKey(payer),
    recentBlockhash: blockhash,
    instructions: [
      {
        programId: new PublicKey(program as string),
        keys: [{ pubkey: new PublicKey(from as string), isSigner: false, isWritable: true }],
        data: Buffer.alloc(300, 1),
      },
    ],
  }).compileToLegacyMessage();
  const bytes = new VersionedTransaction(message, [signature]).serialize();
  const { version, accounts, instructions } = readable(
    parseTransaction({
      slot: 1,
      meta: { ...meta, preBalances: [1, 1, 1], postBalances: [1, 1, 1], preTokenBalances: [] },
      transaction: [Buffer.from(bytes).toString('base64'), 'base64'],
    }),
  );
  assert.equal(version, 'legacy');
  assert.deepEqual(
    accounts.map(({ address }) => address),
    [payer, from, program],
  );
  assert.deepEqual(instructions[0]?.data, new Uint8Array(300).fill(1));
});

test('what a node parsed is kept in its words, with the keys of lookup tables where it put them', () => {
  const keys = [payer, from, to, program, looked, lookedOnly];
  const info = { source: from, destination: to, authority: payer, amount: '10' };
  const parsed = readable(
    parseTransaction({
      ...asJson,
      transaction: {
        signatures: [toBase58(signature)],
        message: {
          accountKeys: keys.map((pubkey, i) => ({
            pubkey,
            signer: i === 0,
            writable: i < 3,
            source: 'transaction',
          })),
          instructions: [
            { programId: TOKEN, program: 'spl-token', parsed: { type: 'transfer', info } },
            { programId: program, accounts: [from], data: toBase58(transferData) },
            { programId: program, program: 'spl-memo', parsed: 'a note' },
          ],
        },
      },
    }),
  );
  assert.deepEqual(
    parsed.instructions.map(({ parsed }) => parsed),
    [{ type: 'transfer', info }, null, { type: 'unknown', info: {} }],
  );
  assert.deepEqual(parsed.instructions[1]?.accounts, [from]);
  assert.equal(parsed.accounts.length, 6);
});

const innerOf = (heights: readonly (number | undefined)[], programs: readonly number[]) => ({
  ...asJson,
  meta: {
    ...meta,
    innerInstructions: [
      {
        index: 0,
        instructions: programs.map((programIdIndex, i) => ({
          ...{
            programIdIndex,
            accounts:
              [
                [5, 1, 2],
                [1, 2],
              ][i] ?? [],
            data: '',
          },
          ...(heights[i] === undefined ? {} : { stackHeight: heights[i] }),
        })),
      },
    ],
  },
});

test('how deep instructions were called is what the node says, else what the log says, else who had the accounts for it', () => {
  const depths = (answer: unknown) =>
    readable(parseTransaction(answer)).instructions.map(({ depth }) => depth);
  assert.deepEqual(depths(innerOf([2, 3, 2], [4, 5, 4])), [1, 2, 3, 2]);
  const untold = innerOf([], [4, 5, 4]);
  const logMessages = [
    `Program ${program} invoke [1]`,
    `Program ${looked} invoke [2]`,
    `Program ${lookedOnly} invoke [3]`,
    `Program ${looked} invoke [2]`,
  ];
  assert.deepEqual(depths({ ...untold, meta: { ...untold.meta, logMessages } }), [1, 2, 3, 2]);
  const loadedAddresses = { writable: [looked], readonly: [TOKEN] };
  assert.deepEqual(depths({ ...untold, meta: { ...untold.meta, loadedAddresses } }), [1, 2, 3, 2]);
});

test('several instructions of the token program in one are told one by one', () => {
  const batch = Uint8Array.from([255, 3, 9, ...transferData, 1, 1, 17]);
  const answer = {
    ...asJson,
    meta: { ...meta, loadedAddresses: { writable: [TOKEN], readonly: [lookedOnly] } },
    transaction: {
      ...asJson.transaction,
      message: {
        ...asJson.transaction.message,
        instructions: [{ programIdIndex: 4, accounts: [1, 2, 0, 2], data: toBase58(batch) }],
      },
    },
  };
  const { instructions } = readable(parseTransaction(answer));
  assert.deepEqual(
    instructions.map(({ depth, accounts, data }) => [depth, accounts, [...data]]),
    [
      [1, [from, to, payer, to], [...batch]],
      [2, [from, to, payer], [...transferData]],
      [2, [to], [17]],
    ],
  );
});

test('digits that a number would lose are kept when the text is read', () => {
  const text = JSON.stringify(asJson).replaceAll('[100,', '[18014398509481985,');
  assert.equal(readable(parseTransactionText(text)).preLamports[0], 18_014_398_509_481_985n);
  assert.equal(readable(parseTransaction(JSON.parse(text))).preLamports[0], 18_014_398_509_481_984n);
});

test('what cannot be read is told with its reason', () => {
  const reasons: readonly [unknown, RegExp][] = [
    [undefined, /no transaction/],
    [[asJson, asJson], /a list of 2/],
    [{ jsonrpc: '2.0', result: null }, /knows no such transaction/],
    [{ error: { code: -32015, message: 'Transaction version (0) is not supported' } }, /version \(0\)/],
    [{ ...asJson, meta: null }, /no meta/],
    [{ ...asJson, slot: undefined }, /slot/],
    [{ ...asJson, meta: { ...meta, loadedAddresses: undefined } }, /as many balances/],
    [{ ...asJson, meta: { ...meta, postBalances: [1] } }, /as many balances/],
    [{ ...asJson, transaction: ['AQ==', 'base64'] }, /end too early/],
    [{ ...asJson, transaction: ['zz', 'base64+zstd'] }, /base64\+zstd/],
    [{ ...asJson, transaction: [Buffer.from([0, 0x85]).toString('base64'), 'base64'] }, /version 5/],
    [innerOf([2], [200]), /instruction 0\.0/],
  ];
  for (const [value, reason] of reasons) {
    const parsed = parseTransaction(value);
    assert.ok(isUnreadable(parsed), String(reason));
    assert.match(parsed.notUnderstood, reason);
  }
  assert.deepEqual(parseTransactionText('{'), { notUnderstood: 'it is no JSON' });
});

test('a failure is told in the words of the node', () => {
  const err = { InstructionError: [3, { Custom: 6001 }] };
  assert.equal(readable(parseTransaction({ ...asJson, meta: { ...meta, err } })).error, JSON.stringify(err));
});

function readable(parsed: ReturnType<typeof parseTransaction>): ChainTransaction {
  assert.ok(!isUnreadable(parsed), isUnreadable(parsed) ? parsed.notUnderstood : '');
  return parsed;
}
