import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { AppError } from '../core/errors.ts';
import { createManualClock } from '../core/testing/manual-clock.ts';
import { type Answer, createSignerClient, type SignerClient } from './client.ts';
import type { Kind } from './process/operations/index.ts';
import { relayRequests } from './relay.ts';
import { createSignerCalls } from './signer-calls.ts';

/** A program at the relay of a guard whose signer is the test. */
function createRig(signer: ((kind: Kind, parts: readonly Buffer[]) => Promise<Answer>) | undefined) {
  const clock = createManualClock();
  const [toGuard, toProgram] = [new PassThrough(), new PassThrough()];
  const owned: SignerClient | undefined = signer && {
    request: (kind, _, parts) => signer(kind, parts),
    ended: Promise.resolve(),
  };
  relayRequests({ input: toProgram, output: toGuard }, () => owned);
  const client = createSignerClient({ input: toGuard, output: toProgram }, { clock });
  return { clock, client, calls: createSignerCalls(client), toGuard, toProgram };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

test('a request and its answer pass through the guard', async () => {
  const { calls } = createRig(async (_, parts) => ({
    facts: {},
    parts: [Buffer.from(`signed ${parts[0]}`)],
  }));
  assert.equal(String(await calls.sign('a', Buffer.from('message'))), 'signed message');
});

test('a refusal passes with its reason and facts', async () => {
  const details = { reason: 'RATE_EXCEEDED', of: 'all keys' };
  const { calls } = createRig(() => Promise.reject(new AppError('SIGNER_REFUSED', undefined, { details })));
  await assert.rejects(calls.sign('a', Buffer.from('x')), (error) => {
    assert.deepEqual((error as AppError).details, details);
    return true;
  });
});

test('a signer that is away is told at once, an unknown outcome stays unknown', async () => {
  assert.equal(await codeOf(createRig(undefined).calls.sign('a', Buffer.from('x'))), 'SIGNER_AWAY');
  const { calls, clock } = createRig(() => Promise.reject(new AppError('SIGNER_UNANSWERED')));
  const signed = codeOf(calls.sign('a', Buffer.from('x')));
  await clock.advance(2000);
  assert.equal(await signed, 'SIGNER_UNANSWERED');
});

test('a program that writes nonsense loses its own pipe and reaches no signer', async () => {
  let reached = 0;
  for (const nonsense of [Buffer.from('{"id":1}'), Buffer.from([0, 0, 0, 8, 0, 0, 0, 2, 0x7b, 0x7d, 0, 0])]) {
    const { toGuard, toProgram } = createRig(() => {
      reached += 1;
      return Promise.resolve({ facts: {}, parts: [] });
    });
    toGuard.write(nonsense);
    await once(toProgram, 'close');
  }
  assert.equal(reached, 0);
});

test('an answer to a program that is gone is wiped', async () => {
  const part = Buffer.from('signature');
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const asked = Promise.withResolvers<void>();
  const { calls, toGuard } = createRig(() => {
    asked.resolve();
    return promise;
  });
  const signed = codeOf(calls.sign('a', Buffer.from('x')));
  await asked.promise;
  toGuard.destroy();
  assert.equal(await signed, 'SIGNER_UNANSWERED');
  resolve({ facts: {}, parts: [part] });
  await promise;
  await new Promise((next) => setImmediate(next));
  assert.ok(part.every((byte) => byte === 0));
});

test('the program gets no key and no keystore, not even while everything is unlocked', async () => {
  let reached = 0;
  const { calls } = createRig(() => {
    reached += 1;
    return Promise.resolve({ facts: {}, parts: [Buffer.from('key')] });
  });
  const [file, secret] = [Buffer.from('keystore'), () => Buffer.from('secret')];
  const works = [
    calls.exportKey('a'),
    calls.create(secret(), {}),
    calls.importKey(file, secret(), 'label', secret()),
    calls.removeKey(file, secret(), 'a'),
    calls.changePassphrase(file, secret(), secret()),
    calls.changeLimits(file, secret(), {}),
    calls.replaceSecondFactor(file, secret(), secret()),
  ];
  for (const work of works)
    await assert.rejects(work, (error) => (error as AppError).details['reason'] === 'REQUEST_FORBIDDEN');
  // the zeros that take the place of secrets are let through
  assert.equal(reached, works.length - 1);
});
