// A foreign client on the sandbox chain: @solana/spl-token as it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  approve,
  burn,
  closeAccount,
  createAssociatedTokenAccountIdempotent,
  createInitializeMint2Instruction,
  createInitializePermanentDelegateInstruction,
  createInitializeTransferFeeConfigInstruction,
  createMint,
  ExtensionType,
  getAccount,
  getMint,
  getMintLen,
  getOrCreateAssociatedTokenAccount,
  mintTo,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  transferChecked,
  transferCheckedWithFee,
} from '@solana/spl-token';
import {
  Keypair,
  type PublicKey,
  SystemProgram,
  sendAndConfirmTransaction,
  Transaction,
} from '@solana/web3.js';
import { openWeb3Client, type Web3Client } from './web3-client.ts';

type Held = {
  readonly pubkey: string;
  readonly account: {
    readonly data: { readonly parsed: { readonly info: { delegatedAmount: { amount: string } } } };
  };
};

const timeout = 60_000;
let client: Web3Client;

before(async () => {
  client = await openWeb3Client();
});
after(() => client.close());

test('a token is created, minted, transferred and read back in all its shapes', { timeout }, async () => {
  const { connection, payer } = client;
  const owner = Keypair.generate();
  const mint = await createMint(connection, payer, payer.publicKey, null, 6);
  const from = await getOrCreateAssociatedTokenAccount(connection, payer, mint, payer.publicKey);
  const to = await getOrCreateAssociatedTokenAccount(connection, payer, mint, owner.publicKey);
  await mintTo(connection, payer, mint, from.address, payer, 5_000_000n);
  const signature = await transferChecked(
    connection,
    payer,
    from.address,
    mint,
    to.address,
    payer,
    1_500_000n,
    6,
  );
  assert.equal((await getAccount(connection, to.address)).amount, 1_500_000n);
  assert.equal((await getMint(connection, mint)).supply, 5_000_000n);

  const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  const meta = landed?.meta;
  const amounts = (list: unknown) =>
    (list as { owner: string; uiTokenAmount: { amount: string } }[]).map(({ owner, uiTokenAmount }) => [
      owner,
      uiTokenAmount.amount,
    ]);
  assert.deepEqual(
    new Map(amounts(meta?.postTokenBalances) as [string, string][]),
    new Map([
      [payer.publicKey.toBase58(), '3500000'],
      [owner.publicKey.toBase58(), '1500000'],
    ]),
  );
  assert.equal(meta?.fee, 5000);
  assert.equal((meta?.preBalances[0] ?? 0) - (meta?.postBalances[0] ?? 0), 5000);

  const parsed = await connection.getParsedTransaction(signature, { maxSupportedTransactionVersion: 0 });
  const [instruction] = parsed?.transaction.message.instructions ?? [];
  assert.ok(instruction && 'parsed' in instruction);
  assert.equal(instruction.program, 'spl-token');
  assert.equal(instruction.parsed.type, 'transferChecked');
  assert.equal(instruction.parsed.info.tokenAmount.uiAmountString, '1.5');

  const { value: owned } = await connection.getParsedTokenAccountsByOwner(owner.publicKey, { mint });
  assert.equal(owned.length, 1);
  assert.equal(owned[0]?.account.data.parsed.info.tokenAmount.amount, '1500000');
  assert.equal((await connection.getTokenSupply(mint)).value.uiAmountString, '5');
  assert.equal((await connection.getTokenAccountBalance(from.address)).value.amount, '3500000');
  const { value: largest } = await connection.getTokenLargestAccounts(mint);
  assert.deepEqual(
    largest.map(({ amount }) => amount),
    ['3500000', '1500000'],
  );
  const listed = await connection.getProgramAccounts(TOKEN_PROGRAM_ID, {
    filters: [{ dataSize: 165 }, { memcmp: { offset: 0, bytes: mint.toBase58() } }],
    dataSlice: { offset: 64, length: 8 },
  });
  assert.deepEqual(listed.map(({ account }) => account.data.readBigUInt64LE()).sort(), [
    1_500_000n,
    3_500_000n,
  ]);
});

test('creating an account shows the inner instructions of its program', { timeout }, async () => {
  const { connection, payer } = client;
  const mint = await createMint(
    connection,
    payer,
    payer.publicKey,
    null,
    0,
    undefined,
    undefined,
    TOKEN_2022_PROGRAM_ID,
  );
  const owner = Keypair.generate().publicKey;
  const account = await createAssociatedTokenAccountIdempotent(
    connection,
    payer,
    mint,
    owner,
    undefined,
    TOKEN_2022_PROGRAM_ID,
  );
  const [{ signature } = { signature: '' }] = await connection.getSignaturesForAddress(account);
  const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  const inner = landed?.meta?.innerInstructions?.[0]?.instructions ?? [];
  assert.ok(inner.length >= 3, `${inner.length} inner instructions`);
  const parsed = await connection.getParsedTransaction(signature, { maxSupportedTransactionVersion: 0 });
  const names = parsed?.meta?.innerInstructions?.[0]?.instructions.map(
    (one) => 'parsed' in one && one.parsed.type,
  );
  assert.deepEqual(names, [
    'getAccountDataSize',
    'createAccount',
    'initializeImmutableOwner',
    'initializeAccount3',
  ]);
  const { value } = await connection.getParsedAccountInfo(account);
  assert.ok(value && 'parsed' in value.data);
  assert.deepEqual(value.data.parsed.info.extensions, [{ extension: 'immutableOwner' }]);
});

