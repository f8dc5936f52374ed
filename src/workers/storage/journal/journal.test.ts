import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { Job } from '../engine/batch.ts';
import { units } from '../units/index.ts';
import { Journal } from './journal.ts';

function openJournal(owner: TestContext): Journal {
  const journal = new Journal(nodeDisk.open(':memory:'), 'id');
  owner.after(() => journal.close());
  return journal;
}

const job = (name: string): Job => ({
  name,
  unit: units.sendMessage,
  input: { name },
  correlationId: `cause of ${name}`,
  acceptedMs: 17,
  outcome: undefined,
});
const namesOf = (journal: Journal) => journal.first(100).map(({ unit }) => unit);

test('entries come back whole, in order, and are forgotten up to a number', (t) => {
  const journal = openJournal(t);
  journal.append([job('one'), job('two'), job('three')], null);
  assert.deepEqual(journal.first(1), [
    { number: 1, unit: 'one', input: '{"name":"one"}', correlationId: 'cause of one', acceptedMs: 17 },
  ]);
  journal.forget(2);
  assert.deepEqual(namesOf(journal), ['three']);
  assert.equal(journal.count, 1);
});

test('a number is never used twice, even when the journal was empty in between', (t) => {
  const journal = openJournal(t);
  journal.append([job('one'), job('two')], null);
  journal.forget(2);
  journal.append([job('three')], null);
  assert.equal(journal.first(1)[0]?.number, 3);
});

test('entries of a transaction that was committed are dropped, all others are kept', (t) => {
  const journal = openJournal(t);
  journal.append([job('undecided')], 5);
  journal.append([job('later')], null);
  assert.equal(journal.undecidedBatch, 5);
  journal.decide(5);
  assert.deepEqual(namesOf(journal), ['later']);
  assert.equal(journal.count, 1);
});

test('entries of a transaction that was not committed are kept for good', (t) => {
  const journal = openJournal(t);
  journal.append([job('undecided')], 5);
  journal.decide(4);
  assert.equal(journal.undecidedBatch, 0);
  journal.decide(9);
  assert.deepEqual(namesOf(journal), ['undecided']);
});

test('what cannot be written leaves nothing and is not counted', (t) => {
  const journal = openJournal(t);
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  assert.throws(() => journal.append([job('one'), { ...job('two'), input: circular }], null));
  assert.equal(journal.count, 0);
  assert.deepEqual(namesOf(journal), []);
});

test('what is there is counted anew after a commit that was kept and not confirmed', (t) => {
  const database = nodeDisk.open(':memory:');
  let isUnconfirmed = false;
  const journal = new Journal(
    {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => database.prepare(sql),
      begin: (durability) => database.begin(durability),
      commit() {
        database.commit();
        if (isUnconfirmed) throw new AppError('DISK_SYNC_FAILED');
      },
      rollback: () => database.rollback(),
      close: () => database.close(),
      get isInTransaction() {
        return database.isInTransaction;
      },
      isInPlace: true,
    },
    'id',
  );
  t.after(() => journal.close());
  journal.append([job('one'), job('two')], null);
  isUnconfirmed = true;
  assert.throws(() => journal.forget(2), { code: 'JOURNAL_UNTRUSTED' });
  assert.equal(journal.count, 0);
  assert.throws(() => journal.append([job('three')], null), { code: 'JOURNAL_UNTRUSTED' });
  assert.equal(journal.count, 1);
});
