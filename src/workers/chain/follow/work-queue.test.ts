import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createWorkQueue, type Work } from './work-queue.ts';

const signaturesOf = (works: readonly Work[]) => works.map(({ signature }) => signature);

test('what concerns one address is given out one after the other, in the order of slots', () => {
  const queue = createWorkQueue();
  queue.add({ signature: 'b', slot: 2, address: 'ann' });
  queue.add({ signature: 'a', slot: 1, address: 'ann' });
  queue.add({ signature: 'c', slot: 3, address: 'bob' });
  const first = queue.take(1, 0);
  assert.deepEqual(signaturesOf(first), ['a']);
  assert.deepEqual(signaturesOf(queue.take(9, 0)), ['c'], 'the next of the same address waits');
  queue.done(first);
  assert.deepEqual(signaturesOf(queue.take(9, 0)), ['b']);
});

test('two addresses of one transaction are one piece of work, unless somebody has it already', () => {
  const queue = createWorkQueue();
  queue.add({ signature: 'a', slot: 1, address: 'ann' });
  queue.add({ signature: 'a', slot: 1, address: 'bob' });
  const [work] = queue.take(9, 0);
  assert.deepEqual([...(work?.addresses ?? [])], ['ann', 'bob']);
  queue.add({ signature: 'a', slot: 1, address: 'cat' });
  assert.deepEqual(signaturesOf(queue.take(9, 0)), ['a']);
  assert.equal(queue.oldestSlot(), 1);
});

test('what is put back waits its time, and holds up only what comes after it for the same address', () => {
  const queue = createWorkQueue();
  queue.add({ signature: 'a', slot: 1, address: 'ann' });
  queue.add({ signature: 'b', slot: 2, address: 'ann' });
  queue.add({ signature: 'c', slot: 3, address: 'bob' });
  const [late] = queue.take(1, 0);
  assert.ok(late);
  late.notBeforeMs = 50;
  queue.putBack([late]);
  assert.equal(queue.nextMs(0), 50);
  assert.equal(queue.nextMs(50), null, 'what may be taken now waits for no time');
  assert.deepEqual(signaturesOf(queue.take(9, 49)), ['c']);
  assert.deepEqual(signaturesOf(queue.take(9, 50)), ['a', 'b']);
});

test('what is put back goes before what came after it in the same slot', () => {
  const queue = createWorkQueue();
  queue.add({ signature: 'a', slot: 5, address: 'ann' });
  const taken = queue.take(1, 0);
  queue.add({ signature: 'b', slot: 5, address: 'ann' });
  queue.putBack(taken);
  assert.deepEqual(signaturesOf(queue.take(9, 0)), ['a', 'b']);
});

test('what concerns a program keeps nobody waiting, and is not held up itself', () => {
  const queue = createWorkQueue((address) => address !== 'program');
  for (const [i, who] of ['program', 'program', 'ann', 'ann'].entries()) {
    queue.add({ signature: `s${i}`, slot: i, address: who });
    queue.add({ signature: `s${i}`, slot: i, address: 'program' });
  }
  const first = queue.take(1, 0);
  assert.deepEqual(signaturesOf(first), ['s0']);
  const others = queue.take(9, 0);
  assert.deepEqual(signaturesOf(others), ['s1', 's2', 's3']);
  queue.add({ signature: 's4', slot: 4, address: 'ann' });
  assert.deepEqual(queue.take(9, 0), [], 'ann waits for hers');
  queue.done(others);
  assert.deepEqual(signaturesOf(queue.take(9, 0)), ['s4']);
});

test('whatever comes and goes in whatever order, each address gets all of its own once, oldest first', () => {
  const arrival = fc.record({
    slot: fc.integer({ min: 1, max: 30 }),
    who: fc.subarray(['ann', 'bob', 'cat'], { minLength: 1 }),
  });
  fc.assert(
    fc.property(
      fc.array(arrival, { maxLength: 40 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
      (arrivals, coins) => {
        const queue = createWorkQueue();
        const given = new Map<string, Work[]>();
        const out: Work[][] = [];
        let now = 0;
        for (const [i, { slot, who }] of arrivals.entries())
          for (const address of who) queue.add({ signature: `s${i}`, slot, address });
        for (let step = 0; queue.size > 0; step++) {
          assert.ok(step < 5000, 'it ends');
          const coin = coins.next().value ?? 0;
          now += 1;
          const batch = out.at(0);
          if (coin === 0 && batch) {
            for (const work of batch) work.notBeforeMs = now + 2;
            queue.putBack(batch);
            out.shift();
          } else if (coin < 3 && batch) {
            for (const work of batch)
              for (const address of work.addresses) given.set(address, [...(given.get(address) ?? []), work]);
            queue.done(batch);
            out.shift();
          } else {
            const works = [...queue.take(4, now)];
            const busy = out.flat().flatMap(({ addresses }) => [...addresses]);
            for (const { addresses } of works)
              for (const address of addresses)
                assert.ok(!busy.includes(address), 'nobody else has work of it');
            if (works.length > 0) out.push(works);
          }
        }
        for (const address of ['ann', 'bob', 'cat']) {
          const slots = (given.get(address) ?? []).map(({ slot }) => slot);
          assert.deepEqual(
            slots,
            slots.toSorted((a, b) => a - b),
          );
          const own = arrivals.filter(({ who }) => who.includes(address)).length;
          assert.equal(slots.length, own);
        }
      },
    ),
  );
});
