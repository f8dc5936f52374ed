import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../core/disk/node-disk.ts';
import type { Terminal } from '../signer/prompt-passphrase.ts';
import { knownBackups } from '../workers/storage/backup/backup-book.ts';
import {
  createDatabase,
  createFolder,
  readPosition,
} from '../workers/storage/backup/testing/small-database.ts';
import { withOpened } from './encrypted-backup.ts';
import { toInterrupt } from './interrupt.ts';
import { runWords } from './testing/fake-io.ts';

/** What only lies there while a command is at work. */
const leftovers = (folder: string) =>
  readdirSync(folder).filter((name) => /staged|opened|partial|restoring/.test(name));

async function prepare(t: TestContext) {
  const folder = createFolder(t);
  const secret = (name: string, words: string) => {
    const path = join(folder, name);
    writeFileSync(path, `${words}\n`, { mode: 0o600 });
    return path;
  };
  await createDatabase(join(folder, 'zapflow.db'), 'a position that nobody may read');
  return {
    folder,
    file: join(folder, 'mine.backup'),
    right: secret('right', 'correct horse battery'),
    wrong: secret('wrong', 'correct horse batterY'),
    short: secret('short', 'too short'),
    run: (...words: string[]) => runWords([...words, '--data', folder]),
  };
}

