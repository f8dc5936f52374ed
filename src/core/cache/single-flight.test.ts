import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentScope, rootScope, runInScope } from '../scope.ts';
import { SingleFlight } from './single-flight.ts';

test('everybody who asks meanwhile has the one answer, and who asks later a new one', async () => {
  const flights = new SingleFlight<number>('loads', 10);
  let works = 0;
  const gate = Promise.withResolvers<void>();
  const work = async () => {
    const mine = ++works;
    await gate.promise;
    return mine;
  };
  const asked = Array.from({ length: 1000 }, () => flights.join('a', work));
  gate.resolve();
  assert.deepEqual(new Set(await Promise.all(asked)), new Set([1]));
  assert.equal(await flights.join('a', work), 2);
});

test('everybody has the one error, and it is not kept', async () => {
  const flights = new SingleFlight<number>('loads', 10);
  const asked = [1, 2].map(() => flights.join('a', () => Promise.reject(new Error('no source'))));
  for (const one of asked) await assert.rejects(one, /no source/);
  assert.equal(await flights.join('a', async () => 1), 1);
});

test('after it was forgotten a new one begins, and the end of the old one does not end it', async () => {
  const flights = new SingleFlight<string>('loads', 10);
  const gates = [Promise.withResolvers<string>(), Promise.withResolvers<string>()] as const;
  const old = flights.join('a', () => gates[0].promise);
  flights.forget('a');
  const next = flights.join('a', () => gates[1].promise);
  gates[0].resolve('old');
  assert.equal(await old, 'old');
  const joined = flights.join('a', async () => 'third');
  gates[1].resolve('new');
  assert.deepEqual([await next, await joined], ['new', 'new']);
});

test('one too many is refused, and finds room later', async () => {
  const flights = new SingleFlight<number>('loads', 1);
  const gate = Promise.withResolvers<number>();
  const first = flights.join('a', () => gate.promise);
  await assert.rejects(
    flights.join('b', async () => 1),
    { code: 'QUEUE_FULL' },
  );
  gate.resolve(1);
  await first;
  assert.equal(await flights.join('b', async () => 2), 2);
});

test('the work keeps the cause of the first caller, but not its deadline', async () => {
  const flights = new SingleFlight<unknown>('loads', 1);
  const scope = { ...rootScope('c1'), deadlineMs: 1, signal: AbortSignal.abort() };
  const seen = await runInScope(scope, () => flights.join('a', async () => currentScope()));
  assert.deepEqual(seen, { ...rootScope('c1') });
});
