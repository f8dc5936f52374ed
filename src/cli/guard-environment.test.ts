import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detectOtherGuard, type Surroundings } from './guard-environment.ts';

const shell: Surroundings = { env: {}, pid: 500, ppid: 400, initName: 'systemd', isContainer: false };

test('started from a shell, also one inside a container, nothing else guards the program', () => {
  assert.equal(detectOtherGuard(shell), undefined);
  assert.equal(detectOtherGuard({ ...shell, isContainer: true, initName: 'tini' }), undefined);
});

test('systemd guards the process it started, not every program of a desktop session', () => {
  assert.equal(detectOtherGuard({ ...shell, env: { INVOCATION_ID: 'x' } }), 'systemd');
  assert.equal(
    detectOtherGuard({ ...shell, env: { INVOCATION_ID: 'x', SYSTEMD_EXEC_PID: '500' } }),
    'systemd',
  );
  assert.equal(
    detectOtherGuard({ ...shell, env: { INVOCATION_ID: 'x', SYSTEMD_EXEC_PID: '77' } }),
    undefined,
  );
});

test("a container's first process and the child of its init are guarded by the engine", () => {
  assert.equal(detectOtherGuard({ ...shell, pid: 1, ppid: 0 }), 'the container engine');
  const underInit = { ...shell, ppid: 1, isContainer: true, initName: 'docker-init' };
  assert.equal(detectOtherGuard(underInit), 'the container engine');
  assert.equal(detectOtherGuard({ ...underInit, initName: 'sshd' }), undefined);
});
