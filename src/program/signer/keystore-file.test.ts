import assert from 'node:assert/strict';
import fs, { fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sealOfKeystore } from '../../signer/keystore-seal.ts';
import { hasKeystore, loadKeystore, storeKeystore, toKeystorePath, watchSeal } from './keystore-file.ts';

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

test('the seal is of the file as it is, and an unchanged file is not read again', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-keystore-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [one, two] = [Buffer.alloc(40, 1), Buffer.alloc(40, 2)];
  const seal = watchSeal(folder);
  assert.throws(seal, { code: 'KEYSTORE_MISSING' });
  storeKeystore(folder, one);
  const read = t.mock.method(fs, 'readFileSync');
  syncBuiltinESMExports();
  t.after(() => {
    read.mock.restore();
    syncBuiltinESMExports();
  });
  assert.deepEqual([seal(), seal(), seal()], Array(3).fill(sealOfKeystore(one)));
  assert.equal(read.mock.callCount(), 1);
  storeKeystore(folder, two);
  assert.equal(seal(), sealOfKeystore(two));
  rmSync(toKeystorePath(folder));
  assert.throws(seal, { code: 'KEYSTORE_MISSING' });
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
