import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { acquireInstanceLock } from '../core/instance-lock.ts';
import { type ControlSocket, openControlSocket } from '../core/supervisor/control-socket.ts';
import type { CommandIo } from './command.ts';
import { configInput, loadDataDir } from './config-options.ts';
import { openControlClient, toControlPath } from './control-client.ts';
import { toDuration } from './figures.ts';
import { runWords } from './testing/fake-io.ts';

const data = mkdtempSync(join(tmpdir(), 'zap-cli-'));
const restarted: unknown[] = [];
let control: ControlSocket;
let stopAsked = false;

before(async () => {
  const lock = acquireInstanceLock(data);
  control = await openControlSocket({
    path: toControlPath(data),
    clock: systemClock,
    commands: {
      status: async () => ({
        status: 'Healthy',
        mode: 'sandbox',
        uptimeMs: 3_725_000,
        workers: { logger: 'running', gateway: { state: 'restarting', restarts: 2 }, signer: 'ready' },
        signer: { status: 'Healthy', says: 'No keystore.', word: 'no keystore' },
      }),
      setUpAddress: async () => ({ address: 'http://localhost:3000/setup#token=once' }),
      restart: async ({ worker }) => {
        if (worker !== 'gateway') throw new AppError('PEER_UNAVAILABLE', `There is no worker ${worker}.`);
        restarted.push(worker);
      },
      stop: async () => {
        stopAsked = true;
        // the program ends some turns after it took the order
        setImmediate(() => lock.release());
      },
    },
  });
});

after(async () => {
  await control.close();
  rmSync(data, { recursive: true });
});

test('status shows program and workers, and the bare answer as JSON', async () => {
  const { exitCode, out } = await runWords(['status', '--data', data]);
  assert.equal(exitCode, 0);
  assert.match(out, /^Healthy, mode sandbox, up 1 h 2 min\n/);
  assert.match(out, /^logger +running$/m);
  assert.match(out, /^gateway +restarting +2$/m);
  assert.match(out, /^signer +no keystore$/m, 'a signer without keys is not simply ready');
  const json = await runWords(['status', '--json', '--data', data]);
  assert.equal((JSON.parse(json.out) as { mode: string }).mode, 'sandbox');
  assert.match(out, /make the first account at http:\/\/localhost:3000\/setup#token=once$/m);
  assert.doesNotMatch(json.out, /token/, 'programs that keep JSON are not told the address');
});

test('restart names its worker, and the error of the program is told with exit 1', async () => {
  assert.equal((await runWords(['restart', 'gateway', '--data', data])).exitCode, 0);
  assert.deepEqual(restarted, ['gateway']);
  const { exitCode, err } = await runWords(['restart', 'gatway', '--data', data]);
  assert.equal(exitCode, 1);
  assert.match(err, /There is no worker gatway\./);
});

test('one connection takes several requests, and errors arrive typed', async () => {
  const client = await openControlClient(data, systemClock);
  await assert.rejects(client.request('statsu'), { code: 'CALL_UNKNOWN', message: /Did you mean status/ });
  assert.equal(((await client.request('status')) as { status: string }).status, 'Healthy');
  client.close();
});

test('stop waits until the program has given its data folder free', async () => {
  const { exitCode, out } = await runWords(['stop', '--data', data]);
  assert.deepEqual([exitCode, out, stopAsked], [0, 'Zapflow stopped.\n', true]);
});

test('durations are told by their two largest units', () => {
  assert.deepEqual([900, 61_000, 3_600_000, 90_000_000].map(toDuration), [
    '0 s',
    '1 min 1 s',
    '1 h 0 min',
    '1 d 1 h',
  ]);
});

test('a configuration broken since does not stop the commands to a running program', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'zapflow-cli-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const io = { env: { ZAPFLOW_DATA: data, ZAPFLOW_GATEWAY_PORT: 'many' }, cwd: data } as unknown as CommandIo;
  assert.throws(() => loadDataDir(configInput.parse({}), io), { code: 'CONFIG_INVALID' });
  const lock = acquireInstanceLock(data);
  assert.equal(loadDataDir(configInput.parse({}), io), data);
  lock.release();
});

test('a program that holds its socket but does not answer is told apart from one that is not running', async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'zapflow-cli-'));
  const silent = createServer().listen(toControlPath(data));
  await once(silent, 'listening');
  const client = await openControlClient(data, systemClock);
  t.after(() => {
    client.close();
    silent.close();
    rmSync(data, { recursive: true, force: true });
  });
  await assert.rejects(client.request('status', {}, 20), { code: 'PROGRAM_SILENT' });
});
