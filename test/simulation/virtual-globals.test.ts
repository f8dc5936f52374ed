import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function runProgram(): string {
  const args = ['--import', pathOf('install.ts'), pathOf('testing/virtual-program.ts')];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 });
  assert.ok(stdout !== '', stderr);
  return stdout;
}

const first = runProgram();
const told = JSON.parse(first);

test('two processes see the same time and the same chance', () => assert.equal(runProgram(), first));

test('every clock shows the virtual hour that passed', () => {
  const { hrtimePair, ...differences } = told.hour;
  assert.equal(hrtimePair, 3600);
  for (const [clock, ms] of Object.entries(differences))
    assert.equal(Math.round(Number(ms)), 3_600_000, `${clock} saw ${ms} ms`);
});

test('timers fire in their order, and cleared ones never', () =>
  assert.deepEqual(told.order, ['tick', 'microtask', 'immediate', 'timeout', 'refreshed']));

test('an interval repeats, and a refreshed timer begins anew', () => {
  assert.equal(told.ticks, 3);
  assert.equal(told.refreshedEarly, false);
});

test('a time limit of a signal is virtual', () => {
  assert.equal(told.abortedEarly, false);
  assert.equal(told.aborted, 'TimeoutError');
});

test('a library that waits waits in virtual time', () =>
  assert.deepEqual(told.cockatiel, { tries: 3, waited: true }));

test('the wall clock jumps when it is told to', () => assert.equal(told.jumped, true));

test('a date that is not now is what it always was', () =>
  assert.deepEqual(told.dates, {
    old: '1970-01-01T00:00:00.000Z',
    cloned: true,
    text: 'string',
    utc: 1577836800000,
  }));
