// The database as the operator meets it: commands on a running and a stopped program, and files that cannot be used.
import assert from 'node:assert/strict';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeDisk } from '../../src/core/disk/node-disk.ts';
import { addressOf, cleanUp, createDataDir, type Run, startZapflow } from './zapflow.ts';

async function command(dataDir: string, ...words: string[]) {
  const run = startZapflow(words, {}, dataDir);
  const { code, stderr } = await run.exit;
  const json = run.lines[0] as unknown as Record<string, unknown>;
  return { code, stderr, json, out: run.lines.map(({ msg }) => msg).join('\n') };
}

async function startReady(t: TestContext, dataDir = createDataDir()): Promise<Run> {
  const run = startZapflow(['start'], {}, dataDir);
  t.after(() => cleanUp(run));
  await run.line(({ msg }) => msg.startsWith('ready'));
  return run;
}

async function stop(run: Run): Promise<void> {
  run.child.kill('SIGTERM');
  assert.equal((await run.exit).code, 0);
}

/** Changes a stopped database as a program would have. */
function change(dataDir: string, sql: string): void {
  const database = nodeDisk.open(join(dataDir, 'zapflow.db'));
  database.exec(sql);
  database.close();
}

function positions(dataDir: string): unknown[] {
  const database = nodeDisk.open(join(dataDir, 'zapflow.db'), { readOnly: true });
  const rows = database.prepare('select position from cursors').all([]);
  database.close();
  return rows.map(({ position }) => position);
}

test('a backup of a running program is restored once it has stopped, and the next start knows of it', async (t) => {
  const run = await startReady(t);
  const { dataDir } = run;
  const file = join(dataDir, 'mine.db');
  const made = await command(dataDir, 'backup', file, '--plain');
  assert.equal(made.code, 0, made.stderr);
  for (const name of readdirSync(dataDir).filter((found) => /\.db/.test(found)))
    assert.equal(statSync(join(dataDir, name)).mode & 0o777, 0o600, name);
  assert.match(made.out, /mine\.db: \d+ rows, .* kB, NOT encrypted, [\d.]+ s$/);
  assert.equal((await command(dataDir, 'backup', file, '--plain')).code, 1);
  const refused = await command(dataDir, 'restore', file, '--yes');
  assert.equal(refused.code, 78);
  assert.match(refused.stderr, /zapflow stop/);
  await stop(run);
  change(dataDir, "insert into cursors values ('c', 'after the backup', 1)");
  const unconfirmed = await command(dataDir, 'restore', file);
  assert.deepEqual([unconfirmed.code, positions(dataDir)], [1, ['after the backup']]);
  const restored = await command(dataDir, 'restore', file, '--yes');
  assert.equal(restored.code, 0, restored.stderr);
  assert.match(restored.out, /made 20\d\d-.* UTC from sqlite by Zapflow \d/);
  assert.deepEqual(positions(dataDir), []);
  const again = await startReady(t, dataDir);
  const health = (await (await fetch(`${await addressOf(again)}/api/health`)).json()) as {
    storage: { restoredAtMs: number };
  };
  assert.ok(health.storage.restoredAtMs > 1_700_000_000_000);
  const stopped = (await (await fetch(`${await addressOf(again)}/api/stop`)).json()) as Record<
    string,
    unknown
  >;
  assert.deepEqual([stopped['isStopped'], stopped['by']], [true, 'restore']);
  assert.match(String(stopped['reason']), /backup was restored/);
});

test('db status, vacuum and migrate tell what they found, running and stopped', async (t) => {
  const run = await startReady(t);
  const { dataDir } = run;
  const running = await command(dataDir, 'db', 'status');
  assert.match(running.out, /^schema +(\d+) \(this program: \1\)$/m);
  assert.match(running.out, /^backup +none known$/m);
  assert.equal((await command(dataDir, 'db', 'vacuum')).code, 0);
  assert.equal((await command(dataDir, 'db', 'migrate')).code, 78);
  await stop(run);
  const { json } = await command(dataDir, 'db', 'status', '--json');
  assert.deepEqual([json['isRunning'], json['engine']], [false, 'sqlite']);
  assert.match((await command(dataDir, 'db', 'migrate')).out, /is up to date/);
  assert.match((await command(dataDir, 'db', 'vacuum')).out, /given back/);
  assert.equal((await command(dataDir, 'db', 'repair')).code, 2);
});

