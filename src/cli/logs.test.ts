import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createManualClock } from '../core/testing/manual-clock.ts';
import { followLogFile, readLastLines } from './log-file.ts';
import { runWords } from './testing/fake-io.ts';

let data: string;
let file: string;
const line = (msg: string, level = 30, worker = 'gateway') =>
  `${JSON.stringify({ level, time: 0, worker, msg })}\n`;
const show = (...words: string[]) => runWords(['logs', '--json', '--data', data, ...words]);
const messages = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((text) => (JSON.parse(text) as { msg: string }).msg);

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'zap-logs-'));
  mkdirSync(join(data, 'logs'));
  file = join(data, 'logs', 'orderflow.log');
});
afterEach(() => rmSync(data, { recursive: true }));

test('without a running program the last lines of the file are shown', async () => {
  writeFileSync(file, line('one') + line('two') + line('three'));
  assert.deepEqual(messages((await show('--lines', '2')).out), ['two', 'three']);
  assert.match((await runWords(['logs', '--data', data])).out, /INFO +gateway three\n$/);
});

test('level and worker choose lines before they are counted', async () => {
  writeFileSync(file, `${line('a', 50) + line('b') + line('c', 40, 'chain') + line('d', 20)}not json\n`);
  assert.deepEqual(messages((await show('--lines', '2', '--level', 'warn')).out), ['a', 'c']);
  assert.deepEqual(messages((await show('--worker', 'gateway', '--level', 'info')).out), ['a', 'b']);
});

test('a file rotated just now is continued backwards into the one before', async () => {
  writeFileSync(`${file}.1`, line('one') + line('two'));
  writeFileSync(file, line('three'));
  assert.deepEqual(messages((await show('--lines', '2')).out), ['two', 'three']);
});

test('no log at all is told', async () => {
  const { exitCode, err } = await show();
  assert.deepEqual([exitCode, err], [1, 'There is no log yet.\n']);
});

test('following goes on over a rotation and ends with exit 0 when interrupted', async () => {
  writeFileSync(file, line('old'));
  const clock = createManualClock();
  const interrupt = new AbortController();
  let out = '';
  const ran = runWords(['logs', '--follow', '--json', '--data', data], {
    clock,
    interrupted: () => interrupt.signal,
    out: (text) => {
      out += text;
      if (text.includes('"old"')) writeAndRotate();
      if (text.includes('"after"')) interrupt.abort();
    },
  });
  const writeAndRotate = () => {
    appendFileSync(file, line('before'));
    renameSync(file, `${file}.1`);
    writeFileSync(file, line('after'));
  };
  const moving = (async () => {
    while (!interrupt.signal.aborted) await clock.advance(200);
  })();
  assert.equal((await ran).exitCode, 0);
  await moving;
  assert.deepEqual(messages(out), ['old', 'before', 'after']);
});

test('a line is told when it is whole, also one with letters of several bytes', () => {
  writeFileSync(file, '');
  const follower = followLogFile(file);
  const bytes = Buffer.from('grün\n');
  appendFileSync(file, bytes.subarray(0, 3));
  assert.deepEqual(follower.read(), []);
  appendFileSync(file, bytes.subarray(3));
  assert.deepEqual(follower.read(), ['grün']);
  follower.close();
});

test('reading backwards gives whole lines however long they are', () => {
  const lines = Array.from({ length: 40 }, (_, at) => `${at}:${'ü'.repeat(at * 997)}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  assert.deepEqual(
    readLastLines(file, 1000, () => true),
    lines,
  );
  assert.deepEqual(
    readLastLines(file, 3, () => true),
    lines.slice(-3),
  );
});

test('Ctrl-C while following ends the process with exit 0', async () => {
  writeFileSync(file, line('one'));
  const main = join(import.meta.dirname, '..', 'main.ts');
  const words = [main, 'logs', '--follow', '--json', '--data', data];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    // the second line can only come from following, which begins after the signal is listened for
    if (out.includes('"two"')) child.kill('SIGINT');
    else appendFileSync(file, line('two'));
  });
  assert.deepEqual(await once(child, 'close'), [0, null]);
  assert.deepEqual(messages(out), ['one', 'two']);
});
