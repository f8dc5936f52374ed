import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { type Ending, endings, put } from '../testing/put.ts';
import { unitOf } from '../testing/unit-of.ts';
import { defineUnit, type Tx } from '../unit.ts';
import { recordTraces } from '../units/record-traces.ts';
import type { WriteConnection } from './sql-connection.ts';

/** Counts transactions, and lets a test put itself before each commit. */
function counted(onCommit: (commit: () => unknown) => unknown = (commit) => commit()) {
  const counts = { begun: 0, fenced: 0 };
  const through = (connection: WriteConnection): WriteConnection => ({
    dialect: connection.dialect,
    query(sql, parameters) {
      if (sql === 'savepoint unit') counts.fenced++;
      return connection.query(sql, parameters);
    },
    insertRows: (...rows) => connection.insertRows(...rows),
    begin(durability) {
      counts.begun++;
      return connection.begin(durability);
    },
    commit: async () => void (await onCommit(() => connection.commit())),
    rollback: () => connection.rollback(),
  });
  return { counts, through };
}

const putAll = (store: Store, ...writes: readonly (readonly [string, Ending])[]): Promise<string[]> =>
  Promise.all(writes.map(([name, ending]) => outcomeOf(store.write(put, { name, ending }))));

async function namesIn({ rows }: Store): Promise<string[]> {
  const found = await rows.selectFrom('cursors').select('name').orderBy('name').execute();
  return found.map(({ name }) => name);
}

