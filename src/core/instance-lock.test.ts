import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { acquireInstanceLock, readInstanceHolder } from './instance-lock.ts';
import { identifyProcess } from './process-identity.ts';

const module = new URL('./instance-lock.ts', import.meta.url).href;

function withFolder(use: (dataDir: string) => void | Promise<void>) {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zap-lock-'));
    try {
      await use(join(folder, 'data'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

test(
  'the folder is made, held by one, named to a second, and free after release',
  withFolder((dataDir) => {
    const lock = acquireInstanceLock(dataDir);
    assert.equal(statSync(dataDir).mode & 0o777, 0o700);
    assert.equal(readInstanceHolder(dataDir)?.pid, process.pid);
    assert.throws(() => acquireInstanceLock(dataDir), {
      code: 'INSTANCE_RUNNING',
      message: new RegExp(`pid ${process.pid}`),
    });
    lock.release();
    assert.equal(readInstanceHolder(dataDir), undefined);
    acquireInstanceLock(dataDir).release();
    lock.release();
    assert.deepEqual(readdirSync(dataDir), []);
  }),
);

test(
  'a lock whose process was killed is taken over',
  withFolder((dataDir) => {
    const script = `const { acquireInstanceLock } = await import(${JSON.stringify(module)});
      acquireInstanceLock(${JSON.stringify(dataDir)}); process.kill(process.pid, 'SIGKILL');`;
    const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    assert.equal(killed.signal, 'SIGKILL');
    assert.deepEqual(readdirSync(dataDir), ['lock']);
    acquireInstanceLock(dataDir);
    assert.equal(readInstanceHolder(dataDir)?.pid, process.pid);
    assert.deepEqual(readdirSync(dataDir), ['lock']);
  }),
);

test(
  'a living process with a recycled id does not look like the holder',
  withFolder((dataDir) => {
    acquireInstanceLock(dataDir);
    const file = join(dataDir, 'lock');
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    for (const other of [{ startTime: '1' }, { bootId: 'another boot' }]) {
      writeFileSync(file, JSON.stringify({ ...content, ...other }));
      assert.equal(readInstanceHolder(dataDir), undefined);
      acquireInstanceLock(dataDir);
      assert.equal(readInstanceHolder(dataDir)?.pid, process.pid);
    }
  }),
);

test(
  'a lock file without sense, and the rest of a takeover that was cut off, block nobody',
  withFolder((dataDir) => {
    acquireInstanceLock(dataDir).release();
    writeFileSync(join(dataDir, 'lock'), '');
    writeFileSync(join(dataDir, 'lock.takeover'), '{"pid":');
    acquireInstanceLock(dataDir).release();
    assert.deepEqual(readdirSync(dataDir), []);
  }),
);

test(
  'release leaves the lock of somebody else alone',
  withFolder((dataDir) => {
    const lock = acquireInstanceLock(dataDir);
    const file = join(dataDir, 'lock');
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...content, token: 'other' }));
    lock.release();
    assert.ok(readInstanceHolder(dataDir));
  }),
);

test(
  'of several processes that find a dead lock at once exactly one gets it',
  withFolder(async (dataDir) => {
    acquireInstanceLock(dataDir).release();
    writeFileSync(
      join(dataDir, 'lock'),
      JSON.stringify({ pid: 1, startTime: '0', bootId: '', token: 'dead' }),
    );
    // each stays alive until its parent has heard all of them, so that no winner dies early
    const script = `const { acquireInstanceLock } = await import(${JSON.stringify(module)});
      let said = 'got';
      try { acquireInstanceLock(${JSON.stringify(dataDir)}); } catch (error) { said = error.code; }
      process.stdout.write(said); process.stdin.resume();`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const said = await Promise.all(
      children.map(async (child) => String((await once(child.stdout, 'data'))[0])),
    );
    for (const child of children) child.stdin.end();
    await Promise.all(children.map((child) => once(child, 'exit')));
    assert.deepEqual(said.sort(), ['INSTANCE_RUNNING', 'INSTANCE_RUNNING', 'INSTANCE_RUNNING', 'got']);
  }),
);

test('a folder that cannot be written is a typed error', () => {
  assert.throws(() => acquireInstanceLock('/proc/version/data'), { code: 'DATA_FOLDER_UNUSABLE' });
});

test('a process that ended has no identity, one with odd characters in its name has', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  assert.equal(identifyProcess(pid), undefined);
  const named =
    "process.title = ') Z 1 ('; process.stdout.write(String(process.pid)); process.stdin.resume()";
  const running = promisify(execFile)(process.execPath, ['-e', named]);
  await once(running.child.stdout!, 'data');
  assert.match(identifyProcess(running.child.pid!)?.startTime ?? '', /^\S+/);
  running.child.stdin?.end();
  await running;
});

test('a process that ended but was not reaped by its parent counts as gone', { timeout: 5000 }, async () => {
  // the shell becomes a `sleep` that never waits for the child it inherited
  const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(String((await once(parent.stdout, 'data'))[0]));
  while (identifyProcess(pid) !== undefined) await new Promise((resolve) => setImmediate(resolve));
  parent.kill();
});
