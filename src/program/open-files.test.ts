import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readOpenFilesLimit } from './open-files.ts';

test('the soft limit counts; none and no answer are no limit', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-limits-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const read = (line: string) => {
    const path = join(folder, 'limits');
    writeFileSync(path, `Limit Soft Hard Units\nMax processes 100 200 processes\n${line}\n`);
    return readOpenFilesLimit(path);
  };
  assert.equal(read('Max open files            1024                 524288               files'), 1024);
  assert.equal(read('Max open files            unlimited            unlimited            files'), undefined);
  assert.equal(readOpenFilesLimit(join(folder, 'none')), undefined);
  if (existsSync('/proc/self/limits')) assert.ok(Number(readOpenFilesLimit() ?? 1) > 0);
});
