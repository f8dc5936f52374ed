// The whole program as a user starts it: the guard, the program and the sandbox, each of them killed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { identifyProcess } from '../../../src/core/process-identity.ts';
import { addressOf, cleanUp, type Run, startGuarded, startZapflow } from '../zapflow.ts';
import { gone } from './guarded-run.ts';

const timeout = 120_000;
const LOOK_EVERY_MS = 20;

type Family = { readonly program: number; readonly sandbox: number };

/** The processes below the guard, once they are all there. */
async function familyOf({ child }: Run): Promise<Family> {
  for (;;) {
    const text = execFileSync('ps', ['-eo', 'ppid=,pid=,args='], { encoding: 'utf8' });
    const below = text.split('\n').filter((line) => line.trim().startsWith(`${child.pid} `));
    const pidOf = (part: string) =>
      Number(
        below
          .find((line) => line.includes(part))
          ?.trim()
          .split(/ +/)[1],
      );
    const found = { program: pidOf('src/main.ts'), sandbox: pidOf('src/sandbox/main.ts') };
    if (found.program > 0 && found.sandbox > 0) return found;
    await setTimeout(LOOK_EVERY_MS);
  }
}

async function zapflow(run: Run, ...words: string[]): Promise<{ code: number | null; stdout: string }> {
  const command = startZapflow(words, {}, run.dataDir);
  const { code } = await command.exit;
  return { code, stdout: command.lines.map(({ msg }) => msg).join('\n') };
}

/** Asks until the sandbox answers: its port is told some moments after its start. */
async function sandboxText(run: Run): Promise<string> {
  for (;;) {
    const { code, stdout } = await zapflow(run, 'sandbox', 'status');
    if (code === 0) return stdout;
  }
}

const ready = (run: Run, from = 0) =>
  run.line((line) => line.msg.startsWith('ready in') && run.lines.indexOf(line) >= from);

async function start(t: TestContext): Promise<Run> {
  const run = startGuarded();
  t.after(async () => {
    run.child.kill('SIGTERM');
    await run.exit;
    await cleanUp(run);
  });
  await ready(run);
  return run;
}

describe('a guarded program', () => {
  let run: Run;
  before(async () => {
    run = startGuarded();
    await ready(run);
  });
  after(async () => {
    run.child.kill('SIGTERM');
    await run.exit;
    await cleanUp(run);
  });

  test('runs every process without a debugger to reach, without its environment in reports and without cores', {
    skip: !existsSync('/proc/self/limits'),
    timeout,
  }, async () => {
    const { program, sandbox } = await familyOf(run);
    for (const pid of [run.child.pid, program, sandbox]) {
      const flags = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      for (const flag of ['--disable-sigusr1', '--report-exclude-env']) assert.ok(flags.includes(flag));
      assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /^Max core file size +0 /m);
    }
  });

  test('goes on while a killed sandbox is started again', { timeout }, async () => {
    const { program, sandbox } = await familyOf(run);
    process.kill(sandbox, 'SIGKILL');
    await run.told(/the sandbox ended by SIGKILL; starting it again in 0 ms/);
    const now = await familyOf(run);
    assert.equal(now.program, program);
    assert.notEqual(now.sandbox, sandbox);
    assert.match(await sandboxText(run), /clock\.ahead +off/);
  });

  test('comes back after SIGKILL, beside a sandbox that went on with its faults', { timeout }, async () => {
    const { program, sandbox } = await familyOf(run);
    assert.equal((await zapflow(run, 'sandbox', 'fault', 'clock.ahead', 'on')).code, 0);
    const seen = run.lines.length;
    process.kill(program, 'SIGKILL');
    await run.told(/died by SIGKILL; starting it again in 0 ms/);
    await ready(run, seen);
    const now = await familyOf(run);
    assert.equal(now.sandbox, sandbox);
    assert.notEqual(now.program, program);
    assert.match(await sandboxText(run), /clock\.ahead +on/);
  });
});

test('stops by command, also while the guard waits to start the program again', { timeout }, async (t) => {
  const run = await start(t);
  const { program, sandbox } = await familyOf(run);
  process.kill(program, 'SIGKILL');
  await ready(run, run.lines.length);
  process.kill((await familyOf(run)).program, 'SIGKILL');
  await run.told(/starting it again in 5000 ms/);
  assert.deepEqual(await zapflow(run, 'stop'), { code: 0, stdout: 'Zapflow stopped.' });
  assert.equal((await run.exit).code, 0);
  assert.equal(identifyProcess(sandbox), undefined);
  assert.equal(existsSync(join(run.dataDir, 'guard')), false);
});

test('a guard that is killed leaves nothing behind: program and sandbox end by themselves, in order', {
  timeout,
}, async (t) => {
  const run = await start(t);
  const { program, sandbox } = await familyOf(run);
  run.child.kill('SIGKILL');
  await Promise.all([gone(program), gone(sandbox)]);
  assert.equal(existsSync(join(run.dataDir, 'lock')), false);
  assert.match(
    readFileSync(join(run.dataDir, 'logs', 'orderflow.log'), 'utf8'),
    /"stopping","why":"the guard is gone"/,
  );
});

test('an order to stop ends the program first, then what runs beside it', { timeout }, async (t) => {
  const run = await start(t);
  await addressOf(run);
  const { sandbox } = await familyOf(run);
  run.child.kill('SIGTERM');
  assert.equal((await run.exit).code, 0);
  assert.equal(identifyProcess(sandbox), undefined);
  assert.ok(run.lines.some(({ msg }) => msg === 'stopping'));
});
