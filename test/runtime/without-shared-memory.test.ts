// SHARED_MEMORY_ENABLED=false: records of a stream are copied from thread to thread instead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calculatorContract } from '../../src/core/testing/services/calculator-contract.ts';
import { startTestRuntime, testWorker } from '../../src/core/testing/test-runtime.ts';

test('without shared memory every record of a stream still arrives, in order', async () => {
  const runtime = await startTestRuntime(
    [testWorker('calculator')],
    { calculator: calculatorContract },
    { sharedMemory: null },
  );
  const { calculator } = runtime.clients;
  const seen: number[] = [];
  const done = Promise.withResolvers<void>();
  calculator.read('ticks', ({ sequence }) => {
    if (seen.push(sequence) === 2000) done.resolve();
  });
  await calculator.write({ count: 2000 });
  await done.promise;
  assert.deepEqual(
    seen,
    Array.from({ length: 2000 }, (_, i) => i),
  );
  await runtime.stop();
});
