import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import type { Clock } from '../clock.ts';
import { deskContract, deskHandlers } from '../link/testing/desk-contract.ts';
import { createPair } from '../link/testing/linked-pair.ts';
import { currentScope, runInScope, type Scope } from '../scope.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createServiceClock } from './service-clock.ts';

/** A manual clock whose callbacks run in the scope of their making, as those of the runtime do. */
function createScopedClock() {
  const manual = createManualClock();
  const clock: Clock = {
    ...manual,
    after: (delayMs, run) => manual.after(delayMs, AsyncLocalStorage.bind(run)),
    every: (periodMs, run) => manual.every(periodMs, AsyncLocalStorage.bind(run)),
    nextTurn: (run) => manual.nextTurn(AsyncLocalStorage.bind(run)),
  };
  return { manual, clock: createServiceClock(clock) };
}

const call: Scope = {
  correlationId: 'request-7',
  parentId: 'caller.1',
  deadlineMs: 500,
  signal: AbortSignal.abort(),
};

test('a poller started by a call with a deadline can still call others after it', async () => {
  const { manual, clock } = createScopedClock();
  const pair = createPair(deskContract, deskHandlers(), { clock: manual });
  const replies: Promise<number>[] = [];
  const poll = () => void replies.push(pair.client.order({ id: replies.length }));
  const poller = runInScope(call, () => clock.every(400, poll));
  await manual.advance(1200);
  poller.cancel();
  await pair.settle();
  assert.deepEqual(await Promise.all(replies), [0, 1, 2]);
});

test('what outlives a handler keeps its cause and nothing else of it', async () => {
  const { manual, clock } = createScopedClock();
  const seen: (Scope | undefined)[] = [];
  const note = () => void seen.push(currentScope());
  const start = () => {
    clock.after(10, note);
    clock.every(10, note);
    clock.nextTurn(note);
  };
  runInScope(call, start);
  await manual.advance(10);
  assert.equal(seen.length, 3);
  for (const scope of seen) assert.deepEqual(scope, { ...call, deadlineMs: undefined, signal: undefined });
});

test('what starts outside any handler has no scope', async () => {
  const { manual, clock } = createScopedClock();
  let seen: unknown = 'not called';
  clock.after(10, () => {
    seen = currentScope();
  });
  await manual.advance(10);
  assert.equal(seen, undefined);
});
