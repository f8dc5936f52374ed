import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf } from '../testing/open-store.ts';
import { put } from '../testing/put.ts';
import { defineUnit } from '../unit.ts';
import { recordTraces } from '../units/record-traces.ts';
import { sendMessage } from '../units/send-message.ts';
import type { WriteConnection } from './sql-connection.ts';

const done = (name: string) => ({ name, ending: 'done' }) as const;

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: writes are done in the order of their arrival, over all batches`, { skip }, async (t) => {
    const store = await openStore(t, engine, { batchMs: 0 });
    const keys = Array.from({ length: 60 }, (_, i) => String(i));
    const told: string[] = [];
    await Promise.all(
      keys.map(async (key) => {
        await store.write(sendMessage, { topic: 'order', key, payload: null });
        told.push(key);
      }),
    );
    const rows = await store.rows.selectFrom('outbox').select('message_key').orderBy('seq').execute();
    assert.deepEqual(
      rows.map(({ message_key }) => message_key),
      keys,
    );
    assert.deepEqual(told, keys);
  });

  test(`${name}: a write carries its cause, and the time at which it was accepted`, { skip }, async (t) => {
    const clock = createManualClock();
    const store = await openStore(t, engine, { clock });
    const acceptedMs = clock.now();
    const writing = [
      store.write(put, done('a'), { correlationId: 'first' }),
      store.write(put, done('b'), { correlationId: 'second', acceptedMs: 5 }),
    ];
    await Promise.all(writing);
    const cursors = await store.rows.selectFrom('cursors').selectAll().orderBy('name').execute();
    assert.deepEqual(
      cursors.map((row) => ({ ...row })),
      [
        { name: 'a', position: 'first', updated_at: acceptedMs },
        { name: 'b', position: 'second', updated_at: 5 },
      ],
    );
    const messages = await store.rows.selectFrom('outbox').select('correlation_id').orderBy('seq').execute();
    assert.deepEqual(
      messages.map((row) => row.correlation_id),
      ['first', 'second'],
    );
  });
}

const [engine] = engines.filter(({ name }) => name === 'SQLite');
assert.ok(engine);

test('a batch takes no more than so many writes', async (t) => {
  const store = await openStore(t, engine);
  const write = () => store.write(recordTraces, { traces: [] });
  await Promise.all(Array.from({ length: 1200 }, write));
  assert.deepEqual(store.batches, [512, 512, 176]);
});

test('a batch takes no further write when its time is over', async (t) => {
  const clock = createManualClock();
  let passed = 0;
  const store = await openStore(t, engine, { clock: { ...clock, monotonicMs: () => passed }, batchMs: 10 });
  const slow = defineUnit({
    input: z.int(),
    idempotent: false,
    lasts: true,
    whenAway: 'refuse',
    async run(_, ms) {
      passed += ms;
    },
  });
  await Promise.all([4, 4, 4, 4, 25, 1].map((ms) => store.write(slow, ms)));
  assert.deepEqual(store.batches, [3, 2, 1]);
});

test('the loop has a turn between two batches', async (t) => {
  const store = await openStore(t, engine, { batchMs: 0 });
  const events: string[] = [];
  let isOver = false;
  const turn = () => {
    if (isOver) return;
    events.push('turn');
    setImmediate(turn);
  };
  setImmediate(turn);
  const writes = ['a', 'b', 'c'].map((of) => store.write(put, done(of)).then(() => events.push('commit')));
  await Promise.all(writes);
  isOver = true;
  const between = events.slice(events.indexOf('commit'), events.lastIndexOf('commit') + 1);
  assert.match(between.join(' '), /^commit( turn)+ commit( turn)+ commit$/);
});

test('idle: everybody who waits is told when every write has its outcome', async (t) => {
  const store = await openStore(t, engine, { batchMs: 0 });
  await store.queue.idle();
  const told: string[] = [];
  const writes = ['a', 'b', 'c'].map((of) => store.write(put, done(of)).then(() => told.push(of)));
  assert.equal(store.queue.depth, 3);
  const waiting = [store.queue.idle(), store.queue.idle()];
  await Promise.all(waiting);
  assert.deepEqual(told, ['a', 'b', 'c']);
  assert.equal(store.queue.depth, 0);
  await Promise.all(writes);
});

test('a write that its caller has given up on before its batch began is not begun', async (t) => {
  const clock = createManualClock();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const store = await openStore(t, engine, { clock });
  const holding = defineUnit({
    input: z.undefined(),
    idempotent: false,
    lasts: true,
    whenAway: 'refuse',
    async run() {
      begun.resolve();
      await gate.promise;
    },
  });
  const held = store.write(holding, undefined);
  await begun.promise;
  const nowMs = clock.monotonicMs();
  const cancelled = { isCancelled: false };
  const outcomes = Promise.all([
    outcomeOf(store.write(put, done('late'), { deadlineMs: nowMs + 100 })),
    outcomeOf(store.write(put, done('in time'), { deadlineMs: nowMs + 5000 })),
    outcomeOf(store.write(put, done('cancelled'), cancelled)),
    outcomeOf(store.write(put, done('patient'))),
  ]);
  await clock.advance(100);
  cancelled.isCancelled = true;
  gate.resolve();
  await held;
  assert.deepEqual(await outcomes, ['CALL_EXPIRED', 'done "in time"', 'CALL_CANCELLED', 'done "patient"']);
  const rows = await store.rows.selectFrom('cursors').select('name').orderBy('name').execute();
  assert.deepEqual(
    rows.map((row) => row.name),
    ['in time', 'patient'],
  );
});

test('the queue goes on when all that waited was given up', async (t) => {
  const clock = createManualClock();
  const store = await openStore(t, engine, { clock });
  await clock.advance(10);
  const late = outcomeOf(store.write(put, done('late'), { deadlineMs: 5 }));
  await store.queue.idle();
  assert.equal(await late, 'CALL_EXPIRED');
  assert.deepEqual(store.batches, []);
  assert.equal(await outcomeOf(store.write(put, done('next'))), 'done "next"');
});

/** Fails the first commits with these errors. */
function failingCommits(...errors: AppError[]): (connection: WriteConnection) => WriteConnection {
  return (connection) => ({
    dialect: connection.dialect,
    query: (sql, parameters) => connection.query(sql, parameters),
    insertRows: (...rows) => connection.insertRows(...rows),
    begin: (durability) => connection.begin(durability),
    async commit() {
      const error = errors.shift();
      if (error) throw error;
      await connection.commit();
    },
    rollback: () => connection.rollback(),
  });
}

test('a commit that fails rejects the writes that were begun, and those behind them are done next', async (t) => {
  const through = failingCommits(new AppError('DISK_FULL'));
  const store = await openStore(t, engine, { batchMs: 0, through });
  const outcomes = await Promise.all(['a', 'b', 'c'].map((of) => outcomeOf(store.write(put, done(of)))));
  assert.deepEqual(outcomes, ['DISK_FULL', 'done "b"', 'done "c"']);
  assert.deepEqual(store.batches, ['DISK_FULL', 1, 1]);
});

test('a throw of those who are told of a batch takes no write with it, and the queue goes on', async (t) => {
  const onTold = () => {
    throw new Error('It cannot listen.');
  };
  const store = await openStore(t, engine, { batchMs: 0, onTold });
  const outcomes = await Promise.all(['a', 'b'].map((of) => outcomeOf(store.write(put, done(of)))));
  assert.deepEqual(outcomes, ['done "a"', 'done "b"']);
  await store.queue.idle();
  assert.deepEqual(store.bugs, ['BUG', 'BUG', 'BUG', 'BUG']);
});
