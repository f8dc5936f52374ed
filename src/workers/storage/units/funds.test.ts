import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { changeBalance } from './change-balance.ts';
import { closeReservation } from './close-reservation.ts';
import { reserveFunds } from './reserve-funds.ts';

const SOL = 1_000_000_000n;
const at = { account: 'hot', asset: 'SOL' };

const change = (store: Store, key: string, amount: bigint | string, changes = {}) =>
  outcomeOf(store.write(changeBalance, { key, ...at, amount: String(amount), reason: 'test', ...changes }));
const reserve = (store: Store, id: string, amount: bigint | string, changes = {}) =>
  outcomeOf(store.write(reserveFunds, { id, ...at, amount: String(amount), ...changes }));
const close = (store: Store, id: string, spent: bigint | string) =>
  outcomeOf(store.write(closeReservation, { id, spent: String(spent) }));

async function holding({ rows }: Store, of = at): Promise<[total: bigint, reserved: bigint]> {
  const row = await rows
    .selectFrom('balances')
    .select(['total', 'reserved'])
    .where('account', '=', of.account)
    .where('asset', '=', of.asset)
    .executeTakeFirst();
  return [BigInt(row?.total ?? 0), BigInt(row?.reserved ?? 0)];
}

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: of a thousand intents at once exactly those are accepted that the money is enough for`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine, { batchMs: 1 });
    await change(store, 'deposit', 10n * SOL);
    const amount = 30_000_000n;
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => {
        const outcome = await reserve(store, `intent ${i}`, amount);
        if (i % 100 === 0) {
          const [total, reserved] = await holding(store);
          assert.ok(reserved <= total);
        }
        return outcome;
      }),
    );
    const accepted = outcomes.filter((outcome) => outcome === 'done').length;
    assert.equal(accepted, 333);
    assert.equal(outcomes.filter((outcome) => outcome === 'FUNDS_INSUFFICIENT').length, 667);
    assert.deepEqual(await holding(store), [10n * SOL, 333n * amount]);
  });

  test(`${name}: a change of a balance is booked once for each key`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const outcomes = await Promise.all([
      change(store, 'k', 5n),
      change(store, 'k', 5n),
      change(store, 'k', 5n),
    ]);
    assert.deepEqual(outcomes, ['done', 'done', 'done']);
    assert.deepEqual(await holding(store), [5n, 0n]);
    assert.equal(await change(store, 'k', 6n), 'KEY_REUSED');
    assert.equal(await change(store, 'k', 5n, { asset: 'USDC' }), 'KEY_REUSED');
    assert.equal(await change(store, 'k', 5n, { account: 'cold' }), 'KEY_REUSED');
    assert.equal(await change(store, 'k', 5n, { reason: 'told otherwise' }), 'done');
    assert.deepEqual(await holding(store), [5n, 0n]);
  });

  test(`${name}: a withdrawal leaves what is reserved`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await change(store, 'in', 10n);
    await reserve(store, 'r', 7n);
    assert.equal(await change(store, 'too much', -4n), 'FUNDS_INSUFFICIENT');
    assert.equal(await change(store, 'all that is free', -3n), 'done');
    assert.deepEqual(await holding(store), [7n, 7n]);
    assert.equal(await change(store, 'too much', -4n), 'FUNDS_INSUFFICIENT');
  });

  test(`${name}: a reservation is made once and closed once`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await change(store, 'in', 10n);
    assert.equal(await reserve(store, 'r', 6n), 'done');
    assert.equal(await reserve(store, 'r', 6n), 'done');
    assert.equal(await reserve(store, 'r', 5n), 'KEY_REUSED');
    assert.deepEqual(await holding(store), [10n, 6n]);
    assert.equal(await close(store, 'r', 7n), 'FUNDS_INSUFFICIENT');
    assert.equal(await close(store, 'r', 4n), 'done');
    assert.equal(await close(store, 'r', 4n), 'done');
    assert.equal(await close(store, 'r', 0n), 'KEY_REUSED');
    assert.deepEqual(await holding(store), [6n, 0n]);
    assert.equal(await close(store, 'unknown', 0n), 'RESERVATION_UNKNOWN');
  });

  test(`${name}: a reservation that is closed is not promised again`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await change(store, 'in', 10n);
    await reserve(store, 'r', 6n);
    await close(store, 'r', 0n);
    assert.equal(await reserve(store, 'r', 6n), 'RESERVATION_CLOSED');
    assert.deepEqual(await holding(store), [10n, 0n]);
  });

  test(`${name}: amounts far above 64 bits are exact`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const huge = 2n ** 255n + 1n;
    await change(store, 'in', huge);
    assert.equal(await reserve(store, 'all but one', huge - 1n), 'done');
    assert.equal(await reserve(store, 'two', 2n), 'FUNDS_INSUFFICIENT');
    assert.equal(await reserve(store, 'one', 1n), 'done');
    assert.deepEqual(await holding(store), [huge, huge]);
    assert.equal(await close(store, 'all but one', huge - 1n), 'done');
    assert.deepEqual(await holding(store), [1n, 1n]);
  });

  test(`${name}: whatever is done, 0 <= reserved <= total, and the total is the sum of its entries, of which each settled reservation is one`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const amount = fc.bigInt({ min: 0n, max: 12n });
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('change' as const), id, amount: fc.bigInt({ min: -12n, max: 12n }) }),
      fc.record({ kind: fc.constant('reserve' as const), id, amount: fc.bigInt({ min: 1n, max: 12n }) }),
      fc.record({ kind: fc.constant('close' as const), id, amount }),
    );
    let run = 0;
    const property = fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const of = { account: `account ${run++}`, asset: 'SOL' };
      const key = (short: string) => `${of.account} ${short}`;
      await Promise.all(
        steps.map(({ kind, id, amount }) => {
          if (kind === 'change') return change(store, key(id), amount, of);
          if (kind === 'reserve') return reserve(store, key(id), amount, of);
          return close(store, key(id), amount);
        }),
      );
      const [total, reserved] = await holding(store, of);
      const entries = await store.rows
        .selectFrom('entries')
        .select('amount')
        .where('account', '=', of.account)
        .execute();
      const reservations = await store.rows
        .selectFrom('reservations')
        .selectAll()
        .where('account', '=', of.account)
        .execute();
      const open = reservations.filter(({ state }) => state === 'open');
      assert.ok(0n <= reserved && reserved <= total, `${reserved} of ${total}`);
      assert.equal(total, sum(entries.map((row) => row.amount)));
      assert.equal(reserved, sum(open.map((row) => row.amount)));
    });
    await fc.assert(property, { numRuns: 100 });
  });
}

const sum = (amounts: readonly string[]) => amounts.reduce((total, one) => total + BigInt(one), 0n);
