import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Queue } from './queue.ts';

test('a queue gives back what was put in, in the same order, whatever is pushed and shifted when', () => {
  const command = fc.oneof(fc.record({ push: fc.integer() }), fc.constant('shift' as const));
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
      const queue = new Queue<number>();
      const model: number[] = [];
      for (const step of commands) {
        if (step === 'shift') assert.equal(queue.shift(), model.shift());
        else {
          queue.push(step.push);
          model.push(step.push);
        }
        assert.equal(queue.length, model.length);
        assert.equal(queue.peek(), model[0]);
      }
      assert.deepEqual([...queue], model);
    }),
  );
});

test('a queue that wrapped around keeps its order when it grows', () => {
  const queue = new Queue<number>();
  for (let i = 0; i < 10; i++) queue.push(i);
  for (let i = 0; i < 10; i++) queue.shift();
  for (let i = 0; i < 100; i++) queue.push(i);
  assert.deepEqual(
    [...queue],
    Array.from({ length: 100 }, (_, i) => i),
  );
});

test('a queue lets go of what it gave back', () => {
  const queue = new Queue<object>();
  queue.push({});
  queue.shift();
  assert.equal(queue.peek(), undefined);
  assert.equal(queue.shift(), undefined);
  assert.equal(queue.length, 0);
});
