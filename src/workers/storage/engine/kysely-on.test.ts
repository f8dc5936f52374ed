import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { migrate } from '../migrations/migrate.ts';
import { engines } from '../testing/engines.ts';
import { kyselyOn } from './kysely-on.ts';

const row = { name: 'a', position: '1', updated_at: 5 };

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a plain question changes nothing, everything else may`, { skip }, async (t) => {
    const { connection } = await engine.open(t);
    await migrate(connection, 0);
    let changes = 0;
    const db = kyselyOn(connection, () => changes++);
    const count = async (run: () => Promise<unknown>) => {
      const before = changes;
      await run();
      return changes - before;
    };
    assert.equal(await count(() => db.selectFrom('cursors').selectAll().execute()), 0);
    assert.equal(await count(() => db.insertInto('cursors').values(row).execute()), 1);
    assert.equal(await count(() => db.updateTable('cursors').set({ position: '2' }).execute()), 1);
    assert.equal(await count(() => db.deleteFrom('cursors').where('name', '=', 'b').execute()), 1);
    assert.equal(await count(() => sql`delete from cursors where name = 'b'`.execute(db)), 1);
    const hidden = db
      .with('gone', (inner) => inner.selectFrom('cursors').selectAll())
      .selectFrom('gone')
      .selectAll();
    assert.equal(
      await count(() => hidden.execute()),
      1,
      'what stands in front of a question may be a change',
    );
  });

  test(`${name}: a statement that fails may leave the transaction unusable`, { skip }, async (t) => {
    const { connection } = await engine.open(t);
    await migrate(connection, 0);
    let changes = 0;
    const db = kyselyOn(connection, () => changes++);
    const broken = sql`select * from cursors where nothing = 1`;
    await assert.rejects(db.selectFrom('cursors').select(broken.as('x')).execute());
    assert.equal(changes, 1);
  });

  test(`${name}: rows, counts and numbers come back as they went in`, { skip }, async (t) => {
    const { connection } = await engine.open(t);
    await migrate(connection, 0);
    const db = kyselyOn(connection);
    const at = Number.MAX_SAFE_INTEGER;
    const text = `quote ' " \\ line\n emoji 🪙 $1 ?1`;
    await db
      .insertInto('cursors')
      .values({ ...row, position: text, updated_at: at })
      .execute();
    const found = await db.selectFrom('cursors').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual({ ...found }, { name: 'a', position: text, updated_at: at });
    const { numUpdatedRows } = await db
      .updateTable('cursors')
      .set({ position: '' })
      .executeTakeFirstOrThrow();
    const { numDeletedRows } = await db
      .deleteFrom('cursors')
      .where('name', '=', 'b')
      .executeTakeFirstOrThrow();
    assert.deepEqual([numUpdatedRows, numDeletedRows], [1n, 0n]);
  });

  test(`${name}: transactions, connections and streams are not for those who query`, { skip }, async (t) => {
    const { connection } = await engine.open(t);
    await migrate(connection, 0);
    const db = kyselyOn(connection);
    const nothing = async () => {};
    await assert.rejects(db.transaction().execute(nothing), { code: 'BUG' });
    await assert.rejects(db.startTransaction().execute(), { code: 'BUG' });
    await assert.rejects(
      async () => {
        for await (const _ of db.selectFrom('cursors').selectAll().stream());
      },
      { code: 'BUG' },
    );
  });
}
