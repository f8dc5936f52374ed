// A foreign client on the sandbox chain: @solana/kit as it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  address,
  airdropFactory,
  appendTransactionMessageInstruction,
  assertIsTransactionWithBlockhashLifetime,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createTransactionMessage,
  fetchEncodedAccount,
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  isSolanaError,
  type KeyPairSigner,
  lamports,
  pipe,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  signature as toSignature,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { openTestNode, type TestNode } from '../../../src/sandbox/solana/node/testing/open-node.ts';

const timeout = 60_000;
let server: TestNode;
let rpc: ReturnType<typeof createSolanaRpc>;
let rpcSubscriptions: ReturnType<typeof createSolanaRpcSubscriptions>;
let payer: KeyPairSigner;

before(async () => {
  server = await openTestNode({ speed: 10 });
  rpc = createSolanaRpc(server.url);
  rpcSubscriptions = createSolanaRpcSubscriptions(server.pushUrl);
  payer = await generateKeyPairSigner();
  const airdrop = airdropFactory({ rpc, rpcSubscriptions } as Parameters<typeof airdropFactory>[0]);
  await airdrop({
    ...{ recipientAddress: payer.address, commitment: 'confirmed' },
    lamports: lamports(50_000_000_000n),
  });
});
after(() => server.node.close());

async function transferTo(destination: KeyPairSigner, amount: bigint) {
  const { value: latest } = await rpc.getLatestBlockhash().send();
  const signed = await signTransactionMessageWithSigners(
    pipe(
      createTransactionMessage({ version: 0 }),
      (message) => setTransactionMessageFeePayerSigner(payer, message),
      (message) => setTransactionMessageLifetimeUsingBlockhash(latest, message),
      (message) =>
        appendTransactionMessageInstruction(
          getTransferSolInstruction({ source: payer, destination: destination.address, amount }),
          message,
        ),
    ),
  );
  assertIsTransactionWithBlockhashLifetime(signed);
  return signed;
}

test('an airdrop is confirmed and read back in integers', { timeout }, async () => {
  assert.equal((await rpc.getBalance(payer.address).send()).value, 50_000_000_000n);
});

test('transfers are sent and confirmed, and every subscriber hears each once', { timeout }, async () => {
  const to = await generateKeyPairSigner();
  const aborting = new AbortController();
  const { signal: abortSignal } = aborting;
  const heard = { logs: [] as string[], lamports: [] as bigint[] };
  const logs = await rpcSubscriptions
    .logsNotifications({ mentions: [to.address] }, { commitment: 'confirmed' })
    .subscribe({ abortSignal });
  const accounts = await rpcSubscriptions
    .accountNotifications(to.address, { commitment: 'confirmed', encoding: 'base64' })
    .subscribe({ abortSignal });
  const count = 10;
  const listening = Promise.all([
    (async () => {
      for await (const { value } of logs) if (heard.logs.push(value.signature) === count) break;
    })(),
    (async () => {
      for await (const { value } of accounts) if (heard.lamports.push(value.lamports) === count) break;
    })(),
  ]);
  const sendAndConfirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions } as Parameters<
    typeof sendAndConfirmTransactionFactory
  >[0]);
  const sent: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const transaction = await transferTo(to, 1_000_000n + BigInt(i));
    await sendAndConfirm(transaction, { commitment: 'confirmed' });
    sent.push(getSignatureFromTransaction(transaction));
  }
  await listening;
  aborting.abort();
  assert.deepEqual(heard.logs, sent);
  assert.equal(heard.lamports.at(-1), 10_000_045n);

  const last = toSignature(sent.at(-1) ?? '');
  const landed = await rpc
    .getTransaction(last, { encoding: 'json', maxSupportedTransactionVersion: 0, commitment: 'confirmed' })
    .send();
  assert.equal(landed?.meta?.err, null);
  assert.equal(landed?.meta?.fee, 5000n);
  const wire = await rpc
    .getTransaction(last, { encoding: 'base64', maxSupportedTransactionVersion: 0, commitment: 'confirmed' })
    .send();
  assert.equal(typeof wire?.transaction[0], 'string');
  const listed = await rpc.getSignaturesForAddress(to.address, { limit: 3, commitment: 'confirmed' }).send();
  assert.deepEqual(
    listed.map(({ signature }) => signature),
    sent.toReversed().slice(0, 3),
  );
  const account = await fetchEncodedAccount(rpc, to.address, { commitment: 'confirmed' });
  assert.ok(account.exists && account.lamports === 10_000_045n);
});

test('a refused preflight is an error that kit knows, with its logs', { timeout }, async () => {
  const transaction = await transferTo(await generateKeyPairSigner(), 10n ** 15n);
  const wire = getBase64EncodedWireTransaction(transaction);
  await assert.rejects(rpc.sendTransaction(wire, { encoding: 'base64' }).send(), (thrown: unknown) => {
    assert.ok(isSolanaError(thrown, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE));
    assert.match(thrown.context.logs?.join() ?? '', /insufficient lamports/);
    return true;
  });
  const { value } = await rpc.simulateTransaction(wire, { encoding: 'base64' }).send();
  assert.deepEqual(value.err, { InstructionError: [0n, { Custom: 1n }] });
});

test('slots, blocks and their facts are told in types that kit expects', { timeout }, async () => {
  const { absoluteSlot, slotsInEpoch } = await rpc.getEpochInfo().send();
  assert.ok(absoluteSlot > 300_000_000n && slotsInEpoch === 432_000n);
  const block = await rpc
    .getBlock(await rpc.getSlot().send(), { maxSupportedTransactionVersion: 0, transactionDetails: 'full' })
    .send();
  assert.equal(typeof block?.blockTime, 'bigint');
  const blocks = await rpc.getBlocks(absoluteSlot - 5n).send();
  assert.ok(blocks.length > 0);
  assert.equal(await rpc.getMinimumBalanceForRentExemption(165n).send(), 2_039_280n);
  const [native] = (
    await rpc
      .getMultipleAccounts([address('So11111111111111111111111111111111111111112')], {
        encoding: 'jsonParsed',
      })
      .send()
  ).value;
  assert.ok(native && 'parsed' in native.data && native.data.parsed.type === 'mint');
  assert.equal(await rpc.getHealth().send(), 'ok');
});