async function owedIn({ rows }: Store): Promise<string[]> {
  const found = await rows.selectFrom('outbox').select('message_key').orderBy('seq').execute();
  return found.map(({ message_key }) => message_key);
}

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a write that refuses before it changed anything costs its batch nothing`, {
    skip,
  }, async (t) => {
    const { counts, through } = counted();
    const store = await openStore(t, engine, { through });
    const outcomes = await putAll(store, ['a', 'done'], ['b', 'refuses'], ['c', 'done']);
    assert.deepEqual(outcomes, ['done "a"', 'CURSOR_MOVED', 'done "c"']);
    assert.deepEqual(await namesIn(store), ['a', 'c']);
    assert.deepEqual(counts, { begun: 1, fenced: 0 });
    assert.deepEqual(store.batches, [3]);
  });

  for (const [ending, code] of [
    ['refuses late', 'CURSOR_MOVED'],
    ['fails', 'BUG'],
    ['conflicts', 'ROW_CONFLICT'],
  ] as const)
    test(`${name}: a write that ${ending} after it changed rows fails alone, and leaves nothing`, {
      skip,
    }, async (t) => {
      const { counts, through } = counted();
      const store = await openStore(t, engine, { through });
      const outcomes = await putAll(store, ['a', 'done'], ['b', ending], ['c', 'done']);
      assert.deepEqual(outcomes, ['done "a"', code, 'done "c"']);
      assert.deepEqual(await namesIn(store), ['a', 'c']);
      assert.deepEqual(await owedIn(store), ['a', 'c'], 'done over, the first one owes its message once');
      assert.deepEqual([...new Set(store.owed)], ['about done'], 'what was undone is not told');
      assert.ok(counts.begun > 1 && counts.fenced > 0, 'it was done over');
    });

  test(`${name}: nobody is told, and nobody sees anything, before the commit`, {
    skip,
  }, async (t) => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const { through } = counted(async (commit) => {
      reached.resolve();
      await gate.promise;
      await commit();
    });
    const store = await openStore(t, engine, { through });
    const told: string[] = [];
    const writing = putAll(store, ['a', 'done'], ['b', 'refuses']).then((outcomes) => told.push(...outcomes));
    await reached.promise;
    assert.deepEqual(await namesIn(store), []);
    assert.deepEqual(await owedIn(store), []);
    assert.deepEqual([told, store.owed, store.batches], [[], [], []]);
    gate.resolve();
    await writing;
    assert.deepEqual(told, ['done "a"', 'CURSOR_MOVED']);
    assert.deepEqual(await namesIn(store), ['a']);
    assert.deepEqual(store.owed, ['about done']);
  });

  test(`${name}: a commit that fails is everybody's failure, and nothing is there`, { skip }, async (t) => {
    let isFull = true;
    const { through } = counted((commit) => {
      if (isFull) throw new AppError('DISK_FULL');
      return commit();
    });
    const store = await openStore(t, engine, { through });
    const outcomes = await putAll(store, ['a', 'done'], ['b', 'refuses'], ['c', 'fails']);
    assert.deepEqual(outcomes, ['DISK_FULL', 'DISK_FULL', 'DISK_FULL']);
    assert.deepEqual([await namesIn(store), await owedIn(store), store.owed], [[], [], []]);
    assert.deepEqual(store.batches, ['DISK_FULL']);
    isFull = false;
    assert.deepEqual(await putAll(store, ['a', 'done']), ['done "a"'], 'the next batch begins afresh');
    assert.deepEqual([await namesIn(store), await owedIn(store)], [['a'], ['a']]);
  });

  test(`${name}: an error of the whole database ends the batch at once`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const full = unitOf(async () => {
      throw new AppError('DISK_FULL');
    });
    const outcomes = Promise.all([
      outcomeOf(store.write(put, { name: 'a', ending: 'done' })),
      outcomeOf(store.write(full, undefined)),
    ]);
    assert.deepEqual(await outcomes, ['DISK_FULL', 'DISK_FULL']);
    assert.deepEqual(await namesIn(store), []);
  });

  test(`${name}: any sequence of writes has the outcomes and rows that one after the other would have`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const write = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      ending: fc.constantFrom(...endings),
    });
    const batches = fc.array(fc.array(write, { minLength: 1, maxLength: 8 }), { maxLength: 6 });
    const property = fc.asyncProperty(batches, async (sequence) => {
      await store.write(unitOf(clear), undefined);
      const expected = new Set<string>();
      for (const batch of sequence) {
        const outcomes = await putAll(store, ...batch.map((one) => [one.name, one.ending] as const));
        assert.deepEqual(
          outcomes,
          batch.map((one) => model(expected, one)),
        );
      }
      assert.deepEqual(await namesIn(store), [...expected].sort());
      assert.deepEqual(await owedIn(store), [...expected], 'in the order of arrival, once each');
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test(`${name}: many at once are stored as they would be one by one`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const { runAll, ...oneByOne } = recordTraces;
    assert.ok(runAll);
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 5 });
    const trace = fc.record({
      id: text,
      correlationId: text,
      parentId: text,
      worker: text,
      step: text,
      at: fc.nat(),
      details: text,
    });
    const writes = fc.array(fc.array(trace, { maxLength: 40 }), { maxLength: 20 });
    const property = fc.asyncProperty(writes, async (inputs) => {
      const stored = [];
      for (const unit of [recordTraces, defineUnit(oneByOne)]) {
        await store.write(unitOf(clear), undefined);
        await Promise.all(inputs.map((traces) => store.write(unit, { traces })));
        const rows = await store.rows.selectFrom('traces').selectAll().orderBy('seq').execute();
        stored.push(rows.map(({ seq: _, ...row }) => row));
      }
      assert.deepEqual(stored[0], stored[1]);
      assert.equal(stored[0]?.length, inputs.flat().length);
    });
    await fc.assert(property, { numRuns: 15 });
  });

  test(`${name}: one of many that breaks a rule fails alone`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const insertAll = (tx: Tx, names: readonly string[]) =>
      tx.insert(
        'cursors',
        names.map((of) => ({ name: of, position: '', updated_at: 0 })),
      );
    const unit = defineUnit({
      input: z.string(),
      idempotent: false,
      lasts: true,
      whenAway: 'refuse',
      run: (tx, one) => insertAll(tx, [one]),
      runAll: (tx, writes) =>
        insertAll(
          tx,
          writes.map(({ input }) => input),
        ),
    });
    const outcomes = await Promise.all(['a', 'b', 'a', 'c'].map((one) => outcomeOf(store.write(unit, one))));
    assert.deepEqual(outcomes, ['done', 'done', 'ROW_CONFLICT', 'done']);
    assert.deepEqual(await namesIn(store), ['a', 'b', 'c']);
  });
}

async function clear(tx: Tx): Promise<void> {
  for (const table of ['cursors', 'outbox', 'traces'] as const) await tx.db.deleteFrom(table).execute();
}

/** What one write does when no other is around it. */
function model(stored: Set<string>, { name, ending }: { name: string; ending: Ending }): string {
  if (ending === 'refuses') return 'CURSOR_MOVED';
  if (stored.has(name) || ending === 'conflicts') return 'ROW_CONFLICT';
  if (ending === 'refuses late') return 'CURSOR_MOVED';
  if (ending === 'fails') return 'BUG';
  stored.add(name);
  return `done "${name}"`;
}
