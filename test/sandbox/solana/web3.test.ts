// A foreign client on the sandbox chain: @solana/web3.js 1.x as it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Keypair,
  LAMPORTS_PER_SOL,
  type Logs,
  NONCE_ACCOUNT_LENGTH,
  NonceAccount,
  PublicKey,
  SendTransactionError,
  SystemProgram,
  sendAndConfirmTransaction,
  Transaction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import { openWeb3Client, type Web3Client } from './web3-client.ts';

const timeout = 60_000;
let client: Web3Client;

before(async () => {
  client = await openWeb3Client();
});
after(() => client.close());

test('an airdrop is confirmed and is there', { timeout }, async () => {
  const { connection, payer } = client;
  assert.equal(await connection.getBalance(payer.publicKey), 100 * LAMPORTS_PER_SOL);
});

test('subscribers hear of logs, accounts, programs, slots and roots', { timeout }, async () => {
  const { connection, payer, pay, nextSlot, listeners } = client;
  const to = Keypair.generate().publicKey;
  const logs = new Promise<Logs>((resolve) => {
    const id = connection.onLogs(to, resolve, 'processed');
    listeners.push(() => connection.removeOnLogsListener(id));
  });
  const lamports = new Promise<number>((resolve) => {
    const id = connection.onAccountChange(to, (account) => resolve(account.lamports), {
      commitment: 'confirmed',
    });
    listeners.push(() => connection.removeAccountChangeListener(id));
  });
  const program = new Promise<string>((resolve) => {
    const id = connection.onProgramAccountChange(
      SystemProgram.programId,
      ({ accountId }) => {
        if (accountId.equals(to)) resolve(accountId.toBase58());
      },
      { commitment: 'finalized' },
    );
    listeners.push(() => connection.removeProgramAccountChangeListener(id));
  });
  const slot = nextSlot();
  const root = new Promise<number>((resolve) => {
    const id = connection.onRootChange(resolve);
    listeners.push(() => connection.removeRootChangeListener(id));
  });
  await slot;
  const signature = await sendAndConfirmTransaction(connection, new Transaction().add(pay(2_000_000, to)), [
    payer,
  ]);
  assert.equal((await logs).signature, signature);
  assert.equal(await lamports, 2_000_000);
  assert.equal(await program, to.toBase58());
  assert.ok((await slot) >= 32);
  assert.ok((await root) > 300_000_000);
});

test('signatures of an address are paged by before and until', { timeout }, async () => {
  const { connection, payer, confirm, pay } = client;
  const to = Keypair.generate().publicKey;
  const sent: string[] = [];
  for (let i = 0; i < 7; i += 1)
    sent.push(await connection.sendTransaction(new Transaction().add(pay(1_000_000 + i, to)), [payer]));
  await confirm(sent.at(-1) ?? '');
  const newestFirst = sent.toReversed();
  const read = async (options: { before?: string; until?: string; limit?: number }) =>
    (await connection.getSignaturesForAddress(to, options)).map(({ signature }) => signature);
  assert.deepEqual(await read({}), newestFirst);
  assert.deepEqual(await read({ limit: 3 }), newestFirst.slice(0, 3));
  assert.deepEqual(await read({ before: newestFirst[2] as string, limit: 2 }), newestFirst.slice(3, 5));
  assert.deepEqual(await read({ until: newestFirst[4] as string }), newestFirst.slice(0, 4));
  assert.deepEqual(
    await read({ before: newestFirst[1] as string, until: newestFirst[4] as string }),
    newestFirst.slice(2, 4),
  );
  const unknown = '5'.repeat(87);
  assert.deepEqual(await read({ before: unknown }), []);
  assert.deepEqual(await read({ until: unknown }), newestFirst);
});

