import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadInstanceKey, replaceInstanceKey, toKeyFingerprint } from './instance-key.ts';

const nothingSealed = async () => false;

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the key is made once, for its owner only, and stays', async (t) => {
  const folder = folderOf(t);
  const key = await loadInstanceKey(folder, nothingSealed);
  assert.match(key, /^[0-9a-f]{64}$/);
  const asked = async () => assert.fail('a key that is there needs no question');
  assert.equal(await loadInstanceKey(folder, asked), key);
  assert.equal(statSync(join(folder, 'instance.key')).mode & 0o777, 0o600);
  assert.notEqual(await loadInstanceKey(folderOf(t), nothingSealed), key);
});

test('a missing key is never replaced where secrets were sealed with it; the error names its file', async (t) => {
  const folder = folderOf(t);
  const path = join(folder, 'instance.key');
  await assert.rejects(
    loadInstanceKey(folder, async () => true),
    (error: Error & { code?: string; kind?: string }) =>
      error.code === 'INSTANCE_KEY_MISSING' && error.kind === 'config' && error.message.includes(path),
  );
  assert.equal(existsSync(path), false);
});

test('nor is one made while nobody can tell', async (t) => {
  const folder = folderOf(t);
  const unread = new Error('cannot be read');
  await assert.rejects(
    loadInstanceKey(folder, () => Promise.reject(unread)),
    unread,
  );
  assert.equal(existsSync(join(folder, 'instance.key')), false);
});

test('a broken key is never replaced: what it sealed would be lost', async (t) => {
  const folder = folderOf(t);
  // Also one that lost its end, or has too much: its first characters are right.
  for (const broken of ['half', '', 'ab'.repeat(31), 'ab'.repeat(33), 'AB'.repeat(32)]) {
    writeFileSync(join(folder, 'instance.key'), broken);
    await assert.rejects(loadInstanceKey(folder, nothingSealed), {
      code: 'INSTANCE_KEY_BROKEN',
      kind: 'config',
    });
    assert.equal(readFileSync(join(folder, 'instance.key'), 'utf8'), broken);
  }
});

test('whoever begins anew has another key, and the one before beside it', async (t) => {
  const folder = folderOf(t);
  const before = await loadInstanceKey(folder, nothingSealed);
  const kept = replaceInstanceKey(folder, 0);
  assert.equal(kept, join(folder, 'instance.key.before-19700101T000000Z'));
  assert.equal(readFileSync(kept ?? '', 'utf8').trim(), before);
  assert.notEqual(await loadInstanceKey(folder, nothingSealed), before);
  assert.equal(replaceInstanceKey(folderOf(t), 0), undefined);
});

test('a fingerprint is that of one key and does not hold it', () => {
  const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
  assert.match(toKeyFingerprint(one), /^[0-9a-f]{64}$/);
  assert.equal(toKeyFingerprint(one), toKeyFingerprint(one));
  assert.notEqual(toKeyFingerprint(one), toKeyFingerprint(two));
  assert.notEqual(toKeyFingerprint(one), one);
  assert.notEqual(toKeyFingerprint(`${one.slice(0, 63)}2`), toKeyFingerprint(one), 'all of it counts');
  // Databases hold it: another way to make it would lock every one of them out.
  const known = '7f2253dfdff961013c84fe26e52a90aa761f617c34191a3f1157e4a0210c6225';
  assert.equal(toKeyFingerprint('ab'.repeat(32)), known);
});

test('a folder that cannot be written is told', async () => {
  await assert.rejects(loadInstanceKey(join(tmpdir(), 'zapflow-no-such-folder'), nothingSealed), {
    code: 'DATA_FOLDER_UNUSABLE',
  });
});
