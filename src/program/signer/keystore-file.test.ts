import assert from 'node:assert/strict';
import fs, { fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasKeystore, loadKeystore, storeKeystore, toKeystorePath } from './keystore-file.ts';

test('a keystore is stored whole for its owner only, and the one before stays beside it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-keystore-'));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.equal(hasKeystore(folder), false);
  assert.throws(() => loadKeystore(folder), { code: 'KEYSTORE_MISSING' });
  storeKeystore(folder, Buffer.from('one'));
  storeKeystore(folder, Buffer.from('two'));
  assert.equal(String(loadKeystore(folder)), 'two');
  assert.equal(readFileSync(`${toKeystorePath(folder)}.before`, 'utf8'), 'one');
  for (const file of readdirSync(folder)) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
  assert.equal(readdirSync(folder).length, 2);
});

test('a folder that cannot be written is told', () => {
  assert.throws(() => storeKeystore(join(tmpdir(), 'zap-no-such-folder'), Buffer.from('x')), {
    code: 'KEYSTORE_UNUSABLE',
  });
});

test('the folder is synced after the new name is in it, so that a power cut does not bring back the one before', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-keystore-'));
  const synced: string[] = [];
  t.mock.method(fs, 'fsyncSync', (descriptor: number) => {
    if (fstatSync(descriptor).isDirectory()) synced.push(readFileSync(toKeystorePath(folder), 'utf8'));
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
    rmSync(folder, { recursive: true });
  });
  storeKeystore(folder, Buffer.from('one'));
  storeKeystore(folder, Buffer.from('two'));
  assert.deepEqual(synced, ['one', 'two']);
});
