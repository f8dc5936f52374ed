// The program as its users meet it: one process, its HTTP answers, its commands, its exit codes.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { addressOf, cleanUp, createDataDir, type Run, startZapflow } from './zapflow.ts';

const requires = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',');
const hasPromtool = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

type Health = { status: string; mode: string; uptimeMs: number; workers: Record<string, string> };

const getJson = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;

describe('a running program', () => {
  let run: Run;
  let address: string;
  before(async () => {
    run = startZapflow(['start']);
    address = await addressOf(run);
    await run.line(({ msg }) => msg.startsWith('ready in sandbox mode'));
  });
  after(() => cleanUp(run));

  test('tells its health, mode and the state of every worker', async () => {
    const health = await getJson<Health>(`${address}/api/health`);
    assert.equal(health.status, 'Healthy');
    assert.equal(health.mode, 'sandbox');
    assert.ok(health.uptimeMs >= 0);
    assert.deepEqual(health.workers, {
      supervisor: 'ready',
      sandbox: 'ready',
      signer: 'ready',
      logger: 'ready',
      storage: 'ready',
      cache: 'ready',
      market: 'ready',
      analyst: 'ready',
      decoder: 'ready',
      chain: 'ready',
      pricer: 'ready',
      gateway: 'ready',
    });
  });

  test('says that without its guard there is neither sandbox nor signer', async () => {
    type Parts = { sandbox: { says: string }; signer: { says: string; armed: boolean } };
    const { sandbox, signer } = await getJson<Parts>(`${address}/api/health`);
    assert.match(sandbox.says, /started without its guard/);
    assert.deepEqual([signer.armed, signer.says.startsWith('No keystore')], [false, true]);
  });

  test('tells what each worker did', async () => {
    type Stats = { workers: Record<string, { processed: number; latencyMs: { p50: number | null } }> };
    const { workers } = await getJson<Stats>(`${address}/api/stats`);
    assert.deepEqual(Object.keys(workers), [
      ...['supervisor', 'sandbox', 'signer'],
      ...['logger', 'storage', 'cache', 'market', 'analyst', 'decoder', 'chain', 'pricer', 'gateway'],
    ]);
    assert.ok((workers['supervisor']?.processed ?? 0) > 0);
    assert.equal(typeof workers['supervisor']?.latencyMs.p50, 'number');
    assert.deepEqual(Object.keys(workers['gateway'] ?? {}), [
      'processed',
      'errors',
      'queueDepth',
      'restarts',
      'latencyMs',
    ]);
  });

  test('exposes metrics that promtool accepts', {
    skip: !hasPromtool && !requires.includes('promtool'),
  }, async () => {
    const text = await (await fetch(`${address}/metrics`)).text();
    assert.match(text, /^total_requests_processed_total\{worker="supervisor"\} \d+$/m);
    execFileSync('promtool', ['check', 'metrics'], { input: text });
  });

  test('answers what it does not know with a clear 404', async () => {
    const reply = await fetch(`${address}/api/nothing`);
    assert.equal(reply.status, 404);
    assert.deepEqual(await reply.json(), {
      error: {
        code: 'ROUTE_UNKNOWN',
        message: 'There is no such address.',
        correlationId: reply.headers.get('x-correlation-id'),
      },
    });
  });

  test('refuses a second program on the same data', async () => {
    const second = startZapflow(['start'], {}, run.dataDir);
    const { code, stderr } = await second.exit;
    assert.equal(code, 78);
    assert.match(stderr, new RegExp(`\\b${run.child.pid}\\b`));
  });

  test('restarts a worker on command, and its clients find the new one', async () => {
    const restarted = startZapflow(['restart', 'gateway'], {}, run.dataDir);
    assert.equal((await restarted.exit).code, 0);
    const first = await run.line(({ worker, port }) => worker === 'gateway' && port !== undefined);
    const second = await run.line(
      (line) => line.worker === 'gateway' && line.port !== undefined && line !== first,
    );
    assert.equal((await getJson<Health>(`http://127.0.0.1:${second.port}/api/health`)).status, 'Healthy');
  });

  test('keeps its control socket and data to its user', () => {
    assert.equal(statSync(join(run.dataDir, 'control.sock')).mode & 0o777, 0o600);
  });
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  test(`stops in order and exits 0 on ${signal}, with its last line in the log file and on standard output`, async () => {
    const run = startZapflow(['start']);
    await run.line(({ msg }) => msg.startsWith('ready'));
    run.child.kill(signal);
    assert.equal((await run.exit).code, 0);
    assert.match(
      readFileSync(join(run.dataDir, 'logs', 'orderflow.log'), 'utf8'),
      new RegExp(`"stopping","why":"${signal}"`),
    );
    assert.ok(run.lines.some(({ msg }) => msg === 'stopping'));
    assert.equal(existsSync(join(run.dataDir, 'lock')), false);
    assert.equal(existsSync(join(run.dataDir, 'control.sock')), false);
    await cleanUp(run);
  });

/** A pipe with no room left and no reader that takes anything. */
function createFullPipe(path: string) {
  execFileSync('mkfifo', [path]);
  const unread = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (;;) writeSync(unread, Buffer.alloc(4096, 'x'));
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'EAGAIN');
  }
  const fd = openSync(path, constants.O_WRONLY);
  const close = () => {
    closeSync(fd);
    closeSync(unread);
  };
  return { fd, close };
}

