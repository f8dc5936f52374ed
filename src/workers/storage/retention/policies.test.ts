import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storageSchema } from '../../../config/storage-schema.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { migrate } from '../migrations/migrate.ts';
import { newOutcome, toOutcomeRow, toSignalRow } from '../repositories/signals.ts';
import { engines } from '../testing/engines.ts';
import { signalOf } from '../testing/flow.ts';
import type { Tx } from '../unit.ts';
import { alerts } from './alerts.ts';
import { anomalies } from './anomalies.ts';
import { candles } from './candles.ts';
import { footprints } from './footprints.ts';
import { outbox } from './outbox.ts';
import { policies } from './policies.ts';
import { reservations } from './reservations.ts';
import { signals } from './signals.ts';
import { traces } from './traces.ts';

const txOn = (connection: WriteConnection) => ({ db: kyselyOn(connection) }) as unknown as Tx;

async function idsOf(connection: WriteConnection, sql: string): Promise<unknown[]> {
  return (await connection.query(sql, [])).rows.map(({ id }) => id);
}

test('every policy has its setting, and none is for money entries, balances, cursors or what waits for a person', () => {
  const settings = Object.keys(storageSchema.parse({}).retention);
  assert.deepEqual(policies.map(({ name }) => `${name}Days`).sort(), settings.sort());
  const kept = [
    'entries',
    'balances',
    'cursors',
    'outbox_parked',
    'journal_refused',
    'meta',
    'audit',
    'users',
  ];
  for (const { table } of policies) assert.ok(!kept.includes(table), table);
});

