// A worker on its own thread has transactions signed by the real signer process, through the runtime.
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { before, type TestContext, test } from 'node:test';
import { systemClock } from '../../core/clock.ts';
import { defineContract } from '../../core/contract.ts';
import { defineService } from '../../core/service.ts';
import { startTestRuntime, testWorker } from '../../core/testing/test-runtime.ts';
import { createSignerClient, type SignerClient } from '../../signer/client.ts';
import { sealOfKeystore } from '../../signer/keystore-seal.ts';
import { decodeBase58 } from '../../signer/process/base58.ts';
import { encodeMessage, sendSol } from '../../signer/process/testing/encode-message.ts';
import { exampleLimits, friend, tip } from '../../signer/process/testing/example-limits.ts';
import { createSignerCalls } from '../../signer/signer-calls.ts';
import { spawnSigner } from '../../signer/spawn-signer.ts';
import { storageContract } from '../../workers/storage/contract.ts';
import { createSignerDoor } from './signer-door.ts';
import { createSignerService } from './signer-service.ts';
import { executorContract } from './testing/executor-contract.ts';

const timeout = 120_000;
/** Longer than any machine takes: what ends a wait in these tests is never the time. */
const LONG_MS = 50_000;
/** How the public half of a key begins that is not wrapped in anything. */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

const { recordAudit } = storageContract.calls;
const audited: string[] = [];
const auditOnly = defineService({
  contract: defineContract({ name: 'storage', calls: { recordAudit } }),
  start: () => ({ handlers: { recordAudit: ({ action }) => void audited.push(action) } }),
});

const passphrase = () => Buffer.from('correct horse battery');

function openProcess() {
  const child = spawnSigner();
  const { stdin: input, stdout: output } = child;
  assert.ok(input && output);
  const options = { clock: systemClock, signTimeoutMs: LONG_MS, loadTimeoutMs: LONG_MS };
  return { child, client: createSignerClient({ input, output }, options) };
}

let made: { readonly keystore: Buffer; readonly keyId: string };

before(async () => {
  const { child, client } = openProcess();
  const calls = createSignerCalls(client);
  const rates = { perSecond: 6000, perMinute: 6000 };
  const limits = exampleLimits();
  const eachKey = { ...limits.eachKey, rates };
  const { keystore } = await calls.create(passphrase(), { ...limits, rates, eachKey });
  made = await calls.generateKey(keystore, passphrase(), 'main');
  child.stdin?.end();
});

async function openRig(t: TestContext) {
  const { child, client } = openProcess();
  const { keystore, keyId } = made;
  const { promise: isAsked, resolve: tellAsked } = Promise.withResolvers<void>();
  const watched: SignerClient = {
    ended: client.ended,
    request(kind, ...rest) {
      const answer = client.request(kind, ...rest);
      if (kind === 'sign') tellAsked();
      return answer;
    },
  };
  const calls = createSignerCalls(watched);
  const door = createSignerDoor({
    calls,
    hasKeystore: () => true,
    loadKeystore: () => keystore,
    sealOnDisk: () => sealOfKeystore(keystore),
    loadPassphrase: passphrase,
    want: () => {},
    hasFailed: () => false,
  });
  await door.armByFile();
  const module = new URL('./testing/executor.ts', import.meta.url).href;
  const runtime = await startTestRuntime(
    [testWorker('executor', { module })],
    { executor: executorContract },
    { mainServices: [createSignerService(door, () => null), auditOnly] },
  );
  t.after(async () => {
    child.kill('SIGKILL');
    await runtime.stop();
  });
  const messageTo = (to: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(encodeMessage({ payer: keyId, instructions: [sendSol(keyId, to, 1n)] }));
  const sign = (message = messageTo(tip), { deadlineMs = LONG_MS } = {}) =>
    runtime.clients.executor.sign({ purpose: 'trade', keyId, message, deadlineMs });
  return { child, client, keyId, isAsked, messageTo, sign };
}

test('a worker gets the signature of a trade within the limits', { timeout }, async (t) => {
  const { keyId, messageTo, sign } = await openRig(t);
  const message = messageTo(tip);
  const { outcome, signature } = await sign(message);
  assert.equal(outcome, 'done');
  const address = decodeBase58(Buffer.from(keyId), 32);
  assert.ok(address);
  const key = createPublicKey({ key: Buffer.concat([ED25519, address]), format: 'der', type: 'spki' });
  assert.ok(verify(null, message, key, signature as Uint8Array));
});

test('what the limits forbid is refused with the reason of the signer, and no second try', {
  timeout,
}, async (t) => {
  const { messageTo, sign } = await openRig(t);
  const { outcome, mayRetry, code, details } = await sign(messageTo(friend));
  assert.deepEqual([outcome, mayRetry, code], ['refused', false, 'SIGNER_REFUSED']);
  assert.equal((details as { reason: string }).reason, 'DESTINATION_NOT_LISTED');
  const { details: large } = await sign(new Uint8Array(1500));
  assert.equal((large as { reason: string }).reason, 'MESSAGE_UNREADABLE');
});

test('a signer that dies over a request leaves it unknown, and afterwards refuses what may be tried again', {
  timeout,
}, async (t) => {
  const { child, client, isAsked, sign } = await openRig(t);
  child.kill('SIGSTOP');
  const waiting = sign();
  await isAsked;
  child.kill('SIGKILL');
  const { outcome, code } = await waiting;
  assert.deepEqual([outcome, code], ['unknown', 'SIGNER_UNANSWERED']);
  await client.ended;
  const after = await sign();
  assert.deepEqual([after.outcome, after['code'], after['mayRetry']], ['refused', 'SIGNER_AWAY', true]);
});

test('a signer that is silent for the time of the request leaves it unknown', { timeout }, async (t) => {
  const { child, sign } = await openRig(t);
  child.kill('SIGSTOP');
  const { outcome, code } = await sign(undefined, { deadlineMs: 50 });
  assert.deepEqual([outcome, code], ['unknown', 'CALL_UNANSWERED']);
});

test('no more than 64 requests wait; those beyond are refused at once, and the others are signed', {
  timeout,
}, async (t) => {
  const { child, sign } = await openRig(t);
  child.kill('SIGSTOP');
  const asked = Array.from({ length: 100 }, () => sign());
  const refused = await Promise.any(asked);
  assert.deepEqual([refused.outcome, refused['code'], refused['mayRetry']], ['refused', 'QUEUE_FULL', true]);
  child.kill('SIGCONT');
  const outcomes = (await Promise.all(asked)).map(({ outcome }) => outcome);
  assert.equal(outcomes.filter((outcome) => outcome === 'done').length, 64);
  assert.equal(outcomes.filter((outcome) => outcome === 'refused').length, 36);
});
