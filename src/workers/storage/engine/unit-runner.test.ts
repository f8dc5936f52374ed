import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { put } from '../testing/put.ts';
import { unitOf } from '../testing/unit-of.ts';

const putOne = (store: Store, name: string) => outcomeOf(store.write(put, { name, ending: 'done' }));

async function namesIn({ rows }: Store): Promise<string[]> {
  const found = await rows.selectFrom('cursors').select('name').orderBy('name').execute();
  return found.map(({ name }) => name);
}

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a unit that goes on after a failed statement fails alone`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const careless = unitOf(async (tx) => {
      const row = { name: 'a', position: '', updated_at: 0 };
      await tx.send({ topic: 'careless', key: 'a', payload: null });
      await tx.insert('cursors', [row]).catch(() => {});
    });
    const outcomes = Promise.all([
      putOne(store, 'a'),
      outcomeOf(store.write(careless, undefined)),
      putOne(store, 'b'),
    ]);
    assert.deepEqual(await outcomes, ['done "a"', 'BUG', 'done "b"']);
    assert.ok(!store.owed.includes('careless'), 'what was undone is not told');
    assert.deepEqual(await namesIn(store), ['a', 'b']);
  });

  test(`${name}: a unit that waits for ever is undone in time, and reaches nothing afterwards`, {
    skip,
  }, async (t) => {
    const clock = createManualClock();
    const store = await openStore(t, engine, { clock });
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const late: string[] = [];
    let runs = 0;
    const row = (of: string) => ({ name: of, position: '', updated_at: 0 });
    const hanging = unitOf(async (tx) => {
      runs++;
      await tx.insert('cursors', [row('hanging')]);
      begun.resolve();
      await gate.promise;
      late.push(
        await outcomeOf(tx.insert('cursors', [row('late')])),
        await outcomeOf(tx.db.insertInto('cursors').values(row('late')).execute()),
        await outcomeOf(tx.db.selectFrom('cursors').selectAll().execute()),
        await outcomeOf(tx.send({ topic: 'late', key: 'late', payload: null })),
      );
    });
    const outcomes = Promise.all([
      putOne(store, 'a'),
      outcomeOf(store.write(hanging, undefined)),
      putOne(store, 'b'),
    ]);
    await begun.promise;
    await clock.advance(5000);
    assert.deepEqual(await outcomes, ['done "a"', 'UNIT_TIMED_OUT', 'done "b"']);
    assert.equal(runs, 1, 'it is not tried twice');
    const meanwhile = Promise.withResolvers<void>();
    const next = store.write(
      unitOf(async (tx) => {
        gate.resolve();
        await tx.insert('cursors', [row('next')]);
        await meanwhile.promise;
      }),
      undefined,
    );
    await gate.promise;
    while (late.length < 4) await new Promise((turn) => setImmediate(turn));
    meanwhile.resolve();
    await next;
    assert.deepEqual(late, ['BUG', 'BUG', 'BUG', 'BUG']);
    assert.deepEqual(await namesIn(store), ['a', 'b', 'next']);
    const owed = await store.rows.selectFrom('outbox').select('message_key').execute();
    assert.equal(owed.length, 2);
  });

  test(`${name}: a statement that takes its time is not the fault of its unit, for a while`, {
    skip,
  }, async (t) => {
    const clock = createManualClock();
    let begun = Promise.withResolvers<void>();
    let gate = Promise.withResolvers<void>();
    const store = await openStore(t, engine, {
      clock,
      through: (connection) => ({
        dialect: connection.dialect,
        query: (sql, parameters) => connection.query(sql, parameters),
        begin: (durability) => connection.begin(durability),
        commit: () => connection.commit(),
        rollback: () => connection.rollback(),
        insertRows: async (...rows) => {
          begun.resolve();
          await gate.promise;
          await connection.insertRows(...rows);
        },
      }),
    });
    const storing = (of: string) =>
      outcomeOf(
        store.write(
          unitOf((tx) => tx.insert('cursors', [{ name: of, position: '', updated_at: 0 }])),
          undefined,
        ),
      );
    const slow = storing('slow');
    await begun.promise;
    await clock.advance(15_000);
    gate.resolve();
    assert.equal(await slow, 'done');
    begun = Promise.withResolvers();
    gate = Promise.withResolvers();
    const stuck = storing('stuck');
    await begun.promise;
    await clock.advance(20_000);
    assert.equal(await stuck, 'UNIT_TIMED_OUT');
    assert.deepEqual(await namesIn(store), ['slow']);
  });

  test(`${name}: a unit that does not await what it does fails alone`, { skip }, async (t) => {
    const store = await openStore(t, engine, {
      through: (connection) => ({
        dialect: connection.dialect,
        query: (sql, parameters) => connection.query(sql, parameters),
        begin: (durability) => connection.begin(durability),
        commit: () => connection.commit(),
        rollback: () => connection.rollback(),
        insertRows: async (...rows) => {
          await new Promise((turn) => setImmediate(turn));
          await connection.insertRows(...rows);
        },
      }),
    });
    const hasty = unitOf(async (tx) => {
      tx.insert('cursors', [{ name: 'hasty', position: '', updated_at: 0 }]).catch(() => {});
    });
    assert.equal(await outcomeOf(store.write(hasty, undefined)), 'BUG');
  });
}

test('rows with other columns than the first are a mistake, and none of them is inserted', async (t) => {
  const [sqlite] = engines;
  const store = await openStore(t, sqlite as (typeof engines)[number]);
  const whole = { name: 'a', position: '', updated_at: 0 };
  const others = [
    { name: 'b', position: '' },
    { ...whole, name: 'c', extra: 1 },
    { name: 'd', position: '', other: 0 },
  ];
  for (const other of others) {
    const mixed = unitOf((tx) => tx.insert('cursors', [whole, other as typeof whole]));
    assert.equal(await outcomeOf(store.write(mixed, undefined)), 'BUG');
  }
  assert.deepEqual(await namesIn(store), []);
});
