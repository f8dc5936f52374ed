// Calls that were done, or may have been: what their callers are told, whatever ended the wait.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AppError } from '../errors.ts';
import type { ManualClock } from '../testing/manual-clock.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

const never = () => new Promise<never>(() => {});
const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error) => error.code);

test('a done call whose reply is too large, no plain data or against the contract has an unknown outcome or is a bug', async () => {
  const replies = ['x'.repeat(60_000), () => 1];
  const any = (input: unknown) => replies[input as number];
  const quote = () => 'text' as unknown as number;
  const order = ({ id }: { id: number }) => (id === 5 ? 5 : quote());
  const pair = createPair(deskContract, deskHandlers({ any, quote, order }), {
    limits: { maxMessageBytes: 100_000 },
  });
  const why = (call: Promise<unknown>) =>
    call.catch((error: AppError) => [error.code, error.kind, error.details['cause']]);
  const unknown = (cause: string) => ['REPLY_LOST', 'unknown-outcome', cause];
  assert.deepEqual(await why(pair.client.any(0)), unknown('MESSAGE_TOO_LARGE'));
  assert.deepEqual(await why(pair.client.any(1)), unknown('MESSAGE_NOT_DATA'));
  assert.deepEqual(await why(pair.client.order({ id: 1 })), unknown('MESSAGE_INVALID'));
  assert.deepEqual(await why(pair.client.quote({ id: 1 })), ['REPLY_INVALID', 'bug', 'MESSAGE_INVALID']);
  assert.equal(await pair.client.order({ id: 5 }), 5);
  assert.equal(pair.meters.server.failures.length, 2);
});

test('whatever ends the wait for a call that was sent and must not be repeated, it may have happened', async () => {
  const endings = {
    cancelled: (_: unknown, controller: AbortController) => controller.abort(),
    expired: ({ clock }: { clock: ManualClock }) => void clock.advance(100),
    'caller stopping': (pair: { close(): void }) => pair.close(),
    'peer unavailable': (pair: { unavailable(): void }) => pair.unavailable(),
  };
  const harmless = ['CALL_CANCELLED', 'CALL_EXPIRED', 'SERVICE_STOPPING', 'PEER_UNAVAILABLE'];
  for (const [i, [reason, end]] of Object.entries(endings).entries()) {
    const pair = createPair(deskContract, deskHandlers({ quote: never, order: never }));
    const controller = new AbortController();
    const options = { signal: controller.signal, deadlineMs: 100 };
    const order = pair.client.order({ id: 1 }, options).catch((error: AppError) => error);
    const quote = outcome(pair.client.quote({ id: 1 }, options));
    await pair.settle();
    end(pair, controller);
    const told = (await order) as AppError;
    assert.deepEqual([told.code, told.details['reason']], ['CALL_UNANSWERED', reason]);
    assert.equal(await quote, harmless[i]);
  }
});
