import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { migrate } from '../migrations/migrate.ts';
import { confirm } from '../repositories/outbox.ts';
import { engines, type TestEngine } from '../testing/engines.ts';
import { openStore } from '../testing/open-store.ts';
import { unitOf } from '../testing/unit-of.ts';
import { sendMessage } from '../units/send-message.ts';
import { outboxBacklog } from './outbox-backlog.ts';

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: what waits is counted by topic, handled or not so far`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    assert.deepEqual(await outboxBacklog.run(store.rows, undefined), []);
    const send = (topic: string, key: string, acceptedMs: number) =>
      store.write(sendMessage, { topic, key, payload: null }, { acceptedMs });
    for (const topic of ['b', 'a', 'done']) for (const at of [1, 2, 3]) await send(topic, `${at}`, at);
    const seqs = await store.rows.selectFrom('outbox').select(['topic', 'seq']).orderBy('seq').execute();
    const of = (topic: string) => seqs.filter((row) => row.topic === topic).map(({ seq }) => Number(seq));
    await store.write(
      unitOf(async (tx) => {
        await confirm(tx, 'b', of('b')[1] as number);
        await confirm(tx, 'done', of('done')[2] as number);
      }),
      undefined,
    );
    assert.deepEqual(await outboxBacklog.run(store.rows, undefined), [
      { topic: 'a', waiting: 3, oldestAtMs: 1 },
      { topic: 'b', waiting: 1, oldestAtMs: 3 },
    ]);
  });
}

const [sqlite] = engines;

test('a large backlog is not counted to its end', async (t) => {
  const store = await openStore(t, sqlite as TestEngine);
  const rows = Array.from({ length: 60_000 }, (_, at) => ({
    topic: 'large',
    message_key: `${at}`,
    payload: '1',
    correlation_id: '',
    created_at: at,
  }));
  await store.write(
    unitOf((tx) => tx.insert('outbox', rows)),
    undefined,
  );
  assert.deepEqual(await outboxBacklog.run(store.rows, undefined), [
    { topic: 'large', waiting: 50_000, oldestAtMs: 0 },
  ]);
});

test('no step of it reads the whole outbox', async (t) => {
  const { connection } = await (sqlite as TestEngine).open(t);
  await migrate(connection, 0);
  for (const topic of ['a', 'b'])
    await connection.insertRows(
      'outbox',
      ['topic', 'message_key', 'payload', 'correlation_id', 'created_at'],
      [[topic, 'k', '1', '', 5]],
    );
  const plans: string[] = [];
  const explained: SqlConnection = {
    dialect: 'sqlite',
    async query(sql, parameters) {
      const { rows } = await connection.query(`explain query plan ${sql}`, parameters);
      plans.push(...rows.map(({ detail }) => String(detail)));
      return connection.query(sql, parameters);
    },
    insertRows: () => undefined,
  };
  assert.equal((await outboxBacklog.run(kyselyOn(explained), undefined)).length, 2);
  assert.ok(plans.some((step) => /SEARCH outbox USING .*INDEX/.test(step)));
  assert.deepEqual(
    plans.filter((step) => /SCAN outbox(?! USING COVERING INDEX outbox_order)/.test(step)),
    [],
  );
});