test('a transaction that cannot pay is refused in preflight, and one that fails lands with its error', {
  timeout,
}, async () => {
  const { connection, payer, pay } = client;
  const poor = Keypair.generate();
  const broke = new Transaction().add(
    SystemProgram.transfer({ fromPubkey: poor.publicKey, toPubkey: payer.publicKey, lamports: 1 }),
  );
  await assert.rejects(connection.sendTransaction(broke, [poor]), (thrown: unknown) => {
    assert.ok(thrown instanceof SendTransactionError);
    assert.match(thrown.message, /no record of a prior credit/);
    return true;
  });
  const tooMuch = new Transaction().add(pay(1_000 * LAMPORTS_PER_SOL));
  await assert.rejects(connection.sendTransaction(tooMuch, [payer]), /custom program error: 0x1/);
  const signature = await connection.sendTransaction(
    new Transaction().add(pay(1_000 * LAMPORTS_PER_SOL)),
    [payer],
    { skipPreflight: true },
  );
  const error = { InstructionError: [0, { Custom: 1 }] };
  const life = await connection.getLatestBlockhash();
  await assert.rejects(connection.confirmTransaction({ signature, ...life }), (thrown) => {
    assert.deepEqual(thrown, error);
    return true;
  });
  const ask = () => connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  let landed = await ask();
  // it knows the failure before it is confirmed
  while (!landed) landed = await ask();
  assert.deepEqual([landed?.meta?.fee, landed?.meta?.err], [5000, error]);
  assert.match(landed?.meta?.logMessages?.join() ?? '', /insufficient lamports/);
});

test('a transaction is simulated unsigned, with its accounts as they would be', { timeout }, async () => {
  const { connection, payer, pay } = client;
  const to = Keypair.generate().publicKey;
  const message = new TransactionMessage({
    payerKey: payer.publicKey,
    recentBlockhash: PublicKey.default.toBase58(),
    instructions: [pay(3_000_000, to)],
  }).compileToV0Message();
  const { value } = await connection.simulateTransaction(new VersionedTransaction(message), {
    replaceRecentBlockhash: true,
    accounts: { encoding: 'base64', addresses: [to.toBase58()] },
  });
  assert.equal(value.err, null);
  assert.equal(value.accounts?.[0]?.lamports, 3_000_000);
  assert.ok((value.unitsConsumed ?? 0) > 0);
  assert.equal(await connection.getBalance(to), 0);
});

test('a transaction goes through a lookup table, and its keys are told', { timeout }, async () => {
  const { connection, payer, confirm, pay } = client;
  const to = Keypair.generate().publicKey;
  const [create, table] = AddressLookupTableProgram.createLookupTable({
    ...{ authority: payer.publicKey, payer: payer.publicKey },
    recentSlot: await connection.getSlot('finalized'),
  });
  const extend = AddressLookupTableProgram.extendLookupTable({
    ...{ payer: payer.publicKey, authority: payer.publicKey, lookupTable: table, addresses: [to] },
  });
  await sendAndConfirmTransaction(connection, new Transaction().add(create, extend), [payer]);
  const { value: lookup } = await connection.getAddressLookupTable(table);
  assert.ok(lookup);
  assert.equal(lookup.state.addresses[0]?.toBase58(), to.toBase58());
  const { blockhash } = await connection.getLatestBlockhash();
  const message = new TransactionMessage({
    payerKey: payer.publicKey,
    recentBlockhash: blockhash,
    instructions: [pay(4_000_000, to)],
  });
  const transaction = new VersionedTransaction(message.compileToV0Message([lookup]));
  transaction.sign([payer]);
  const signature = await connection.sendTransaction(transaction);
  await confirm(signature);
  assert.equal(await connection.getBalance(to), 4_000_000);
  const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  assert.deepEqual(landed?.meta?.loadedAddresses?.writable.map(String), [to.toBase58()]);
  assert.equal(landed?.version, 0);
  await assert.rejects(connection.getTransaction(signature), /Transaction version \(0\) is not supported/);
  const { value: parsed } = await connection.getParsedAccountInfo(table);
  assert.ok(parsed && 'parsed' in parsed.data && parsed.data.parsed.info.addresses[0] === to.toBase58());
});

