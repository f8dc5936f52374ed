import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AppError } from '../core/errors.ts';
import { loadPassphraseFile, PASSPHRASE_FILE, problemOf, takePassphrase } from './passphrase.ts';

const uid = process.getuid?.() ?? 0;

function writeSecret(folder: string, content: string, mode: number): Record<string, string> {
  const path = join(folder, 'passphrase');
  rmSync(path, { force: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
  return { [PASSPHRASE_FILE]: path };
}

test('the file that the environment names is read without its line end', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-passphrase-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const content of ['four or five words', 'four or five words\n', 'four or five words\r\n'])
    for (const mode of [0o600, 0o400])
      assert.equal(String(loadPassphraseFile(writeSecret(folder, content, mode), uid)), 'four or five words');
  assert.equal(loadPassphraseFile({}, uid), undefined);
  assert.equal(loadPassphraseFile({ [PASSPHRASE_FILE]: '' }, uid), undefined);
});

test('a file that others may touch, that is none, empty or large is refused with what is wrong', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-passphrase-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'folder'));
  const refuses = (env: Record<string, string>, why: RegExp, as = uid) =>
    assert.throws(
      () => loadPassphraseFile(env, as),
      (error) =>
        error instanceof AppError && error.code === 'PASSPHRASE_FILE_UNUSABLE' && why.test(error.message),
    );
  for (const mode of [0o644, 0o640, 0o604, 0o620, 0o601])
    refuses(writeSecret(folder, 'words', mode), new RegExp(`mode ${mode.toString(8)}`));
  refuses(writeSecret(folder, 'words', 0o600), /another user/, uid + 1);
  refuses(writeSecret(folder, '\n', 0o600), /empty/);
  refuses(writeSecret(folder, 'x'.repeat(1025), 0o600), /larger/);
  refuses({ [PASSPHRASE_FILE]: join(folder, 'nowhere') }, /ENOENT/);
  refuses({ [PASSPHRASE_FILE]: join(folder, 'folder') }, /no regular file/);
});

test('a credential of systemd may belong to root and be readable by an access list', () => {
  const stats = (owner: number, mode: number) =>
    ({ isFile: () => true, size: 10, uid: owner, mode: 0o100000 | mode }) as Stats;
  assert.equal(problemOf(stats(0, 0o440), 1000, true), undefined);
  assert.equal(problemOf(stats(1000, 0o400), 1000, true), undefined);
  assert.match(problemOf(stats(0, 0o444), 1000, true) ?? '', /others/);
  assert.match(problemOf(stats(0, 0o440), 1000, false) ?? '', /another user/);
  assert.match(problemOf(stats(1000, 0o440), 1000, true) ?? '', /others/);
});

test('what was handed over is wiped where it was', () => {
  const given = Buffer.from('words\n');
  assert.equal(String(takePassphrase(given)), 'words');
  assert.ok(given.every((byte) => byte === 0));
});