for (const { name, skip, open } of engines) {
  test(`${name}: traces older than the moment go, the oldest first and no more than asked`, {
    skip,
  }, async (t) => {
    const { connection } = await open(t);
    await migrate(connection, 1);
    const columns = ['id', 'correlation_id', 'parent_id', 'worker', 'step', 'at', 'details'];
    await connection.insertRows(
      'traces',
      columns,
      [1, 2, 3, 4, 5].map((at) => [`at ${at}`, '', '', '', '', at, '']),
    );
    assert.equal(await traces.remove(txOn(connection), 4, 2), 2);
    assert.deepEqual(await idsOf(connection, 'select id from traces order by seq'), ['at 3', 'at 4', 'at 5']);
    assert.equal(await traces.remove(txOn(connection), 4, 2), 1);
    assert.equal(await traces.remove(txOn(connection), 4, 2), 0);
    assert.deepEqual(await idsOf(connection, 'select id from traces order by seq'), ['at 4', 'at 5']);
  });

  test(`${name}: a message goes when it is confirmed and old, never before it is confirmed`, {
    skip,
  }, async (t) => {
    const { connection } = await open(t);
    await migrate(connection, 1);
    const rows = ['stuck', 'flowing', 'stuck', 'flowing', 'flowing', 'flowing'].map((topic, at) => [
      topic,
      `${topic} ${at + 1}`,
      '{}',
      '',
      at + 1,
    ]);
    const columns = ['topic', 'message_key', 'payload', 'correlation_id', 'created_at'];
    await connection.insertRows('outbox', columns, rows);
    await connection.insertRows('outbox_topics', ['topic', 'confirmed_seq'], [['flowing', 5]]);
    assert.equal(await outbox.remove(txOn(connection), 5, 10), 2);
    assert.deepEqual(await idsOf(connection, 'select message_key as id from outbox order by seq'), [
      'stuck 1',
      'stuck 3',
      'flowing 5',
      'flowing 6',
    ]);
    assert.equal(await outbox.remove(txOn(connection), 100, 10), 1);
  });

  test(`${name}: alerts older than the moment go, the oldest first and no more than asked`, {
    skip,
  }, async (t) => {
    const { connection } = await open(t);
    await migrate(connection, 1);
    const columns = ['id', 'kind', 'severity', 'title', 'says', 'raised_at'];
    const rows = [1, 2, 3, 4].map((at) => [`at ${at}`, 'disk', 'info', '', '', at]);
    await connection.insertRows('alerts', columns, rows);
    assert.equal(await alerts.remove(txOn(connection), 4, 2), 2);
    assert.equal(await alerts.remove(txOn(connection), 4, 2), 1);
    assert.equal(await alerts.remove(txOn(connection), 4, 2), 0);
    assert.deepEqual(await idsOf(connection, 'select id from alerts order by seq'), ['at 4']);
  });

  test(`${name}: what order flow left goes by the time of its events, the oldest first and no more than asked`, {
    skip,
  }, async (t) => {
    const { connection } = await open(t);
    await migrate(connection, 1);
    const tx = txOn(connection);
    const times = [3, 1, 4, 2];
    for (const at of times) {
      const signal = { ...toSignalRow(signalOf(`s${at}`)), event_at: at + 0.5 };
      await tx.db.insertInto('signals').values(signal).execute();
      await tx.db
        .insertInto('signal_outcomes')
        .values(toOutcomeRow(newOutcome(signal.id)))
        .execute();
    }
    await connection.insertRows(
      'anomalies',
      ['id', 'instrument', 'type', 'severity', 'event_at', 'payload'],
      times.map((at) => [`a${at}`, 'i', 't', 'low', at + 0.5, '']),
    );
    for (const policy of [signals, anomalies]) {
      assert.equal(await policy.remove(tx, 4, 2), 2);
      assert.equal(await policy.remove(tx, 4, 2), 1);
      assert.equal(await policy.remove(tx, 4, 2), 0);
    }
    assert.deepEqual(await idsOf(connection, 'select id from signals'), ['s4']);
    assert.deepEqual(await idsOf(connection, 'select signal_id as id from signal_outcomes'), ['s4']);
    assert.deepEqual(await idsOf(connection, 'select id from anomalies'), ['a4']);
  });

  test(`${name}: of bars and short candles of many instruments the oldest go, longer candles stay`, {
    skip,
  }, async (t) => {
    const { connection } = await open(t);
    await migrate(connection, 1);
    const tx = txOn(connection);
    const keys = ['b', 'a', 'c'].flatMap((instrument) => [10, 20, 30].map((at) => [instrument, at] as const));
    await connection.insertRows(
      'footprint_bars',
      ['instrument', 'open_at', 'payload', 'rows'],
      keys.map(([instrument, at]) => [instrument, at, '', '']),
    );
    const columns = [
      'instrument',
      'open_at',
      'interval_ms',
      'open',
      'high',
      'low',
      'close',
      'volume',
      'delta',
    ];
    for (const length of [60_000, 300_000, 3_600_000])
      await connection.insertRows(
        'candles',
        columns,
        keys.map(([instrument, at]) => [instrument, at, length, '1', '1', '1', '1', '1', null]),
      );
    assert.equal(await footprints.remove(tx, 30, 4), 4);
    const left = 'select instrument as id from footprint_bars where open_at < 30 order by id';
    assert.deepEqual(await idsOf(connection, left), ['b', 'c']);
    assert.equal(await footprints.remove(tx, 30, 4), 2);
    assert.equal(await footprints.remove(tx, 30, 4), 0);
    assert.equal(await candles.remove(tx, 30, 8), 8);
    assert.equal(await candles.remove(tx, 30, 8), 4);
    assert.equal(await candles.remove(tx, 30, 8), 0);
    const kept = 'select interval_ms as id from candles order by interval_ms';
    assert.deepEqual(await idsOf(connection, kept), [
      ...Array.from({ length: 3 }, () => 60_000),
      ...Array.from({ length: 3 }, () => 300_000),
      ...Array.from({ length: 9 }, () => 3_600_000),
    ]);
  });

  test(`${name}: an open reservation is kept however old it is, a closed one until it is old`, {
    skip,
  }, async (t) => {
    const { connection } = await open(t);
    await migrate(connection, 1);
    const columns = ['id', 'account', 'asset', 'amount', 'state', 'spent', 'created_at', 'closed_at'];
    await connection.insertRows('reservations', columns, [
      ['open', 'a', 'b', '1', 'open', '0', 1, null],
      ['old', 'a', 'b', '1', 'settled', '1', 1, 5],
      ['recent', 'a', 'b', '1', 'released', '0', 1, 50],
    ]);
    assert.equal(await reservations.remove(txOn(connection), 10, 10), 1);
    assert.deepEqual(await idsOf(connection, 'select id from reservations order by id'), ['open', 'recent']);
  });
}
