import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection, WriteConnection } from '../engine/sql-connection.ts';
import { auditCheck } from '../reads/audit-check.ts';
import { auditEntries } from '../reads/audit-entries.ts';
import { engines, type Owner, type TestEngine } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { by, makeToken, makeUser } from '../testing/people.ts';
import { unitOf } from '../testing/unit-of.ts';
import { recordAudit } from '../units/record-audit.ts';
import { audit, headOf, toAuditHash } from './audit.ts';
import { checkAudit } from './audit-chain.ts';

const record = (store: Store, action: string, details = {}) =>
  store.write(recordAudit, { by, action, target: 'x', details });
const check = (store: Store) => auditCheck.run(store.rows, undefined);

/** A store with ten entries, and the hand of somebody who can write the database past the program. */
async function openTampered(t: Owner, engine: TestEngine) {
  let connection: WriteConnection | undefined;
  const store = await openStore(t, engine, {
    through: (given) => {
      connection = given;
      return given;
    },
  });
  for (let n = 1; n <= 10; n++) await record(store, `action ${n}`, { n });
  const db = kyselyOn(connection as WriteConnection);
  const rowAt = (seq: number) =>
    db.selectFrom('audit').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
  return { store, db, rowAt, connection: connection as WriteConnection };
}

const columns = {
  at: 1,
  actor: 'somebody',
  action: 'else',
  target: 'y',
  details: '{"n":99}',
  previous_hash: 'f'.repeat(64),
  hash: 'f'.repeat(64),
};

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: the chain holds after any entries, also of transactions that failed and of many at once`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const failing = unitOf(async (tx) => {
      await audit(tx, by, { action: 'undone', target: '' });
      throw new AppError('CURSOR_MOVED');
    });
    const step = fc.record({
      action: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0')),
      details: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
      fails: fc.boolean(),
    });
    let done = 0;
    const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await Promise.all(
        steps.map(({ action, details, fails }) =>
          outcomeOf(fails ? store.write(failing, undefined) : record(store, action, details)),
        ),
      );
      done += steps.filter(({ fails }) => !fails).length;
      assert.deepEqual(await check(store), { entries: done, brokenAtSeq: null });
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test(`${name}: an entry that was changed in any of its columns is named`, { skip }, async (t) => {
    const { store, db, rowAt } = await openTampered(t, engine);
    for (const [column, value] of Object.entries(columns))
      for (const seq of [1, 5, 10]) {
        const before = await rowAt(seq);
        await db
          .updateTable('audit')
          .set({ [column]: value })
          .where('seq', '=', seq)
          .execute();
        assert.equal((await check(store)).brokenAtSeq, seq, `${column} of ${seq}`);
        await db.updateTable('audit').set(before).where('seq', '=', seq).execute();
      }
    assert.deepEqual(await check(store), { entries: 10, brokenAtSeq: null });
  });

  test(`${name}: an entry that was changed and hashed anew is named by those after it`, {
    skip,
  }, async (t) => {
    const { store, db, rowAt } = await openTampered(t, engine);
    for (const seq of [1, 5, 10]) {
      const before = await rowAt(seq);
      const forged = { ...before, actor: 'somebody' };
      const hash = toAuditHash(forged);
      await db.updateTable('audit').set({ actor: 'somebody', hash }).where('seq', '=', seq).execute();
      assert.equal((await check(store)).brokenAtSeq, seq);
      await db.updateTable('audit').set(before).where('seq', '=', seq).execute();
    }
  });

  test(`${name}: an entry that was removed is named, also the last and also all`, { skip }, async (t) => {
    const { store, db, rowAt } = await openTampered(t, engine);
    for (const seq of [1, 5, 10]) {
      const row = await rowAt(seq);
      await db.deleteFrom('audit').where('seq', '=', seq).execute();
      assert.equal((await check(store)).brokenAtSeq, seq);
      await db.insertInto('audit').values(row).execute();
    }
    await db.deleteFrom('audit').where('seq', '>', 7).execute();
    assert.equal((await check(store)).brokenAtSeq, 8);
    await record(store, 'later');
    assert.equal((await check(store)).brokenAtSeq, 8, 'the gap stays');
    assert.equal((await headOf(store.rows))?.seq, 11);
    await db.deleteFrom('audit').execute();
    assert.equal((await check(store)).brokenAtSeq, 1);
  });

  test(`${name}: entries that changed places, or came in past the program, are named`, {
    skip,
  }, async (t) => {
    const { store, db, rowAt } = await openTampered(t, engine);
    const [third, sixth] = [await rowAt(3), await rowAt(6)];
    await db.updateTable('audit').set({ seq: 99 }).where('seq', '=', 3).execute();
    await db.updateTable('audit').set({ seq: 3 }).where('seq', '=', 6).execute();
    await db.updateTable('audit').set({ seq: 6 }).where('seq', '=', 99).execute();
    assert.equal((await check(store)).brokenAtSeq, 3);
    await db.deleteFrom('audit').where('seq', 'in', [3, 6]).execute();
    await db.insertInto('audit').values([third, sixth]).execute();
    const last = await rowAt(10);
    const forged = { ...last, seq: 11, previous_hash: last.hash };
    await db
      .insertInto('audit')
      .values({ ...forged, hash: toAuditHash(forged) })
      .execute();
    assert.equal((await check(store)).brokenAtSeq, 11);
    await db.deleteFrom('audit').where('seq', '=', 11).execute();
    for (const seq of [0, -4]) {
      await db
        .insertInto('audit')
        .values({ ...last, seq })
        .execute();
      assert.equal((await check(store)).brokenAtSeq, seq);
      await db.deleteFrom('audit').where('seq', '=', seq).execute();
    }
  });

  test(`${name}: a note of the last entry that was taken away or forged is no way to hide one`, {
    skip,
  }, async (t) => {
    const { store, db } = await openTampered(t, engine);
    for (const value of ['10 ffff', '3 ffff', 'nonsense', '12 ffff']) {
      await db.updateTable('meta').set({ value }).where('name', '=', 'audit.head').execute();
      assert.notEqual((await check(store)).brokenAtSeq, null, value);
    }
    await db.deleteFrom('meta').where('name', '=', 'audit.head').execute();
    assert.notEqual((await check(store)).brokenAtSeq, null);
    assert.equal(await outcomeOf(record(store, 'goes on')), 'done');
  });

  test(`${name}: the check walks pages while entries are written`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await Promise.all(Array.from({ length: 1200 }, (_, n) => record(store, `before ${n}`)));
    let isDone = false;
    const writing = (async () => {
      for (let n = 0; !isDone; n++) await record(store, `meanwhile ${n}`);
    })();
    for (let round = 0; round < 10; round++) {
      const { entries, brokenAtSeq } = await check(store);
      assert.equal(brokenAtSeq, null);
      assert.ok(entries >= 1200);
    }
    isDone = true;
    await writing;
  });

  test(`${name}: entries that are written between the last page and the look at the note are no finding`, {
    skip,
  }, async (t) => {
    const { store, connection } = await openTampered(t, engine);
    let left = 3;
    const crossing: SqlConnection = {
      dialect: connection.dialect,
      insertRows: (...rows) => connection.insertRows(...rows),
      async query(sql, parameters) {
        if (sql.includes('"meta"') && left-- > 0) await record(store, 'meanwhile');
        return connection.query(sql, parameters);
      },
    };
    assert.deepEqual(await checkAudit(kyselyOn(crossing)), { entries: 13, brokenAtSeq: null });
  });

  test(`${name}: entries are listed newest first, in pages, by who and what; one that was meddled with hides no other`, {
    skip,
  }, async (t) => {
    const { store, db } = await openTampered(t, engine);
    await store.write(recordAudit, {
      by: { actor: 'cli', address: '' },
      action: 'action 1',
      target: '',
      details: {},
    });
    const list = (input: Partial<Parameters<typeof auditEntries.run>[1]>) =>
      auditEntries.run(store.rows, { max: 50, ...input });
    const seqs = async (input: Parameters<typeof list>[0]) =>
      (await list(input)).entries.map(({ seq }) => seq);
    const first = await list({ max: 6 });
    assert.deepEqual([first.entries[0]?.seq, first.nextBefore], [11, 6]);
    assert.deepEqual(first.entries[0]?.details, {});
    assert.deepEqual(first.entries[1]?.details, { n: 10, address: by.address });
    assert.deepEqual(await seqs({ before: 6 }), [5, 4, 3, 2, 1]);
    assert.equal((await list({ before: 6 })).nextBefore, null);
    assert.deepEqual(await seqs({ action: 'action 1' }), [11, 1]);
    assert.deepEqual(await seqs({ actor: 'cli' }), [11]);
    await db.updateTable('audit').set({ details: '{"n":' }).where('seq', '=', 2).execute();
    assert.deepEqual((await list({ action: 'action 2' })).entries[0]?.details, { unreadable: '{"n":' });
  });
}

for (const engine of engines)
  test(`${engine.name}: what has an id and a name is listed with its name`, {
    skip: engine.skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await makeUser(store, 'ann');
    await makeToken(store, 'ann', 'robot', { name: 'grafana' });
    const by = { actor: 'token:robot', address: '' };
    for (const target of ['webhook:gone', 'user:ann', 'token:gone'])
      await store.write(recordAudit, { by, action: 'x', target, details: {} });
    const { names } = await auditEntries.run(store.rows, { max: 50 });
    assert.deepEqual(names, { 'token:robot': 'grafana' });
  });

test('nothing but the one function that appends to it changes the audit', () => {
  const folder = new URL('../', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const touching = files
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|testing\//.test(file))
    .filter((file) =>
      /(insertInto|updateTable|deleteFrom|insert)\(\s*'audit'/.test(
        readFileSync(new URL(file, folder), 'utf8'),
      ),
    );
  assert.deepEqual(touching, ['repositories/audit.ts']);
});
