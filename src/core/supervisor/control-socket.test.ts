import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { AppError } from '../errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { type ControlSocket, openControlSocket } from './control-socket.ts';
import { readLines } from './line-reader.ts';

let folder: string;
let path: string;
const clock = createManualClock();
const open: ControlSocket[] = [];
const sockets: Socket[] = [];

const commands = {
  echo: async (args: object) => args,
  fail: async () => {
    throw new AppError('PEER_UNAVAILABLE', 'no such worker');
  },
  odd: async () => 10n,
};

const start = async () => {
  const control = await openControlSocket({ path, commands, clock });
  open.push(control);
  return control;
};

async function dial() {
  const socket = connect(path);
  sockets.push(socket);
  await once(socket, 'connect');
  const lines = readLines(socket, 10_000_000);
  const next = async () => JSON.parse((await lines.next()).value ?? 'null') as unknown;
  return { socket, next };
}

/** Sends one raw line and gives the program's answer. */
async function ask(
  line: string | Buffer,
): Promise<{ id: unknown; ok: boolean; error?: { code: string }; result?: unknown }> {
  const { socket, next } = await dial();
  socket.write(line);
  socket.write('\n');
  return (await next()) as Awaited<ReturnType<typeof ask>>;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zap-sock-'));
  path = join(folder, 'control.sock');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((control) => control.close()));
  rmSync(folder, { recursive: true });
});

test('a command gets its arguments and its result goes back under the id of the request', async () => {
  await start();
  assert.deepEqual(await ask('{"id":7,"command":"echo","worker":"x"}'), {
    id: 7,
    ok: true,
    result: { worker: 'x' },
  });
});

test('requests of one connection are answered in order', async () => {
  await start();
  const { socket, next } = await dial();
  socket.write('{"id":1,"command":"echo"}\n{"id":2,"comm');
  socket.write('and":"fail"}\n{"id":3,"command":"echo"}\n');
  const ids = [await next(), await next(), await next()].map((reply) => (reply as { id: number }).id);
  assert.deepEqual(ids, [1, 2, 3]);
});

test('errors come back typed and without a stack', async () => {
  await start();
  assert.deepEqual(await ask('{"id":"a","command":"fail"}'), {
    id: 'a',
    ok: false,
    error: { code: 'PEER_UNAVAILABLE', message: 'no such worker', details: {} },
  });
  assert.equal((await ask('{"id":1,"command":"odd"}')).error?.code, 'BUG');
  assert.equal((await ask('{"id":1,"command":"toString"}')).error?.code, 'CALL_UNKNOWN');
});

test('what is not a request is refused and the program goes on', async () => {
  await start();
  const wrong = ['', 'nonsense', '[]', '{"command":"echo"}', '{"id":{},"command":"echo"}', 'null'];
  for (const line of [...wrong, '{"id":1,"command":"echo","__proto__":{}}', Buffer.from([0xff, 0xfe])])
    assert.equal((await ask(line)).error?.code, 'MESSAGE_INVALID', String(line));
  assert.equal((await ask('{"id":1,"command":"echo"}')).ok, true);
});

test('a line without end is refused at 64 kB and its connection closed', async () => {
  await start();
  const { socket, next } = await dial();
  socket.write('x'.repeat(65_537));
  assert.equal(((await next()) as { error: { code: string } }).error.code, 'MESSAGE_TOO_LARGE');
  assert.equal(await next(), null);
});

test('the seventeenth connection is told so and closed, and its place is free again later', async () => {
  await start();
  const first = await Promise.all(Array.from({ length: 16 }, dial));
  const late = await dial();
  assert.equal(((await late.next()) as { error: { code: string } }).error.code, 'QUEUE_FULL');
  assert.equal(await late.next(), null);
  await clock.advance(60_000);
  assert.equal(await first[0]!.next().catch(() => null), null);
  assert.equal((await ask('{"id":1,"command":"echo"}')).ok, true);
});

test('only the user who runs the program can open the socket', async () => {
  const before = process.umask();
  await start();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(process.umask(), before);
});

test('a second program is refused while the first answers, and welcome after it closed', async () => {
  const first = await start();
  await assert.rejects(start(), { code: 'INSTANCE_RUNNING' });
  await first.close();
  await start();
});

test('the socket file of a killed program is replaced', async () => {
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  assert.equal(spawnSync(process.execPath, ['-e', script]).signal, 'SIGKILL');
  assert.ok(statSync(path).isSocket());
  await start();
  assert.equal((await ask('{"id":1,"command":"echo"}')).ok, true);
});

test('a file that is no socket is never removed, and a path that is too long is refused', async () => {
  writeFileSync(path, 'mine');
  await assert.rejects(start(), { code: 'DATA_FOLDER_UNUSABLE' });
  assert.ok(statSync(path).isFile());
  path = join(folder, 'x'.repeat(120));
  await assert.rejects(start(), { code: 'DATA_FOLDER_UNUSABLE' });
});
