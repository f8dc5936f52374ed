// What the first start on a database that was put back does, on every database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { tokenByHash } from '../reads/token-by-hash.ts';
import { checkAudit } from '../repositories/audit-chain.ts';
import { stopStateOf } from '../repositories/trading-stop.ts';
import { engines, type Owner, type TestEngine } from '../testing/engines.ts';
import { openStore } from '../testing/open-store.ts';
import { hashOf, makeToken, makeUser, signIn } from '../testing/people.ts';
import { settleRestore, toRestoreMarks } from './settle-restore.ts';

const LATER_MS = 4_000_000_000_000;

/** With a user, a session, two tokens, and the marks that a restore leaves. */
async function openRestored(t: Owner, engine: TestEngine, keepsTokens: boolean) {
  let connection: WriteConnection | undefined;
  const store = await openStore(t, engine, {
    through: (given) => {
      connection = given;
      return given;
    },
  });
  const db = kyselyOn(connection as WriteConnection);
  await makeUser(store, 'ann');
  await signIn(store, 'ann', 'stolen');
  for (const token of ['one', 'two']) await makeToken(store, 'ann', token);
  for (const [name, value] of Object.entries(toRestoreMarks(1, keepsTokens, 0)))
    await db.insertInto('meta').values({ name, value }).execute();
  const opens = async (name: string) =>
    (await tokenByHash.run(store.rows, { hash: hashOf(name), nowMs: LATER_MS })) !== null;
  const sessions = async () => (await store.rows.selectFrom('sessions').selectAll().execute()).length;
  return { connection: connection as WriteConnection, db, rows: store.rows, opens, sessions };
}

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: after a restore nobody is signed in, no token opens, and trading is stopped`, {
    skip,
  }, async (t) => {
    const { connection, db, rows, opens, sessions } = await openRestored(t, engine, false);
    assert.deepEqual([await sessions(), await opens('one')], [1, true]);
    assert.equal(await settleRestore(connection, LATER_MS), true);
    assert.deepEqual([await sessions(), await opens('one'), await opens('two')], [0, false, false]);
    const { isStopped, by, reason, changedAtMs } = await stopStateOf(rows);
    assert.deepEqual([isStopped, by, changedAtMs], [true, 'restore', LATER_MS]);
    assert.match(reason ?? '', /backup was restored, made at 1970-01-01T00:00:00.000Z:/);
    const entry = await rows
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'restoreBackup')
      .executeTakeFirstOrThrow();
    assert.deepEqual(JSON.parse(entry.details), { sessionsEnded: 1, tokensRevoked: 2 });
    assert.equal((await checkAudit(rows))?.brokenAtSeq, null);
    // A person resumes; the next start leaves that alone.
    await db.updateTable('trading_stop').set({ is_stopped: 0 }).execute();
    assert.equal(await settleRestore(connection, LATER_MS + 1), false);
    assert.equal((await stopStateOf(rows)).isStopped, false);
  });

  test(`${name}: where trading was stopped already, the restore is the reason that somebody has to read`, {
    skip,
  }, async (t) => {
    const { connection, db, rows } = await openRestored(t, engine, false);
    const old = { id: 1, is_stopped: 1, changed_at: 5, changed_by: 'user:ann', reason: 'holidays' } as const;
    await db.insertInto('trading_stop').values(old).execute();
    await settleRestore(connection, LATER_MS);
    const { isStopped, by, reason, changedAtMs } = await stopStateOf(rows);
    assert.deepEqual([isStopped, by, changedAtMs], [true, 'restore', LATER_MS]);
    assert.match(reason ?? '', /backup was restored/);
  });

  test(`${name}: tokens stay where the restore was told so`, { skip }, async (t) => {
    const { connection, opens, sessions } = await openRestored(t, engine, true);
    await settleRestore(connection, LATER_MS);
    assert.deepEqual([await sessions(), await opens('one'), await opens('two')], [0, true, true]);
  });

  test(`${name}: what fails half-way is done whole by the next start`, { skip }, async (t) => {
    const { connection, opens, sessions } = await openRestored(t, engine, false);
    const failing: WriteConnection = {
      dialect: connection.dialect,
      insertRows: (...given) => connection.insertRows(...given),
      query: (sql, parameters) => {
        if (sql.includes('trading_stop')) throw new Error('The power fails.');
        return connection.query(sql, parameters);
      },
      begin: (durability) => connection.begin(durability),
      commit: () => connection.commit(),
      rollback: () => connection.rollback(),
    };
    await assert.rejects(settleRestore(failing, LATER_MS), /The power fails/);
    assert.deepEqual([await sessions(), await opens('one')], [1, true]);
    assert.equal(await settleRestore(connection, LATER_MS), true);
    assert.deepEqual([await sessions(), await opens('one')], [0, false]);
  });
}
