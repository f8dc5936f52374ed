// Another process at the database file: `other-process.ts hold FILE` keeps it locked until it is killed,
// `other-process.ts damage FILE` has everything moved into the file and then overwrites all but its first page.
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const [what, path = ''] = process.argv.slice(2);
const PAGE_BYTES = 4096;

const database = new DatabaseSync(path, { timeout: 5000 });
if (what === 'hold') {
  database.exec('begin exclusive');
  process.stdout.write('held\n');
  setInterval(() => {}, 1 << 30);
} else {
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  const file = openSync(path, 'r+');
  const { size } = fstatSync(file);
  writeSync(file, Buffer.alloc(size - PAGE_BYTES, 0xff), 0, size - PAGE_BYTES, PAGE_BYTES);
  closeSync(file);
}
