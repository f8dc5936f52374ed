import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAddressBook } from './address-book.ts';

const wallet = (address: string) => ({
  address,
  kind: 'wallet' as const,
  label: 'w',
  priority: 3,
  addedAtMs: 0,
});
const none = { cursor: null, fromSlot: 0, says: null };

test('a signature is new once for each address, until it is taken back or forgotten', () => {
  const book = createAddressBook();
  assert.deepEqual(
    [book.see('ann', 's', 5), book.see('ann', 's', 5), book.see('bob', 's', 5)],
    [true, false, true],
  );
  book.unsee('s');
  assert.equal(book.see('ann', 's', 5), true);
  book.forget(5);
  assert.equal(book.see('ann', 's', 5), false, 'not older than the bound');
  book.forget(6);
  assert.equal(book.see('ann', 's', 5), true);
});

test('what was held comes in the order of slots, once, and within one slot as it came', () => {
  const book = createAddressBook();
  const entry = book.put(wallet('ann'), none);
  for (const [signature, slot] of [
    ['b', 7],
    ['a', 5],
    ['c', 7],
  ] as const)
    book.hold(entry, { signature, slot });
  assert.deepEqual(
    book.release(entry).map(({ signature }) => signature),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(book.release(entry), []);
});

test('only so much is held for all together, and who lost something is marked', () => {
  const book = createAddressBook();
  const [ann, bob] = [book.put(wallet('ann'), none), book.put(wallet('bob'), none)];
  for (let i = 0; i < 50_000; i++) book.hold(ann, { signature: `s${i}`, slot: i });
  book.hold(bob, { signature: 'x', slot: 1 });
  assert.deepEqual([ann.hasDropped, bob.hasDropped, bob.held.length], [false, true, 0]);
  book.remove('ann');
  book.hold(bob, { signature: 'y', slot: 1 });
  assert.equal(bob.held.length, 1, 'who is gone takes no room');
});

test('states say who is pushed, polled, catching up, or waiting for a node', () => {
  const book = createAddressBook();
  const entry = book.put(wallet('ann'), none);
  const state = (isAway = false) => book.tell(isAway)[0]?.state;
  assert.equal(state(), 'catching-up');
  entry.mode = 'live';
  assert.equal(state(), 'poll');
  entry.pushes = 1;
  assert.deepEqual([state(), state(true)], ['push', 'waiting']);
  book.put({ ...wallet('pool'), kind: 'program' }, none);
  assert.equal(book.wallets, 1);
});