test('a backup is encrypted unless told otherwise, and comes back by its passphrase only', async (t) => {
  const { folder, file, right, wrong, run } = await prepare(t);
  const made = await run('backup', file, '--passphrase-file', right);
  assert.equal(made.exitCode, 0, made.err);
  assert.match(made.out, /mine\.backup: \d+ rows, .* encrypted, /);
  assert.doesNotMatch(made.out, /NOT/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const bytes = readFileSync(file);
  for (const shown of ['a position that nobody', 'SQLite format', 'cursors'])
    assert.ok(!bytes.includes(shown), shown);
  assert.deepEqual(
    knownBackups(folder).map(({ file: known, engine }) => [known, engine]),
    [[file, 'sqlite']],
  );
  assert.deepEqual(leftovers(folder), []);
  const database = nodeDisk.open(join(folder, 'zapflow.db'));
  database.exec("update cursors set position = 'later'");
  database.close();
  const refused = await run('restore', file, '--yes', '--passphrase-file', wrong);
  assert.equal(refused.exitCode, 1);
  assert.match(refused.err, /The passphrase does not open this backup\.\n.*Nothing was changed/);
  const unasked = await run('restore', file, '--yes');
  assert.match(unasked.err, /no passphrase for it.*\n.*--passphrase-file/);
  writeFileSync(file, bytes.subarray(0, bytes.length - 200));
  const cut = await run('restore', file, '--yes', '--passphrase-file', right);
  assert.match(cut.err, /cannot be restored: it is damaged, or its end is missing/);
  assert.equal(readPosition(join(folder, 'zapflow.db')), 'later');
  assert.deepEqual(leftovers(folder), []);
  writeFileSync(file, bytes);
  const restored = await run('restore', file, '--yes', '--passphrase-file', right);
  assert.equal(restored.exitCode, 0, restored.err);
  assert.match(restored.out, /^people .*sign in anew$/m);
  assert.match(restored.out, /^tokens .*revoked \(--keep-tokens/m);
  assert.match(restored.out, /^trading .*stopped until/m);
  assert.equal(readPosition(join(folder, 'zapflow.db')), 'a position that nobody may read');
  assert.deepEqual(leftovers(folder), []);
});

test('without a terminal, a file or --plain no backup is made, nor with a passphrase that is short or open to others', async (t) => {
  const { folder, file, right, short, run } = await prepare(t);
  const before = readdirSync(folder);
  assert.match((await run('backup', file)).err, /no passphrase for it.*\n.*--plain/);
  assert.match((await run('backup', file, '--passphrase-file', short)).err, /too short/);
  chmodSync(right, 0o644);
  assert.match((await run('backup', file, '--passphrase-file', right)).err, /others have rights to it/);
  assert.deepEqual(readdirSync(folder), before);
});

/** A terminal at which these lines are typed, one a question. */
function terminalOf(...lines: string[]): Terminal {
  const input = Object.assign(new PassThrough(), { setRawMode: () => {} });
  const output = new Writable({
    write(question, _encoding, done) {
      if (String(question).endsWith(': ')) setImmediate(() => input.write(`${lines.shift() ?? ''}\n`));
      done();
    },
  });
  return { input, output };
}

test('at a terminal the passphrase is asked for, of a new backup twice', async (t) => {
  const { folder, file, right } = await prepare(t);
  const run = (words: readonly string[], terminal: Terminal) =>
    runWords([...words, '--data', folder], { terminal });
  const differing = terminalOf('correct horse battery', 'correct horse batterY');
  assert.match((await run(['backup', file], differing)).err, /passphrases are not the same/);
  assert.equal(existsSync(file), false);
  const same = terminalOf('correct horse battery', 'correct horse battery');
  assert.equal((await run(['backup', file], same)).exitCode, 0);
  const words = ['restore', file, '--yes'];
  assert.match((await run(words, terminalOf('something else'))).err, /does not open this backup/);
  assert.equal((await run(words, terminalOf('correct horse battery'))).exitCode, 0);
  const fromFile = await run([...words, '--passphrase-file', right], terminalOf());
  assert.equal(fromFile.exitCode, 0, 'it is the same, without its line end');
});

test('an encrypted backup replaces nothing unforced, never what it is made of, and leaves nothing when it is stopped', async (t) => {
  const { folder, file, right, run } = await prepare(t);
  const words = ['--passphrase-file', right];
  const onto = await run('backup', join(folder, 'zapflow.db'), '--force', ...words);
  assert.match(onto.err, /part of what is backed up/);
  writeFileSync(file, 'here already');
  assert.match((await run('backup', file, ...words)).err, /a file of that name already/);
  const nowhere = await run('backup', join(folder, 'nowhere', 'mine'), ...words);
  assert.match(nowhere.err, /The backup cannot be written/);
  const stopped = await runWords(['backup', file, '--force', ...words, '--data', folder], {
    interrupted: () => AbortSignal.abort(toInterrupt('SIGINT')),
  });
  assert.deepEqual([stopped.exitCode, readFileSync(file, 'utf8')], [130, 'here already']);
  assert.deepEqual(leftovers(folder), []);
  assert.equal((await run('backup', file, '--force', ...words)).exitCode, 0);
  assert.notEqual(readFileSync(file, 'latin1'), 'here already');
});

test('what a backup that was killed left is removed by the next one, what another makes at present is not', async (t) => {
  const { folder, file, right, run } = await prepare(t);
  const dead = join(folder, 'backup-4194999.staged.partial');
  const alive = join(folder, `backup-${process.ppid}.staged`);
  for (const path of [dead, alive]) writeFileSync(path, 'plain');
  assert.equal((await run('backup', file, '--passphrase-file', right)).exitCode, 0);
  assert.deepEqual([existsSync(dead), existsSync(alive)], [false, true]);
});

test('what its passphrase opened is for its owner only, and gone afterwards, also when its use fails', async (t) => {
  const { folder, file, right, run } = await prepare(t);
  assert.equal((await run('backup', file, '--passphrase-file', right)).exitCode, 0);
  const opening = {
    dataDir: folder,
    signal: new AbortController().signal,
    askPassphrase: async () => Buffer.from('correct horse battery'),
  };
  const use = async (opened: string) => {
    assert.equal(statSync(opened).mode & 0o777, 0o600);
    throw new Error('no room');
  };
  await assert.rejects(withOpened(file, opening, use), /no room/);
  assert.deepEqual(leftovers(folder), []);
});
