import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { ErrorCode } from '../core/error-table.ts';
import { AppError } from '../core/errors.ts';
import { createManualClock } from '../core/testing/manual-clock.ts';
import { createSignerClient } from './client.ts';
import { createFrameReader, encodeFrame } from './process/frames.ts';
import { decodePacket, type Header, type Packet } from './process/packet.ts';
import { createSignerCalls } from './signer-calls.ts';

/** A client whose signer is the test. */
function createRig() {
  const clock = createManualClock();
  const [input, output] = [new PassThrough(), new PassThrough()];
  const received: Packet[] = [];
  const reader = createFrameReader((frame) => {
    const { header, parts } = decodePacket(frame);
    received.push({ header, parts: parts.map((part) => Buffer.from(part)) });
  });
  input.on('data', (chunk: Buffer) => reader.push(Buffer.from(chunk)));
  const client = createSignerClient({ input, output }, { clock });
  const answer = (header: Header, parts: Buffer[] = []) => output.write(encodeFrame({ header, parts }));
  return { clock, client, calls: createSignerCalls(client), received, answer, output, input };
}

const fails = (work: Promise<unknown>, code: ErrorCode, details: Header = {}) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof AppError && error.code === code, String(error));
    for (const [name, value] of Object.entries(details)) assert.equal(error.details[name], value);
    return true;
  });

test('each answer reaches the request with its id, in whatever order they come', async () => {
  const { calls, answer } = createRig();
  const [one, two] = [calls.sign('a', Buffer.from('x')), calls.sign('b', Buffer.from('y'))];
  answer({ id: 2, outcome: 'done', facts: {} }, [Buffer.from('for two')]);
  answer({ id: 1, outcome: 'done', facts: {} }, [Buffer.from('for one')]);
  assert.deepEqual([String(await one), String(await two)], ['for one', 'for two']);
});

test('a refusal carries its reason, its sentence and its facts', async () => {
  const { calls, answer } = createRig();
  const refused = calls.sign('a', Buffer.from('x'));
  answer({ id: 1, outcome: 'refused', reason: 'RATE_EXCEEDED', facts: { of: 'all keys' } });
  await fails(refused, 'SIGNER_REFUSED', { reason: 'RATE_EXCEEDED', of: 'all keys' });
  await assert.rejects(refused, /More signatures/);
});

test('a signature that is not answered in time is unknown, a question is only late', async () => {
  const { calls, clock, answer } = createRig();
  const works = [
    [calls.sign('a', Buffer.from('x')), 'SIGNER_UNANSWERED'],
    [calls.withdraw('a', Buffer.from('x')), 'SIGNER_UNANSWERED'],
    [calls.unlockWithdrawals(Buffer.from('123456')), 'SIGNER_UNANSWERED'],
    [calls.status(), 'SIGNER_AWAY'],
  ] as const;
  const failures = works.map(([work, code]) => fails(work, code));
  const slow = fails(calls.load(Buffer.from('k'), Buffer.from('p')), 'SIGNER_AWAY');
  await clock.advance(1999);
  await clock.advance(1);
  await Promise.all(failures);
  answer({ id: 1, outcome: 'done', facts: {} }, [Buffer.from('too late')]);
  const next = calls.sign('a', Buffer.from('x'));
  answer({ id: 6, outcome: 'done', facts: {} }, [Buffer.from('in time')]);
  assert.equal(String(await next), 'in time', 'a late answer disturbs nobody');
  await clock.advance(28_000);
  await slow;
});

test('when the signer dies, signatures under way are unknown and everything after is away', async () => {
  const { calls, client, output } = createRig();
  const failures = [
    fails(calls.sign('a', Buffer.from('x')), 'SIGNER_UNANSWERED'),
    fails(calls.status(), 'SIGNER_AWAY'),
  ];
  output.destroy();
  await Promise.all([...failures, client.ended]);
  await fails(calls.sign('a', Buffer.from('x')), 'SIGNER_AWAY');
});

test('what is no answer ends the client', async () => {
  const { calls, client, output } = createRig();
  const failure = fails(calls.sign('a', Buffer.from('x')), 'SIGNER_UNANSWERED');
  output.write(Buffer.from('Error: something'));
  await Promise.all([failure, client.ended]);
});

test('only so many requests are open', async () => {
  const { calls, client, output } = createRig();
  const open = Array.from({ length: 64 }, () => fails(calls.status(), 'SIGNER_AWAY'));
  await fails(calls.status(), 'QUEUE_FULL');
  output.destroy();
  await Promise.all([...open, client.ended]);
});

test('passphrases, codes and secrets are wiped as soon as they are on their way', async () => {
  const { calls, received, output } = createRig();
  const secret = () => Buffer.from('secret');
  const given = Array.from({ length: 5 }, secret);
  const [one, two, three, four, five] = given as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const open = [
    calls.importKey(Buffer.from('keystore'), one, 'label', two),
    calls.changePassphrase(Buffer.from('keystore'), three, four),
    calls.unlockWithdrawals(five),
  ];
  assert.ok(given.every((bytes) => bytes.every((byte) => byte === 0)));
  output.destroy();
  await Promise.allSettled(open);
  assert.deepEqual(
    received.map(({ parts }) => parts.map(String)),
    [['keystore', 'secret', 'secret'], ['keystore', 'secret', 'secret'], ['secret']],
  );
});

test('once a request with a secret is answered, as many zeros take its place before the caller goes on', async () => {
  for (const outcome of ['done', 'refused']) {
    const { calls, received, answer } = createRig();
    let isOver = false;
    const unlocked = calls.unlockWithdrawals(Buffer.from('123456')).catch(() => undefined);
    const over = unlocked.then(() => {
      isOver = true;
    });
    answer({ id: 1, outcome, reason: 'CODE_WRONG', facts: {} });
    while (received.length < 2) await new Promise((next) => setImmediate(next));
    const [secret, zeros] = received.map(({ header, parts }) => encodeFrame({ header, parts }));
    assert.equal(received[1]?.header['kind'], 'overwrite');
    assert.ok(zeros && secret && zeros.length >= secret.length);
    assert.ok(received[1]?.parts[0]?.every((byte) => byte === 0));
    assert.equal(isOver, false);
    answer({ id: 2, outcome: 'done', facts: {} });
    await over;
  }
});
