import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadInstanceKey } from './instance-key.ts';

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the key is made once, for its owner only, and stays', (t) => {
  const folder = folderOf(t);
  const key = loadInstanceKey(folder);
  assert.match(key, /^[0-9a-f]{64}$/);
  assert.equal(loadInstanceKey(folder), key);
  assert.equal(statSync(join(folder, 'instance.key')).mode & 0o777, 0o600);
  assert.notEqual(loadInstanceKey(folderOf(t)), key);
});

test('a broken key is never replaced: what it sealed would be lost', (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, 'instance.key'), 'half');
  assert.throws(() => loadInstanceKey(folder), { code: 'INSTANCE_KEY_BROKEN', kind: 'config' });
  assert.equal(readFileSync(join(folder, 'instance.key'), 'utf8'), 'half');
});

test('a folder that cannot be written is told', () => {
  assert.throws(() => loadInstanceKey(join(tmpdir(), 'zapflow-no-such-folder')), {
    code: 'DATA_FOLDER_UNUSABLE',
  });
});
