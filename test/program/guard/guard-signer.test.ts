// The signer under the guard: it goes on while the program restarts, ends after it, and never without its guard.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { systemClock } from '../../../src/core/clock.ts';
import { identifyProcess } from '../../../src/core/process-identity.ts';
import { createSignerClient } from '../../../src/signer/client.ts';
import { encodeMessage, sendSol } from '../../../src/signer/process/testing/encode-message.ts';
import { exampleLimits, tip } from '../../../src/signer/process/testing/example-limits.ts';
import { createSignerCalls } from '../../../src/signer/signer-calls.ts';
import { spawnSigner } from '../../../src/signer/spawn-signer.ts';
import { type GuardedRun, gone, runUnderGuard } from './guarded-run.ts';

const timeout = 120_000;
const program = join(import.meta.dirname, 'signing-program.ts');
const passphrase = () => Buffer.from('correct horse battery');
let canary: { readonly keystore: Buffer; readonly keyId: string };

before(async () => {
  const { stdin: input, stdout: output } = spawnSigner();
  assert.ok(input && output);
  const calls = createSignerCalls(createSignerClient({ input, output }, { clock: systemClock }));
  const { keystore } = await calls.create(passphrase(), exampleLimits());
  canary = await calls.generateKey(keystore, passphrase(), 'canary');
  input.end();
});

function runSigning(t: TestContext): GuardedRun {
  const folder = mkdtempSync(join(tmpdir(), 'zap-guard-'));
  const file = join(folder, 'canary.keystore');
  writeFileSync(file, canary.keystore, { mode: 0o600 });
  const { keyId } = canary;
  const message = encodeMessage({ payer: keyId, instructions: [sendSol(keyId, tip, 1n)] }).toString('hex');
  const run = runUnderGuard([process.execPath, program, folder, file, keyId, message]);
  t.after(async () => {
    run.guard.kill('SIGKILL');
    await run.exit;
    rmSync(folder, { recursive: true, force: true });
  });
  return run;
}

const killProgram = ({ pid }: { pid: number }) => process.kill(pid, 'SIGKILL');

test('a program that is killed finds the signer armed, by the same process, and the canary key signs as before', {
  timeout,
}, async (t) => {
  const run = runSigning(t);
  const { signer } = await run.next('told');
  assert.equal((await run.next('armed'))['wasArmed'], false);
  const first = await run.next('start');
  killProgram(first);
  assert.equal((await run.next('told'))['signer'], signer);
  assert.equal((await run.next('armed'))['wasArmed'], true);
  const second = await run.next('start');
  assert.notEqual(second.pid, first.pid);
  assert.equal(second['signature'], first['signature']);
});

test('a signer that is killed is started again beside the program, and asks for its passphrase', {
  timeout,
}, async (t) => {
  const run = runSigning(t);
  const { pid, signer } = await run.next('told');
  await run.next('start');
  process.kill(Number(signer), 'SIGKILL');
  const again = await run.next('told');
  assert.equal(again.pid, pid);
  assert.notEqual(again['signer'], signer);
});

test('an order to stop lets the program sign until its end, and takes the signer along then', {
  timeout,
}, async (t) => {
  const run = runSigning(t);
  const { signer } = await run.next('told');
  await run.next('start');
  run.guard.kill('SIGTERM');
  await run.next('stop');
  assert.equal((await run.exit).code, 0);
  assert.equal(identifyProcess(Number(signer)), undefined);
});

test('without the guard nothing stays: program and signer end by themselves', { timeout }, async (t) => {
  const run = runSigning(t);
  const { pid, signer } = await run.next('told');
  await run.next('start');
  run.guard.kill('SIGKILL');
  await Promise.all([gone(pid), gone(Number(signer))]);
  assert.equal(run.said.at(-1)?.at, 'guard gone');
});
