// One suite for every placement: the same services must behave the same, whoever shares a thread with whom.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { rootScope, runInScope } from '../../src/core/scope.ts';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import { spectatorContract } from '../../src/core/testing/services/spectator-contract.ts';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';

const uses = { calculator: calculatorContract, spectator: spectatorContract };
const start = (placement: 'isolated' | 'compact' | 'single') =>
  startWatchedRuntime({ after() {} }, [testWorker('calculator'), testWorker('spectator')], uses, {
    placement,
  });

for (const placement of ['isolated', 'compact', 'single'] as const)
  describe(`${placement} placement`, () => {
    let runtime: Awaited<ReturnType<typeof start>>;
    before(async () => {
      runtime = await start(placement);
    });
    after(async () => {
      assert.deepEqual(await runtime.stop(), [], 'nothing had to be forced');
      assert.ok(runtime.supervisor.status.every(({ state }) => state === 'stopped'));
    });

    test('every worker is ready when the runtime is', () => {
      assert.deepEqual(
        runtime.supervisor.status.map(({ service, state, restarts }) => [service, state, restarts]),
        ['supervisor', 'calculator', 'spectator'].map((service) => [service, 'ready', 0]),
      );
    });

    test('a call is answered, from the main thread and from service to service', async () => {
      const { calculator, spectator } = runtime.clients;
      assert.equal(await calculator.add({ a: 1, b: 2 }), 3);
      assert.equal(await spectator.add({ a: 3, b: 4 }), 7);
    });

    test('many calls at once are each answered with their own reply', async () => {
      const { spectator } = runtime.clients;
      const replies = await Promise.all(Array.from({ length: 1500 }, (_, a) => spectator.add({ a, b: 1 })));
      assert.deepEqual(
        replies,
        replies.map((_, a) => a + 1),
      );
    });

    test('what goes wrong in a handler arrives as a typed error with words', async () => {
      const { calculator } = runtime.clients;
      const codes: Record<string, string> = {};
      for (const how of ['throw', 'reject', 'string', 'refuse', 'badReply', 'unclonable'] as const)
        await calculator.fail({ how }).catch((error) => {
          codes[how] = `${error.code}: ${error.message}`;
        });
      assert.deepEqual(codes, {
        throw: 'BUG: TypeError: a is not a function',
        reject: 'BUG: Error: rejected',
        string: 'BUG: only words',
        refuse: 'QUEUE_FULL: not today',
        badReply: 'REPLY_LOST: calculator.fail: The call was done, but its reply could not be delivered.',
        unclonable: 'REPLY_LOST: calculator.fail: The call was done, but its reply could not be delivered.',
      });
    });

    test('the correlation id and the deadline travel from hop to hop', async () => {
      const seen = await runInScope(rootScope('outside-1'), () =>
        runtime.clients.spectator.correlation(undefined, { deadlineMs: 3000 }),
      );
      assert.deepEqual([seen.correlationId, seen.own], ['outside-1', 'outside-1']);
      assert.ok(seen.deadlineInMs > 0 && seen.deadlineInMs <= 3000, `${seen.deadlineInMs} ms are left`);
    });

    test('a deadline and a cancellation end a call and reach its handler', async () => {
      const { calculator } = runtime.clients;
      const controller = new AbortController();
      const cancelled = calculator.hang({ id: 'cancelled' }, { signal: controller.signal });
      const unanswered = calculator.hang({ id: 'unanswered' }, { deadlineMs: 30 });
      const expired = calculator.hangIdempotent({ untilRetry: false }, { deadlineMs: 30 });
      await calculator.add({ a: 1, b: 1 });
      controller.abort();
      await assert.rejects(cancelled, { code: 'CALL_UNANSWERED' });
      await assert.rejects(unanswered, { code: 'CALL_UNANSWERED' });
      await assert.rejects(expired, { code: 'CALL_EXPIRED' });
      assert.deepEqual((await calculator.cancellations()).sort(), ['cancelled', 'unanswered']);
    });

    test('every event of a blocking class arrives, in order', async () => {
      const { calculator, spectator } = runtime.clients;
      await spectator.watch({ event: 'order', pauseEvery: 100 });
      await calculator.burst({ event: 'order', count: 5000 });
      await spectator.sawUntil({ sequence: 4999 });
      const { count, isInOrder } = await spectator.seen();
      assert.deepEqual([count, isInOrder], [5000, true]);
    });

    test('every record of a stream arrives, in order', async () => {
      const { calculator, spectator } = runtime.clients;
      await spectator.readTicks();
      for (let chunk = 1; chunk <= 5; chunk++) {
        await calculator.write({ count: 1000 });
        assert.deepEqual(await spectator.readUntil({ count: chunk * 1000 }), { isInOrder: true });
      }
    });

    test('a restart by hand brings the worker back with its subscriptions and streams', async () => {
      const { calculator, spectator, supervisor } = runtime.clients;
      await supervisor.restart({ worker: 'calculator' });
      assert.deepEqual(
        [runtime.statusOf('calculator').state, runtime.statusOf('calculator').restarts],
        ['ready', 1],
      );
      assert.equal(await spectator.add({ a: 1, b: 1 }), 2);
      const before = placement === 'compact' ? 0 : (await spectator.seen()).count;
      if (placement === 'compact') await spectator.watch({ event: 'order' });
      await calculator.burst({ event: 'order', count: 7000 });
      await spectator.sawUntil({ sequence: 6999 });
      assert.equal((await spectator.seen()).count, before + 7000);
    });
  });
