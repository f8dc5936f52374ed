import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Disk } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { createDatabase, createFolder } from '../backup/testing/small-database.ts';
import { startStorage } from '../testing/start-storage.ts';

/** The real disk, and how many databases are open on it. */
function createCountedDisk() {
  const counts = { opened: 0, open: 0 };
  const disk: Disk = {
    open(path, options) {
      const database = nodeDisk.open(path, options);
      counts.opened++;
      counts.open++;
      const close = database.close.bind(database);
      database.close = () => {
        counts.open--;
        close();
      };
      return database;
    },
  };
  return { disk, counts };
}

test('a start that fails leaves no database open', async (t) => {
  const folder = createFolder(t);
  await createDatabase(`${folder}/zapflow.db`, 'here');
  const database = nodeDisk.open(`${folder}/zapflow.db`);
  database.exec("insert into schema_versions values (1000, 'from the future', 1)");
  database.close();
  const { disk, counts } = createCountedDisk();
  await assert.rejects(startStorage({ folder, disk }), { code: 'SCHEMA_NEWER' });
  assert.ok(counts.opened > 0);
  assert.equal(counts.open, 0);
});
