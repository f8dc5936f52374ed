import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createLogFiles } from './files.ts';
import { toLogEntry } from './log-entry.ts';
import { createRotatingFile } from './rotation.ts';

const root = mkdtempSync(join(tmpdir(), 'zapflow-log-'));
after(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
const directory = () => join(root, `${made++}`, 'logs');
const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);
const entry = (number: number, category?: string) =>
  toLogEntry(JSON.stringify({ level: 30, time: number, msg: 'x', number, category }));

test('rotation under load keeps every line, in order, and no file above its size', () => {
  const path = join(directory(), 'orderflow.log');
  const file = createRotatingFile({ path, maxBytes: 2000, keep: 1000, onFailure: assert.fail });
  for (let at = 0; at < 5000; at++) {
    file.write(`line ${at} ${'x'.repeat(at % 60)}`);
    if (at % 7 === 0) file.flush();
  }
  file.close();
  const ages = readdirSync(join(path, '..')).map((name) => Number(name.split('.log.')[1] ?? 0));
  assert.ok(ages.length > 50);
  const lines = ages.sort((a, b) => b - a).flatMap((age) => linesOf(age === 0 ? path : `${path}.${age}`));
  assert.deepEqual(
    lines,
    Array.from({ length: 5000 }, (_, at) => `line ${at} ${'x'.repeat(at % 60)}`),
  );
  for (const age of ages) assert.ok(statSync(age === 0 ? path : `${path}.${age}`).size <= 2000);
});

test('only as many full files are kept as asked', () => {
  const path = join(directory(), 'a.log');
  const file = createRotatingFile({ path, maxBytes: 100, keep: 2, onFailure: assert.fail });
  for (let at = 0; at < 100; at++) file.write(`line ${at}`);
  file.close();
  assert.deepEqual(readdirSync(join(path, '..')).sort(), ['a.log', 'a.log.1', 'a.log.2']);
});

test('a program that starts again goes on in its file, behind a whole line', () => {
  const path = join(directory(), 'a.log');
  const options = { path, maxBytes: 60, keep: 3, onFailure: assert.fail };
  const first = createRotatingFile(options);
  first.write('one');
  first.close();
  writeFileSync(path, 'torn by power lo', { flag: 'a' });
  const second = createRotatingFile(options);
  second.write('two');
  second.flush();
  assert.deepEqual(linesOf(path), ['one', 'torn by power lo', 'two']);
  second.write('y'.repeat(50));
  second.close();
  assert.deepEqual(linesOf(path), ['y'.repeat(50)]);
  assert.equal(linesOf(`${path}.1`).length, 3);
});

test('a line of a category is in its file and in the program file', () => {
  const logs = directory();
  const files = createLogFiles({ directory: logs, clock: createManualClock() });
  for (const category of ['payments', 'audit', 'sent_notifications', undefined, '../escape', '__proto__'])
    files.write(entry(1, category));
  files.close();
  assert.deepEqual(readdirSync(logs).sort(), [
    'audit.log',
    'orderflow.log',
    'payments.log',
    'sent_notifications.log',
  ]);
  assert.equal(linesOf(join(logs, 'orderflow.log')).length, 6);
  assert.equal(linesOf(join(logs, 'payments.log')).length, 1);
});

test('only a field of the line itself is its category', () => {
  assert.equal(toLogEntry('{"level":30,"time":1,"in":{"category":"audit"}}').category, undefined);
  assert.equal(toLogEntry('{"level":30,"time":1,"msg":",\\"category\\":\\"audit\\""}').category, undefined);
  assert.equal(
    toLogEntry('{"level":30,"time":1,"in":{"category":"x"},"category":"audit"}').category,
    'audit',
  );
});

test('a full disk is reported once a minute and counted, and its lines arrive once there is room', async (context) => {
  if (!existsSync('/dev/full')) return context.skip('needs /dev/full');
  const logs = directory();
  const clock = createManualClock();
  const reports: string[] = [];
  const files = createLogFiles({ directory: logs, clock, report: (text) => reports.push(text) });
  files.write(entry(0));
  files.close();
  const path = join(logs, 'orderflow.log');
  rmSync(path);
  symlinkSync('/dev/full', path);
  for (let at = 1; at <= 30; at++) {
    files.write(entry(at));
    files.flush();
  }
  assert.equal(reports.length, 1);
  assert.match(reports[0] ?? '', /cannot write logs in .*ENOSPC/);
  await clock.advance(60_000);
  files.flush();
  assert.equal(reports.length, 2);
  assert.ok(files.failures().failedWrites >= 30);
  assert.equal(files.failures().lostBytes, 0);
  rmSync(path);
  files.flush();
  files.write(entry(31));
  files.close();
  const numbers = linesOf(path).map((line) => JSON.parse(line).number);
  assert.deepEqual(
    numbers,
    Array.from({ length: 31 }, (_, at) => at + 1),
  );
});

test('a directory that cannot be made holds lines up to a bound, then counts them as lost', () => {
  const logs = directory();
  writeFileSync(join(root, 'blocked'), '');
  const files = createLogFiles({
    directory: join(root, 'blocked', 'logs'),
    clock: createManualClock(),
    report: () => {},
  });
  const large = toLogEntry(JSON.stringify({ level: 30, time: 1, msg: 'a b '.repeat(50_000) }));
  for (let at = 0; at < 60; at++) {
    files.write(large);
    files.flush();
  }
  const { failedWrites, lostBytes } = files.failures();
  assert.ok(failedWrites >= 60);
  assert.ok(lostBytes > 4 * 1024 * 1024 && lostBytes < 13 * 1024 * 1024);
  assert.ok(!existsSync(logs));
});
