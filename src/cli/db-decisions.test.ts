import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { acquireInstanceLock, type InstanceLock } from '../core/instance-lock.ts';
import { type ControlSocket, openControlSocket } from '../core/supervisor/control-socket.ts';
import { toControlPath } from './control-client.ts';
import { runWords } from './testing/fake-io.ts';

const data = mkdtempSync(join(tmpdir(), 'zap-decisions-'));
let asked: unknown[] = [];
let control: ControlSocket;
let lock: InstanceLock;

const parked = [7, 9].map((seq) => ({
  seq,
  topic: 'alerts',
  key: `k${seq}`,
  payload: '{"to":"me"}',
  reason: 'nobody is there',
  parkedAtMs: 0,
}));
const refused = [
  {
    writer: 'feed',
    number: 4,
    unit: 'sendMessage',
    input: '{"a":1}',
    reason: 'BUG: it is odd',
    acceptedAtMs: 0,
  },
];

/** Notes what it was asked, and answers how many. */
const noting = (command: string, field: string) => async (args: Readonly<Record<string, unknown>>) => {
  asked.push([command, args[field]]);
  return (args[field] as unknown[]).length;
};

before(async () => {
  lock = acquireInstanceLock(data);
  control = await openControlSocket({
    path: toControlPath(data),
    clock: systemClock,
    commands: {
      parkedMessages: async () => parked,
      refusedWrites: async () => refused,
      resendParked: noting('resendParked', 'seqs'),
      dropParked: noting('dropParked', 'seqs'),
      forgetRefused: noting('forgetRefused', 'writes'),
    },
  });
});

beforeEach(() => {
  asked = [];
});

after(async () => {
  await control.close();
  lock.release();
  rmSync(data, { recursive: true });
});

const db = (...words: string[]) => runWords(['db', ...words, '--data', data]);

test('what waits for a person is listed with its number, its reason and what it says', async () => {
  const { exitCode, out } = await db('parked');
  assert.equal(exitCode, 0);
  assert.match(out, /^7 {2}alerts k7, parked 1970-01-01 00:00:00 UTC: nobody is there\n {2}\{"to":"me"\}$/m);
  assert.match(
    (await db('refused')).out,
    /^feed-4 {2}sendMessage, accepted .*: BUG: it is odd\n {2}\{"a":1\}$/m,
  );
  assert.deepEqual(asked, []);
});

test('what was named is resent, dropped or forgotten, and nothing else', async () => {
  assert.match((await db('parked', 'resend', '9', '--yes')).out, /^resend: 1 of 1\.$/m);
  await db('parked', 'drop', 'all', '--yes');
  await db('refused', 'forget', 'feed-4', '--yes');
  assert.deepEqual(asked, [
    ['resendParked', [9]],
    ['dropParked', [7, 9]],
    ['forgetRefused', [{ writer: 'feed', number: 4 }]],
  ]);
});

test('without a yes nothing is changed', async () => {
  const { exitCode, err } = await db('parked', 'drop', 'all');
  assert.equal(exitCode, 1);
  assert.match(err, /--yes/);
  const no = await runWords(['db', 'parked', 'drop', 'all', '--data', data], { ask: async () => 'no' });
  assert.equal(no.exitCode, 1);
  assert.deepEqual(asked, []);
  await runWords(['db', 'parked', 'drop', 'all', '--data', data], { ask: async () => 'yes' });
  assert.deepEqual(asked, [['dropParked', [7, 9]]]);
});

test('a number that is not listed, and a deed that does not fit, are refused', async () => {
  assert.equal((await db('parked', 'drop', '8', '--yes')).exitCode, 1);
  assert.equal((await db('parked', 'drop', '--yes')).exitCode, 2);
  const { exitCode, err } = await db('refused', 'resend', 'all', '--yes');
  assert.equal(exitCode, 2);
  assert.match(err, /There is no `db refused resend`[\s\S]*^ {2}list .*$[\s\S]*^ {2}forget NUMBER… .*$/m);
  assert.deepEqual(asked, []);
});

test('without an action, and with one that is not known, every action is listed with what it does', async () => {
  for (const words of [[], ['repair'], ['constructor']]) {
    const { exitCode, err } = await db(...words);
    assert.equal(exitCode, 2);
    for (const action of ['status', 'migrate', 'vacuum', 'parked', 'refused'])
      assert.match(err, new RegExp(`^  ${action} +\\w`, 'm'));
  }
  assert.equal((await db('parked', 'constructor', 'all', '--yes')).exitCode, 2);
});
