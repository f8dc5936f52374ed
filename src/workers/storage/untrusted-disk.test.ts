import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Disk } from '../../core/disk/disk.ts';
import { nodeDisk } from '../../core/disk/node-disk.ts';
import { AppError } from '../../core/errors.ts';
import { startStorage } from './testing/start-storage.ts';

test('after a sync that failed nothing more is acknowledged, neither what waited nor what comes', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-untrusted-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  let isFailing = false;
  const disk: Disk = {
    open(path, options) {
      const database = nodeDisk.open(path, options);
      const commit = database.commit.bind(database);
      database.commit = () => {
        commit();
        if (isFailing) throw new AppError('DISK_SYNC_FAILED');
      };
      return database;
    },
  };
  const storage = await startStorage({ folder, disk });
  t.after(() => storage.stop());
  const book = (key: string) =>
    storage.client.changeBalance({ key, account: 'a', asset: 'x', amount: '1', reason: '' }).then(
      () => 'done',
      ({ code }: AppError) => code,
    );
  assert.equal(await book('before'), 'done');
  isFailing = true;
  const failed = book('failed');
  assert.equal(await failed, 'DISK_SYNC_FAILED');
  isFailing = false;
  assert.equal(await book('after'), 'DISK_UNTRUSTED');
  await new Promise(setImmediate);
  assert.deepEqual(
    storage.failures.map(({ code }) => code),
    ['DISK_UNTRUSTED'],
  );
});