test('a token with a transfer fee and a permanent delegate says so, and the fee is kept back', {
  timeout,
}, async () => {
  const { connection, payer } = client;
  const mint = Keypair.generate();
  const program = TOKEN_2022_PROGRAM_ID;
  const space = getMintLen([ExtensionType.TransferFeeConfig, ExtensionType.PermanentDelegate]);
  const setUp = new Transaction().add(
    SystemProgram.createAccount({
      ...{ fromPubkey: payer.publicKey, newAccountPubkey: mint.publicKey, space, programId: program },
      lamports: await connection.getMinimumBalanceForRentExemption(space),
    }),
    createInitializeTransferFeeConfigInstruction(
      mint.publicKey,
      payer.publicKey,
      null,
      250,
      1_000_000n,
      program,
    ),
    createInitializePermanentDelegateInstruction(mint.publicKey, payer.publicKey, program),
    createInitializeMint2Instruction(mint.publicKey, 6, payer.publicKey, null, program),
  );
  const created = await sendAndConfirmTransaction(connection, setUp, [payer, mint]);
  const { value } = await connection.getParsedAccountInfo(mint.publicKey);
  assert.ok(value && 'parsed' in value.data);
  assert.equal(value.data.program, 'spl-token-2022');
  const extensions = new Map<
    string,
    { newerTransferFee: { transferFeeBasisPoints: number }; delegate: string }
  >(
    value.data.parsed.info.extensions.map(({ extension, state }: { extension: string; state: unknown }) => [
      extension,
      state,
    ]),
  );
  assert.equal(extensions.get('transferFeeConfig')?.newerTransferFee.transferFeeBasisPoints, 250);
  assert.equal(extensions.get('permanentDelegate')?.delegate, payer.publicKey.toBase58());
  const typesOf = async (signature: string) =>
    (
      await connection.getParsedTransaction(signature, { maxSupportedTransactionVersion: 0 })
    )?.transaction.message.instructions.map((one) => 'parsed' in one && one.parsed.type);
  assert.deepEqual(await typesOf(created), [
    'createAccount',
    'initializeTransferFeeConfig',
    'initializePermanentDelegate',
    'initializeMint2',
  ]);

  const account = (owner: PublicKey) =>
    createAssociatedTokenAccountIdempotent(connection, payer, mint.publicKey, owner, undefined, program);
  const [from, to] = [await account(payer.publicKey), await account(Keypair.generate().publicKey)];
  await mintTo(connection, payer, mint.publicKey, from, payer, 1_000_000n, [], undefined, program);
  const signature = await transferCheckedWithFee(
    ...([connection, payer, from, mint.publicKey, to, payer, 400_000n, 6, 10_000n] as const),
    ...([[], undefined, program] as [[], undefined, PublicKey]),
  );
  assert.deepEqual(await typesOf(signature), ['transferCheckedWithFee']);
  const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  const received = landed?.meta?.postTokenBalances?.map(({ uiTokenAmount }) => uiTokenAmount.amount).sort();
  assert.deepEqual(received, ['390000', '600000']);
});

test('delegates are found, and a closed account is gone', { timeout }, async () => {
  const { connection, payer } = client;
  const delegate = Keypair.generate().publicKey;
  const mint = await createMint(connection, payer, payer.publicKey, null, 0);
  const { address } = await getOrCreateAssociatedTokenAccount(connection, payer, mint, payer.publicKey);
  await mintTo(connection, payer, mint, address, payer, 10n);
  await approve(connection, payer, address, delegate, payer, 4n);
  const { url } = client;
  const ask = async () => {
    const params = [
      delegate.toBase58(),
      { mint: mint.toBase58() },
      { encoding: 'jsonParsed', commitment: 'confirmed' },
    ];
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getTokenAccountsByDelegate', params });
    const reply = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    return ((await reply.json()) as { result: { value: Held[] } }).result.value;
  };
  const [found] = await ask();
  assert.equal(found?.pubkey, address.toBase58());
  assert.equal(found?.account.data.parsed.info.delegatedAmount.amount, '4');
  await burn(connection, payer, address, mint, payer, 10n);
  await closeAccount(connection, payer, address, payer.publicKey, payer);
  assert.deepEqual(await ask(), []);
  assert.equal(await connection.getAccountInfo(address), null);
});
