import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { checkpointHere, keepCheckpointing } from './checkpoints.ts';
import { toHopeless } from './hopeless.ts';

const PERIOD_MS = 400;
const PAGE = 'x'.repeat(4000);

function open(t: TestContext, checkpoint?: () => Promise<number>) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-checkpoints-'));
  const path = join(folder, 'test.db');
  const clock = createManualClock();
  const database = nodeDisk.open(path);
  const beside = nodeDisk.open(path);
  database.exec('create table rows (text)');
  const ended: AppError[] = [];
  let times = 0;
  const checkpoints = keepCheckpointing({
    clock,
    database,
    async checkpoint() {
      times++;
      return checkpoint ? checkpoint() : checkpointHere(beside);
    },
    endIfHopeless(failure) {
      const end = toHopeless(failure);
      if (end) ended.push(end);
    },
  });
  t.after(() => {
    checkpoints.end();
    beside.close();
    database.close();
    rmSync(folder, { recursive: true });
  });
  const write = (pages: number) => {
    database.begin('normal');
    for (let i = 0; i < pages; i++) database.prepare('insert into rows values (?)').run([PAGE]);
    database.commit();
    checkpoints.note();
  };
  const turn = () => clock.advance(PERIOD_MS);
  return {
    write,
    turn,
    ended,
    fileBytes: () => statSync(path).size,
    logBytes: () => statSync(`${path}-wal`).size,
    times: () => times,
  };
}

test('no commit brings the log into the file, and the next turn does', async (t) => {
  const { write, turn, fileBytes } = open(t);
  const before = fileBytes();
  write(3000);
  assert.equal(fileBytes(), before);
  await turn();
  assert.ok(fileBytes() > 3000 * 4096);
});

test('nothing is done while nothing is written', async (t) => {
  const { write, turn, times } = open(t);
  write(1);
  for (let i = 0; i < 5; i++) await turn();
  assert.equal(times(), 1);
});

test('the log stays bounded although there is always a write between two turns', async (t) => {
  const { write, turn, logBytes } = open(t);
  for (let i = 0; i < 30; i++) {
    write(2000);
    const turned = turn();
    write(100);
    await turned;
  }
  assert.ok(logBytes() < 100 * 2 ** 20, `${logBytes()} bytes`);
});

test('what failed is tried again at the next turn', async (t) => {
  let isFull = true;
  const { write, turn, times, ended } = open(t, async () => {
    if (isFull) throw new AppError('DISK_FULL');
    return 0;
  });
  write(1);
  await turn();
  isFull = false;
  await turn();
  await turn();
  assert.equal(times(), 2);
  assert.deepEqual(ended, []);
});

test('a file that may not have reached the disk is not tried again: the log would be given up', async (t) => {
  const { write, turn, ended } = open(t, async () => {
    throw new AppError('DISK_SYNC_FAILED');
  });
  write(1);
  await turn();
  assert.deepEqual(
    ended.map(({ code }) => code),
    ['DISK_UNTRUSTED'],
  );
});
