import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands } from './index.ts';
import { runWords } from './testing/fake-io.ts';

test('help names every command and how to begin, and no words mean help', async () => {
  const { exitCode, out } = await runWords(['--help']);
  assert.equal(exitCode, 0);
  for (const { name } of commands) assert.match(out, new RegExp(`^  ${name} `, 'm'));
  assert.match(out, /zapflow start/);
  assert.equal((await runWords([])).out, out);
});

test('the version is printed', async () => {
  assert.deepEqual(await runWords(['--version']), { exitCode: 0, out: '9.9.9\n', err: '' });
});

test('wrong usage exits 2 and says what was meant', async () => {
  const unknown = await runWords(['staus']);
  assert.equal(unknown.exitCode, 2);
  assert.match(unknown.err, /Did you mean status/);
  for (const words of [
    ['restart'],
    ['logs', '--lines', 'x'],
    ['stop', 'now'],
    ['start', '--st', 'x'],
    ['status', '--set', 'x'],
  ])
    assert.equal((await runWords(words)).exitCode, 2, words.join(' '));
});

test('a wrong configuration exits 78 with every problem, whatever the command', async () => {
  for (const command of ['start', 'status', 'stop', 'logs']) {
    const { exitCode, err } = await runWords([command, '--port', 'x', '--set', 'log.levle=info'], {
      env: { ZAPFLOW_MOD: 'live' },
    });
    assert.equal(exitCode, 78);
    for (const part of ['--port', 'log.levle', 'did you mean log.level?', 'did you mean ZAPFLOW_MODE?'])
      assert.ok(err.includes(part), part);
  }
});

test('commands for the running program say in one line that there is none, and exit 3', async () => {
  for (const words of [['status'], ['stop'], ['restart', 'gateway']]) {
    const { exitCode, out, err } = await runWords([...words, '--data', '/nowhere/data']);
    assert.deepEqual([exitCode, out], [3, '']);
    assert.match(err, /^Zapflow is not running .*\n$/);
  }
});

test('the program itself exits 78 for a wrong configuration and starts nothing', () => {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const ran = spawnSync(process.execPath, [main, 'start', '--mode', 'fast'], { encoding: 'utf8' });
  assert.equal(ran.status, 78);
  assert.match(ran.stderr, /--mode\n.*sandbox, paper or live, got "fast"/);
});

test('bench lists its subjects and refuses others', async () => {
  assert.equal((await runWords(['bench'])).exitCode, 0);
  assert.equal((await runWords(['bench', 'no-such-subject'])).exitCode, 2);
});
