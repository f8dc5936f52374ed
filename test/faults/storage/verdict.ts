// What must be true of a data folder after any number of kills.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { CURSOR, STEPS_OF_A_WRITE, TOPIC } from './axe-units.ts';

export function judge(path: string, acknowledged: ReadonlySet<string>): { readonly writes: number } {
  const database = new DatabaseSync(path, { readOnly: true });
  const column = (sql: string, ...parameters: string[]) =>
    database
      .prepare(sql)
      .all(...parameters)
      .map((row) => String(Object.values(row)[0]));
  try {
    assert.deepEqual(column('PRAGMA integrity_check'), ['ok']);
    const entries = (prefix: string) =>
      column(
        `select substr(entry_key, ${prefix.length + 1}) as key from entries where entry_key like ? order by key`,
        `${prefix}%`,
      );
    const steps = (step: string) => column('select id from traces where step = ? order by id', step);
    const written = entries('book-');
    const isWritten = new Set(written);
    assert.deepEqual(
      [...acknowledged].filter((key) => !isWritten.has(key)),
      [],
      'every acknowledged write is there',
    );
    const whole = written.flatMap((key) => Array<string>(STEPS_OF_A_WRITE).fill(key));
    assert.deepEqual(steps('booked'), whole, 'every write is there once and whole');
    const owed = column('select message_key as key from outbox where topic = ? order by key', TOPIC);
    assert.deepEqual(owed, written, 'every write owes its message, once');
    assert.deepEqual(entries('effect-'), written, 'every message has its effect by key, once');
    assert.deepEqual(steps('counted'), written, 'every message has its effect by cursor, once');
    assert.deepEqual(column('select total from balances where account = ?', 'producer'), [
      String(written.length),
    ]);
    assert.deepEqual(column('select total from balances where account = ?', 'receiver'), [
      String(written.length),
    ]);
    const [last] = column('select max(seq) from outbox');
    assert.deepEqual(column('select confirmed_seq from outbox_topics where topic = ?', TOPIC), [last]);
    assert.deepEqual(column('select position from cursors where name = ?', CURSOR), [last]);
    assert.deepEqual(column('select count(*) from outbox_parked'), ['0']);
    return { writes: written.length };
  } finally {
    database.close();
  }
}
