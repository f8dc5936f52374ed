import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import type { AppError } from '../../../core/errors.ts';
import { createPool } from '../../../core/pool/pool.ts';
import type { Context } from '../../../core/service.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { migrate } from '../migrations/migrate.ts';
import { openSqliteEngine } from './sqlite-engine.ts';

async function open(t: TestContext, clock = systemClock) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-engine-'));
  const path = join(folder, 'test.db');
  const failures: AppError[] = [];
  const doors = {
    clock,
    disk: nodeDisk,
    fail: (error: AppError) => void failures.push(error),
    pool: (options: object) => createPool({ ...options, clock: systemClock } as never),
  } as unknown as Context;
  const engine = openSqliteEngine(doors, { path, readerThreads: 1, readTimeoutMs: 5000 });
  t.after(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });
  await migrate(engine.connection, 0);
  const set = (position: string) =>
    engine.connection.query(
      `insert into cursors values ('a', ?, 0) on conflict do update set position = excluded.position`,
      [position],
    );
  return { engine, path, failures, set };
}

test('a reader thread sees every write that was committed before it was asked, and none that is not', async (t) => {
  const { path, set, engine } = await open(t);
  const pool = createPool<typeof import('./read-task.ts')>({
    module: new URL('./read-task.ts', import.meta.url),
    clock: systemClock,
    maxThreads: 1,
  });
  t.after(() => pool.close());
  const read = () => pool.run('runRead', { path, name: 'cursor', input: { name: 'a' } });
  assert.equal(await read(), null);
  for (let i = 0; i < 50; i++) {
    await engine.connection.begin('full');
    await set(String(i));
    if (i % 10 === 0) assert.equal(await read(), i === 0 ? null : String(i - 1), 'not before the commit');
    await engine.connection.commit();
    assert.equal(await read(), String(i));
  }
  await engine.connection.begin('normal');
  await set('undone');
  await engine.connection.rollback();
  assert.equal(await read(), '49');
});

test('a quick read sees every committed write, and none that is under way', async (t) => {
  const { set, engine } = await open(t);
  const read = () => engine.read('cursor', { name: 'a' });
  await engine.connection.begin('full');
  await set('1');
  assert.equal(await read(), null);
  await engine.connection.commit();
  assert.equal(await read(), '1');
});

test('a read that storage does not know is refused', async (t) => {
  const { engine } = await open(t);
  await assert.rejects(async () => engine.read('everything', {}), { code: 'CALL_UNKNOWN' });
});

test('the log that a long reader makes grow is given back after it', async (t) => {
  const { engine, path } = await open(t);
  const logBytes = () => statSync(`${path}-wal`).size;
  const wide = {
    id: 'x',
    correlation_id: '',
    parent_id: '',
    worker: '',
    step: '',
    at: 0,
    details: 'x'.repeat(100_000),
  };
  const write = async (rows: number) => {
    await engine.connection.begin('normal');
    await engine.connection.insertRows('traces', Object.keys(wide), Array(rows).fill(Object.values(wide)));
    await engine.connection.commit();
  };
  const reader = nodeDisk.open(path, { readOnly: true });
  t.after(async () => reader.close());
  reader.exec('begin');
  reader.prepare('select count(*) from traces').all([]);
  for (let i = 0; i < 16; i++) await write(50);
  assert.ok(logBytes() > 75 * 2 ** 20, `${logBytes()}`);
  reader.exec('commit');
  // The first write after the log was brought into the file begins it anew; the thread that brings it takes its time.
  while (logBytes() > 64 * 2 ** 20) {
    await write(1);
    await systemClock.sleep(20);
  }
});

test('a file that is gone from its place is noticed within a second, and not before it is', async (t) => {
  const clock = createManualClock();
  const { path, failures } = await open(t, clock);
  await clock.advance(5000);
  assert.deepEqual(failures, []);
  rmSync(path);
  await clock.advance(1000);
  assert.deepEqual(
    failures.map(({ code }) => code),
    ['DATABASE_MOVED'],
  );
});
