// `zapflow signer` and the signer beside the running program, which here is a control socket that a test answers.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { acquireInstanceLock } from '../../core/instance-lock.ts';
import { type ControlCommand, openControlSocket } from '../../core/supervisor/control-socket.ts';
import { storeKeystore } from '../../program/signer/keystore-file.ts';
import type { ToldState } from '../../workers/signer/contract.ts';
import { toControlPath } from '../control-client.ts';
import { runWords } from '../testing/fake-io.ts';
import { createFakeTerminal } from '../testing/fake-terminal.ts';

const armed: ToldState = {
  state: 'armed',
  says: 'Armed with 1 key.',
  keys: [{ id: 'address', label: 'main' }],
  unlockedForMs: 0,
  lockedOutForMs: 0,
  isOutdated: false,
  limits: { unlockMs: 1000 },
  lately: { spanMs: 3_600_000, signed: { trade: 3 }, refused: {} },
};

async function createRig(t: TestContext, changes: Readonly<Record<string, ControlCommand>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'zap-signer-'));
  const lock = acquireInstanceLock(folder);
  const asked: [string, unknown][] = [];
  const answers: Readonly<Record<string, ControlCommand>> = {
    signerStatus: async () => armed,
    signerReload: async () => armed,
    signerArm: async () => armed,
    signerUnlock: async () => ({ ...armed, unlockedForMs: 300_000 }),
    signerLock: async () => armed,
    ...changes,
  };
  const commands = Object.fromEntries(
    Object.entries(answers).map(([name, answer]): [string, ControlCommand] => [
      name,
      async (fields) => {
        asked.push([name, { ...fields }]);
        return answer(fields);
      },
    ]),
  );
  const control = await openControlSocket({ path: toControlPath(folder), clock: systemClock, commands });
  t.after(async () => {
    await control.close();
    lock.release();
    rmSync(folder, { recursive: true });
  });
  const run = (words: string[], answers = {}) =>
    runWords(['signer', ...words, '--data', folder], {
      cwd: folder,
      terminal: createFakeTerminal(answers).terminal,
    });
  return { folder, asked, run };
}

test('status tells keys, locks, and what was signed and refused lately', async (t) => {
  const { run } = await createRig(t, {
    signerStatus: async () => ({
      ...armed,
      unlockedForMs: 61_000,
      lately: { spanMs: 3_600_000, signed: { trade: 3, withdrawal: 1 }, refused: { LOCKED: 2 } },
    }),
  });
  const { exitCode, out } = await run(['status']);
  assert.equal(exitCode, 0);
  assert.equal(
    out,
    `Armed with 1 key.
address  main
Withdrawals are unlocked for 1 min 1 s.
In the last 1 h 0 min: signed trade 3, withdrawal 1; refused LOCKED 2.
`,
  );
});

test('passphrase and code are typed in and handed to the running signer', async (t) => {
  const { asked, run } = await createRig(t);
  assert.equal((await run(['arm'], { Passphrase: 'correct horse' })).out, 'Armed with 1 key.\n');
  assert.match((await run(['unlock'], { Code: '123456' })).out, /unlocked for 5 min 0 s/);
  assert.match((await run(['lock'])).out, /are locked/);
  assert.deepEqual(asked, [
    ['signerArm', { passphrase: 'correct horse' }],
    ['signerUnlock', { code: '123456' }],
    ['signerLock', {}],
  ]);
});

test('what the signer declines is told with its reason', async (t) => {
  const refusal = new AppError('SIGNER_REFUSED', 'The code is wrong.', { details: { reason: 'CODE_WRONG' } });
  const { run } = await createRig(t, { signerUnlock: () => Promise.reject(refusal) });
  const { exitCode, err } = await run(['unlock'], { Code: '000000' });
  assert.equal(exitCode, 1);
  assert.match(err, /The code is wrong/);
});

test('limits of an armed signer are shown without the passphrase, and told when the file has others', async (t) => {
  const { folder, run } = await createRig(t, { signerStatus: async () => ({ ...armed, isOutdated: true }) });
  storeKeystore(folder, Buffer.from('sealed'));
  const { out, err } = await run(['limits', 'show']);
  assert.deepEqual(JSON.parse(out), armed.limits);
  assert.match(err, /changed since/);
});

test('without a program, arm, unlock and lock say so', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zap-signer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { terminal } = createFakeTerminal({ Passphrase: 'x', Code: '123456' });
  for (const action of ['arm', 'unlock', 'lock']) {
    const { exitCode } = await runWords(['signer', action, '--data', folder], { cwd: folder, terminal });
    assert.equal(exitCode, 3, action);
  }
  const { out } = await runWords(['signer', 'status', '--data', folder], { cwd: folder });
  assert.match(out, /does not run\. There is no keystore: `\.\/zapflow signer init`/);
});