test('a standard output that nobody reads stops neither the log files nor the program', {
  timeout: 60_000,
}, async (t) => {
  const dataDir = createDataDir();
  const logs = join(dataDir, 'logs');
  const logFile = join(logs, 'orderflow.log');
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  const pipe = createFullPipe(join(dataDir, 'stdout'));
  mkdirSync(logs);
  const ended = new AbortController();
  const changes = watch(logs, { signal: ended.signal });
  const child = spawn(join(import.meta.dirname, '..', '..', 'zapflow'), ['start', '--no-guard'], {
    env: { PATH: process.env['PATH'], ZAPFLOW_DATA: dataDir, ZAPFLOW_GATEWAY_PORT: '0' },
    stdio: ['ignore', pipe.fd, 'ignore'],
  });
  const exited = once(child, 'exit').finally(() => ended.abort());
  t.after(async () => {
    child.kill('SIGKILL');
    await exited;
    pipe.close();
    rmSync(dataDir, { recursive: true });
  });
  for await (const _ of changes) if (log().includes('ready in sandbox mode')) break;
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  assert.match(log(), /"stopping","why":"SIGTERM"/);
});

test('a data folder whose control socket cannot be opened starts nothing and keeps no lock', async () => {
  const folder = createDataDir();
  const dataDir = join(folder, 'x'.repeat(110));
  const run = startZapflow(['start'], {}, dataDir);
  const { code, stderr } = await run.exit;
  assert.equal(code, 78);
  assert.match(stderr, /longer than \d+ bytes/);
  assert.deepEqual(run.lines, []);
  assert.equal(existsSync(join(dataDir, 'lock')), false);
  rmSync(folder, { recursive: true });
});

test('stops cleanly when told to while it is still starting', async () => {
  const run = startZapflow(['start']);
  await run.line(({ worker }) => worker === 'gateway');
  run.child.kill('SIGTERM');
  assert.equal((await run.exit).code, 0);
  await cleanUp(run);
});

test('a wrong setting names its path, what was expected and the nearest key, and starts nothing', async () => {
  const dataDir = createDataDir();
  const run = startZapflow(
    ['start', '--set', 'gatewya.port=3000'],
    { ZAPFLOW_GATEWAY_PORT: 'many' },
    dataDir,
  );
  const { code, stderr } = await run.exit;
  assert.equal(code, 78);
  assert.match(stderr, /ZAPFLOW_GATEWAY_PORT/);
  assert.match(stderr, /0 to 65535/);
  assert.match(stderr, /gateway/);
  assert.deepEqual(run.lines, []);
  assert.equal(existsSync(join(dataDir, 'lock')), false);
  await cleanUp(run);
});

test('THREADING_ENABLED=false runs everything on one thread', async () => {
  const run = startZapflow(['start'], { THREADING_ENABLED: 'false' });
  const address = await addressOf(run);
  assert.equal((await getJson<Health>(`${address}/api/health`)).status, 'Healthy');
  const tasks = readFileSync(`/proc/${run.child.pid}/status`, 'utf8').match(/^Threads:\s+(\d+)$/m)?.[1];
  const isolated = startZapflow(['start']);
  await addressOf(isolated);
  const isolatedTasks = readFileSync(`/proc/${isolated.child.pid}/status`, 'utf8').match(
    /^Threads:\s+(\d+)$/m,
  )?.[1];
  assert.ok(Number(tasks) < Number(isolatedTasks), `${tasks} threads against ${isolatedTasks}`);
  run.child.kill('SIGTERM');
  isolated.child.kill('SIGTERM');
  assert.equal((await run.exit).code, 0);
  assert.equal((await isolated.exit).code, 0);
  await cleanUp(run);
  await cleanUp(isolated);
});
