import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { type ControlSocket, openControlSocket } from '../core/supervisor/control-socket.ts';
import { toControlPath } from './control-client.ts';
import { runWords } from './testing/fake-io.ts';

const data = mkdtempSync(join(tmpdir(), 'zap-sandbox-'));
const asked: object[] = [];
let control: ControlSocket;

const state = {
  seed: 7,
  speed: 2,
  nowMs: 0,
  members: [
    {
      name: 'clock',
      summary: 'tells the time',
      facts: { nowMs: 0 },
      faults: [
        {
          name: 'clock.ahead',
          summary: 'It is ahead.',
          isOn: true,
          untilMs: 60_000,
          settings: { byMs: 5 },
          schema: {},
        },
      ],
    },
  ],
};

before(async () => {
  const take = (command: string) => async (args: object) => {
    asked.push({ command, ...args });
    return state;
  };
  const names = ['sandboxStatus', 'sandboxFault', 'sandboxSpeed', 'sandboxSeed'];
  const commands = Object.fromEntries(names.map((name) => [name, take(name)]));
  control = await openControlSocket({ path: toControlPath(data), clock: systemClock, commands });
});
after(async () => {
  await control.close();
  rmSync(data, { recursive: true });
});

const run = (...words: string[]) => runWords(['sandbox', ...words, '--data', data]);

test('the state shows seed, speed, members and faults', async () => {
  const { exitCode, out } = await run('status');
  assert.equal(exitCode, 0);
  assert.match(out, /^Seed 7, 2 times as fast as real time, now 1970-01-01 00:00:00 UTC\n/);
  assert.match(out, /^clock\.ahead +on until 1970-01-01 00:01:00 UTC +byMs=5 +It is ahead\.$/m);
  assert.deepEqual(JSON.parse((await run('status', '--json')).out), state);
});

test('orders go over as they are meant', async () => {
  asked.length = 0;
  await run('fault', 'clock.ahead', 'on', '--for', '30s', '--with', 'byMs=5000', '--with', 'text=five');
  await run('fault', 'clock.ahead', 'off');
  await run('speed', '2.5');
  await run('seed', '9');
  assert.deepEqual(asked, [
    {
      command: 'sandboxFault',
      fault: 'clock.ahead',
      isOn: true,
      forMs: 30_000,
      settings: { byMs: 5000, text: 'five' },
    },
    { command: 'sandboxFault', fault: 'clock.ahead', isOn: false },
    { command: 'sandboxSpeed', speed: 2.5 },
    { command: 'sandboxSeed', seed: 9 },
  ]);
});

test('wrong usage asks nothing and exits 2', async () => {
  asked.length = 0;
  for (const words of [
    [],
    ['fault'],
    ['fault', 'clock.ahead', 'maybe'],
    ['fault', 'clock.ahead', 'on', '--for', 'ever'],
    ['fault', 'clock.ahead', 'on', '--with', 'five'],
    ['speed', 'fast'],
    ['status', 'now'],
  ])
    assert.equal((await run(...words)).exitCode, 2, words.join(' '));
  assert.deepEqual(asked, []);
});