test('a durable nonce stands in for a blockhash once', { timeout }, async () => {
  const { connection, payer, confirm, pay, nextSlot } = client;
  const nonce = Keypair.generate();
  const lamports = await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
  const create = SystemProgram.createNonceAccount({
    ...{
      fromPubkey: payer.publicKey,
      noncePubkey: nonce.publicKey,
      authorizedPubkey: payer.publicKey,
      lamports,
    },
  });
  await sendAndConfirmTransaction(connection, new Transaction().add(create), [payer, nonce]);
  const read = async () => {
    const account = await connection.getAccountInfo(nonce.publicKey);
    return NonceAccount.fromAccountData(account?.data as Buffer).nonce;
  };
  const use = async (held: string, lamports: number) => {
    const transaction = new Transaction({
      feePayer: payer.publicKey,
      nonceInfo: {
        nonce: held,
        nonceInstruction: SystemProgram.nonceAdvance({
          noncePubkey: nonce.publicKey,
          authorizedPubkey: payer.publicKey,
        }),
      },
      minContextSlot: await connection.getSlot(),
    });
    transaction.add(pay(lamports));
    transaction.sign(payer);
    return connection.sendRawTransaction(transaction.serialize(), {
      skipPreflight: lamports > LAMPORTS_PER_SOL,
    });
  };
  const first = await read();
  await nextSlot();
  await confirm(await use(first, 1_000_000));
  const second = await read();
  assert.notEqual(second, first);
  await assert.rejects(use(first, 1_000_000), /Blockhash not found/);
  // one that fails uses it up as well
  await assert.rejects(confirm(await use(second, 1_000 * LAMPORTS_PER_SOL)));
  let third = await read();
  while (third === second) third = await read();
  await nextSlot();
  await confirm(await use(third, 1_000_000));
});

test('fees are those that are taken', { timeout }, async () => {
  const { connection, payer, pay } = client;
  const transaction = new Transaction().add(
    ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 30_000 }),
    ComputeBudgetProgram.setComputeUnitLimit({ units: 50_001 }),
    pay(1_000_000),
  );
  const { blockhash } = await connection.getLatestBlockhash();
  Object.assign(transaction, { recentBlockhash: blockhash, feePayer: payer.publicKey });
  const { value: fee } = await connection.getFeeForMessage(transaction.compileMessage());
  const signature = await sendAndConfirmTransaction(connection, transaction, [payer]);
  const landed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  assert.equal(landed?.meta?.fee, 6501);
  assert.equal(fee, 6501);
  const fees = await connection.getRecentPrioritizationFees({ lockedWritableAccounts: [payer.publicKey] });
  assert.ok(fees.some(({ prioritizationFee }) => prioritizationFee === 30_000));
});

test('blocks hold what landed in them', { timeout }, async () => {
  const { connection, payer, pay } = client;
  const signature = await sendAndConfirmTransaction(
    connection,
    new Transaction().add(pay(1_500_000)),
    [payer],
    { commitment: 'finalized' },
  );
  const { value: status } = await connection.getSignatureStatus(signature);
  assert.equal(status?.confirmationStatus, 'finalized');
  const slot = status?.slot ?? 0;
  const block = await connection.getBlock(slot, { maxSupportedTransactionVersion: 0 });
  assert.ok(block?.transactions.some(({ transaction }) => transaction.signatures[0] === signature));
  const parsed = await connection.getParsedBlock(slot, { maxSupportedTransactionVersion: 0 });
  assert.ok(parsed.transactions.some(({ transaction }) => transaction.signatures[0] === signature));
  assert.deepEqual(await connection.getBlocks(slot, slot), [slot]);
  assert.equal(await connection.getBlockTime(slot), block?.blockTime);
  const signatures = await connection.getBlockSignatures(slot);
  assert.ok(signatures.signatures.includes(signature));
  const info = await connection.getEpochInfo();
  assert.equal(info.epoch, Math.floor(info.absoluteSlot / 432_000));
  assert.equal((await connection.getClusterNodes()).length, 1);
  assert.ok((await connection.getSupply()).value.total > 0);
  assert.equal((await connection.getVoteAccounts()).current.length, 1);
  assert.ok((await connection.getVersion())['solana-core']);
  assert.ok(await connection.getGenesisHash());
});
