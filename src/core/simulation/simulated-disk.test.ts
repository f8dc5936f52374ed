import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database, Durability } from '../disk/disk.ts';
import { diskCases, withCode } from '../disk/testing/disk-cases.ts';
import { createSeededRandom } from '../random.ts';
import { Life, LifeEnded } from './life.ts';
import { Scheduler } from './scheduler.ts';
import { type DiskAction, type DiskStrike, SimulatedDisk } from './simulated-disk.ts';

const still = { nextTurn() {}, endOfTurn() {} };
const newLife = (unit = 'writer') => new Life(unit, 1, new Scheduler(still), createSeededRandom(1));

/** A disk that fails as told, once. */
function createDisk() {
  let next: { action: DiskAction; strike: DiskStrike } | undefined;
  const disk = new SimulatedDisk({
    canLosePower: true,
    strike(action) {
      if (action !== next?.action) return undefined;
      const { strike } = next;
      next = undefined;
      return strike;
    },
  });
  return {
    disk,
    fail(action: DiskAction, strike: Partial<DiskStrike>) {
      next = {
        action,
        strike: { code: undefined, durationMs: 0, isKept: false, endsTransaction: false, ...strike },
      };
    },
  };
}

diskCases('the simulated disk', () => {
  const { disk } = createDisk();
  return { disk: disk.of(newLife()), path: 'a.db', close: () => disk.close() };
});

function openRows(disk: SimulatedDisk, life: Life): Database {
  const database = disk.of(life).open('a.db');
  database.exec('CREATE TABLE IF NOT EXISTS rows (name TEXT)');
  return database;
}

function write(database: Database, name: string, durability: Durability = 'full'): void {
  database.begin(durability);
  database.prepare('INSERT INTO rows VALUES (?)').run([name]);
  database.commit();
}

function namesIn(database: Database): unknown[] {
  return database
    .prepare('SELECT name FROM rows')
    .all([])
    .map(({ name }) => name);
}

test('a death loses the open transaction and nothing that was committed', () => {
  const { disk } = createDisk();
  const life = newLife();
  const database = openRows(disk, life);
  write(database, 'committed', 'normal');
  database.begin('full');
  database.prepare('INSERT INTO rows VALUES (?)').run(['open']);
  life.end();
  assert.deepEqual(namesIn(openRows(disk, newLife())), ['committed']);
});

test('a dead life reaches its databases no more', () => {
  const { disk } = createDisk();
  const life = newLife();
  const database = openRows(disk, life);
  const statement = database.prepare('INSERT INTO rows VALUES (?)');
  database.begin('full');
  life.end();
  for (const late of [() => statement.run(['late']), () => database.commit(), () => database.begin('full')])
    assert.throws(late, LifeEnded);
  assert.deepEqual(namesIn(openRows(disk, newLife())), []);
});

for (const isTailLost of [true, false])
  test(`a power cut ${isTailLost ? 'takes' : 'may leave'} what was committed without waiting for the disk, and never more`, () => {
    const { disk } = createDisk();
    const life = newLife();
    const database = openRows(disk, life);
    write(database, 'normal, then synced by the next', 'normal');
    write(database, 'full');
    write(database, 'normal', 'normal');
    write(database, 'normal again', 'normal');
    life.end();
    disk.cutPower(() => isTailLost);
    const left = namesIn(openRows(disk, newLife()));
    const tail = isTailLost ? [] : ['normal', 'normal again'];
    assert.deepEqual(left, ['normal, then synced by the next', 'full', ...tail]);
  });

test('a full commit keeps the normal ones before it', () => {
  const { disk } = createDisk();
  const life = newLife();
  const database = openRows(disk, life);
  write(database, 'normal', 'normal');
  write(database, 'full');
  life.end();
  disk.cutPower(() => true);
  assert.deepEqual(namesIn(openRows(disk, newLife())), ['normal', 'full']);
});

for (const isKept of [true, false])
  test(`a commit whose sync failed is reported so and is ${isKept ? '' : 'not '}there`, () => {
    const { disk, fail } = createDisk();
    const database = openRows(disk, newLife());
    fail('commit', { code: 'DISK_SYNC_FAILED', isKept });
    assert.throws(() => write(database, 'row'), withCode('DISK_SYNC_FAILED'));
    assert.equal(database.isInTransaction, false);
    assert.deepEqual(namesIn(database), isKept ? ['row'] : []);
  });

for (const isTailLost of [true, false])
  test(`a power cut ${isTailLost ? 'takes' : 'may leave'} a commit whose sync failed, and what its writer committed after it`, () => {
    const { disk, fail } = createDisk();
    const life = newLife();
    const database = openRows(disk, life);
    write(database, 'before');
    fail('commit', { code: 'DISK_SYNC_FAILED', isKept: true });
    assert.throws(() => write(database, 'failed'), withCode('DISK_SYNC_FAILED'));
    write(database, 'after');
    life.end();
    disk.cutPower(() => isTailLost);
    const left = namesIn(openRows(disk, newLife()));
    assert.deepEqual(left, ['before', ...(isTailLost ? [] : ['failed', 'after'])]);
  });

test('a commit whose sync failed is kept by a sync of whoever opens the file anew', () => {
  const { disk, fail } = createDisk();
  const life = newLife();
  const database = openRows(disk, life);
  fail('commit', { code: 'DISK_SYNC_FAILED', isKept: true });
  assert.throws(() => write(database, 'failed'), withCode('DISK_SYNC_FAILED'));
  life.end();
  const next = newLife();
  write(openRows(disk, next), 'next');
  next.end();
  disk.cutPower(() => true);
  assert.deepEqual(namesIn(openRows(disk, newLife())), ['failed', 'next']);
});

for (const endsTransaction of [true, false])
  test(`a full disk fails the statement and ${endsTransaction ? 'may end' : 'may leave open'} its transaction`, () => {
    const { disk, fail } = createDisk();
    const database = openRows(disk, newLife());
    database.begin('full');
    fail('write', { code: 'DISK_FULL', endsTransaction });
    assert.throws(() => database.prepare('INSERT INTO rows VALUES (?)').run(['row']), withCode('DISK_FULL'));
    assert.equal(database.isInTransaction, !endsTransaction);
  });

test('a slow commit blocks its own thread for that time', () => {
  const { disk, fail } = createDisk();
  const life = newLife();
  const database = openRows(disk, life);
  fail('commit', { durationMs: 300 });
  write(database, 'row');
  assert.equal(life.clock.monotonicMs(), 300);
});

test('waiting for a lock takes the time it would take', () => {
  const { disk } = createDisk();
  const life = newLife();
  openRows(disk, newLife('other')).begin('full');
  const waiting = disk.of(life);
  assert.throws(
    () => waiting.open('a.db', { busyTimeoutMs: 700 }).begin('full'),
    withCode('DATABASE_LOCKED'),
  );
  assert.equal(life.clock.monotonicMs(), 700);
});

test('a power cut leaves alone what is open from elsewhere', () => {
  const { disk } = createDisk();
  const server = openRows(disk, newLife('server'));
  const reader = disk.of(newLife('server')).open('a.db', { readOnly: true });
  server.begin('full');
  server.prepare('INSERT INTO rows VALUES (?)').run(['open']);
  disk.cutPower(() => true);
  assert.deepEqual(namesIn(reader), []);
  server.commit();
  server.begin('full');
  assert.deepEqual(namesIn(reader), ['open']);
});
