import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Clock } from '../../core/clock.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { runGuard } from './guard.ts';

/** A clock whose waits end at once and are remembered. */
function createEagerClock(): { clock: Clock; waits: number[] } {
  const waits: number[] = [];
  const clock = {
    ...createManualClock(),
    sleep: async (delayMs: number) => {
      waits.push(delayMs);
    },
  };
  return { clock, waits };
}

test('a program that kills itself once is started again and its orderly end is the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-guard-'));
  const script = `echo run >> ${folder}/runs; [ $(wc -l < ${folder}/runs) -gt 1 ] && exit 0; kill -9 $$`;
  const { clock, waits } = createEagerClock();
  const said: string[] = [];
  const exitCode = await runGuard(['sh', '-c', script], { clock, err: (text) => said.push(text) });
  assert.equal(exitCode, 0);
  assert.deepEqual(waits, [0]);
  assert.equal(readFileSync(`${folder}/runs`, 'utf8'), 'run\nrun\n');
  assert.match(said.join(''), /died by SIGKILL; starting it again in 0 ms/);
  rmSync(folder, { recursive: true });
});

test('a program that is started again is told what the life before died of, and the first is told nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-guard-'));
  const script = `echo "[$ZAPFLOW_RESTARTED]" >> ${folder}/told; case $(wc -l < ${folder}/told) in 1) exit 70;; 2) kill -9 $$;; esac`;
  const { clock } = createEagerClock();
  assert.equal(await runGuard(['sh', '-c', script], { clock, err: () => undefined }), 0);
  const atMs = clock.now();
  const told = [
    '[]',
    `[${JSON.stringify({ how: 'with code 70', restarts: 1, atMs })}]`,
    `[${JSON.stringify({ how: 'by SIGKILL', restarts: 2, atMs })}]`,
  ];
  assert.deepEqual(readFileSync(`${folder}/told`, 'utf8').trim().split('\n'), told);
  rmSync(folder, { recursive: true });
});

test('a program that always dies is given up with its exit code after five restarts', async () => {
  const { clock, waits } = createEagerClock();
  assert.equal(await runGuard(['sh', '-c', 'kill -9 $$'], { clock, err: () => undefined }), 137);
  assert.deepEqual(waits, [0, 5000, 10_000, 20_000, 40_000]);
});

test('exit codes that ask for no restart go through', async () => {
  const { clock, waits } = createEagerClock();
  for (const code of [0, 1, 78])
    assert.equal(await runGuard(['sh', '-c', `exit ${code}`], { clock, err: () => undefined }), code);
  assert.deepEqual(waits, []);
});

test('an order to stop reaches the program once, and a death by it is not undone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-guard-'));
  const parent = join(folder, 'parent.mjs');
  writeFileSync(
    parent,
    `import { runGuard } from ${JSON.stringify(new URL('./guard.ts', import.meta.url).href)};
     import { systemClock } from ${JSON.stringify(new URL('../../core/clock.ts', import.meta.url).href)};
     const script = "trap 'echo stopped; kill -9 $$' TERM; echo ready; while :; do sleep 0.05; done";
     process.exitCode = await runGuard(['sh', '-c', script], { clock: systemClock, err: console.error });`,
  );
  const guard = spawn(process.execPath, [parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  guard.stdout.on('data', (chunk) => {
    out += chunk;
    if (String(chunk).includes('ready')) guard.kill('SIGTERM');
  });
  const [code] = await once(guard, 'close');
  assert.equal(code, 137);
  assert.equal(out, 'ready\nstopped\n');
  rmSync(folder, { recursive: true });
});

test('a program that was ordered to stop and ends by force is not started again', async () => {
  const script = `process.send({ type: 'stopping' }, () => process.kill(process.pid, 'SIGKILL'))`;
  const { clock, waits } = createEagerClock();
  const command = [process.execPath, '-e', script];
  assert.equal(await runGuard(command, { clock, err: () => undefined }), 137);
  assert.deepEqual(waits, []);
});

test('a program that cannot be run ends the guard with 127', async () => {
  const { clock } = createEagerClock();
  assert.equal(await runGuard(['/no/such/program'], { clock, err: () => undefined }), 127);
});