test('a schema from the future stops the start, and a backup from before it is named', async (t) => {
  const run = await startReady(t);
  const { dataDir } = run;
  const file = join(dataDir, 'before.db');
  assert.equal((await command(dataDir, 'backup', file, '--plain')).code, 0);
  await stop(run);
  change(dataDir, "insert into schema_versions values (1000, 'from the future', 1)");
  const failed = startZapflow(['start'], {}, dataDir);
  const { code, stderr } = await failed.exit;
  assert.equal(code, 78);
  assert.match(stderr, /newer Zapflow/);
  assert.match(stderr, new RegExp(`zapflow restore ${file}`));
});

const damages: readonly (readonly [what: string, damage: (path: string) => void])[] = [
  [
    'another file',
    (path) => writeFileSync(path, 'this is no database, but long enough to look at. '.repeat(100)),
  ],
  ['a broken header', (path) => overwrite(path, 16, 64)],
  ['a broken page', (path) => overwrite(path, 3 * 4096, 4096)],
];

function overwrite(path: string, at: number, count: number): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.alloc(count, 0x5a), 0, count, at);
  closeSync(fd);
}

test('a damaged database stops the start with the command that mends it', async (t) => {
  const run = await startReady(t);
  const { dataDir } = run;
  const file = join(dataDir, 'good.db');
  assert.equal((await command(dataDir, 'backup', file, '--plain')).code, 0);
  await stop(run);
  const path = join(dataDir, 'zapflow.db');
  for (const [what, damage] of damages) {
    damage(path);
    const failed = startZapflow(['start'], {}, dataDir);
    const { code, stderr } = await failed.exit;
    assert.equal(code, 78, what);
    assert.match(stderr, /damaged/, what);
    const words = /is missing: \S*zapflow (restore \S+ --data \S+)/.exec(stderr)?.[1]?.split(' ') ?? [];
    assert.deepEqual(words, ['restore', file, '--data', dataDir], what);
    const damaged = readFileSync(path);
    const restored = await command(dataDir, ...words, '--yes');
    assert.equal(restored.code, 0, restored.stderr);
    const kept = /before: (\S+)/.exec(restored.out)?.[1] ?? '';
    assert.deepEqual(readFileSync(kept), damaged, what);
  }
  await startReady(t, dataDir);
});

test('a database that is gone is not begun anew while a backup of it is known, unless the operator insists', async (t) => {
  const run = await startReady(t);
  const { dataDir } = run;
  const file = join(dataDir, 'good.db');
  assert.equal((await command(dataDir, 'backup', file, '--plain')).code, 0);
  await stop(run);
  const path = join(dataDir, 'zapflow.db');
  const losses: readonly (readonly [what: string, lose: () => void])[] = [
    ['emptied', () => writeFileSync(path, '')],
    ['deleted', () => rmSync(path)],
    ['still empty after a refused start', () => {}],
  ];
  for (const [what, lose] of losses) {
    lose();
    const { code, stderr } = await startZapflow(['start'], {}, dataDir).exit;
    assert.equal(code, 78, what);
    assert.match(stderr, /missing or empty/, what);
    assert.match(stderr, /rename backups\.json/, what);
    assert.ok(stderr.includes(`zapflow restore ${file} --data ${dataDir}`), stderr);
  }
  assert.equal((await command(dataDir, 'restore', file, '--yes')).code, 0);
  await stop(await startReady(t, dataDir));
  rmSync(path);
  renameSync(join(dataDir, 'backups.json'), join(dataDir, 'backups.json.old'));
  await startReady(t, dataDir);
});
