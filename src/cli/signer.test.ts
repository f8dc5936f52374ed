// `zapflow signer` on the file of a keystore, with a signer in this process whose time a test moves.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { type ControlCommand, openControlSocket } from '../core/supervisor/control-socket.ts';
import { createManualClock } from '../core/testing/manual-clock.ts';
import { loadKeystore, storeKeystore, toKeystorePath } from '../program/signer/keystore-file.ts';
import type { SignerPipes } from '../signer/client.ts';
import { codeAt } from '../signer/process/second-factor.ts';
import { serve } from '../signer/process/serve.ts';
import { createSigner } from '../signer/process/signer.ts';
import { exampleLimits } from '../signer/process/testing/example-limits.ts';
import { deriveForTest } from '../signer/process/testing/test-signer.ts';
import { toControlPath } from './control-client.ts';
import { createSignerCommand } from './signer.ts';
import { runWords } from './testing/fake-io.ts';
import { createFakeTerminal } from './testing/fake-terminal.ts';

const passphrase = 'correct horse battery staple';
type Answers = Parameters<typeof createFakeTerminal>[0];

/** A data folder, and a terminal at which somebody knows everything unless a test says otherwise. */
function createRig(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'zap-signer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const clock = createManualClock();
  const waits: number[] = [];
  const interrupted = new AbortController().signal;
  const moved = {
    ...clock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      // not the wait for a code, but the patience with a program that answers
      if (signal !== interrupted) return clock.sleep(ms, signal);
      waits.push(ms);
      await clock.advance(ms);
    },
  };
  const openSigner = (): SignerPipes => {
    const signer = createSigner({
      wallMs: clock.now,
      monotonicMs: clock.monotonicMs,
      derive: deriveForTest,
      collectGarbage: () => {},
    });
    const [input, output] = [new PassThrough(), new PassThrough()];
    serve(signer, input, output, () => output.end());
    return { input, output };
  };
  const secrets: { totp: Buffer; recovery: string } = { totp: Buffer.alloc(0), recovery: '' };
  const code = () => String(codeAt(secrets.totp, Math.floor(clock.now() / 30_000)));
  const limitsFile = join(folder, 'limits.json');
  writeFileSync(limitsFile, JSON.stringify(exampleLimits()));
  const run = async (words: string[], answers: Answers = {}, ask?: (question: string) => string) => {
    const known: Answers = { 'New passphrase': passphrase, 'same again': passphrase, Passphrase: passphrase };
    const { terminal, shown } = createFakeTerminal({ ...answers, ...known, ...answers, Code: code });
    const ran = await runWords(
      ['signer', ...words, '--data', folder],
      {
        env: {},
        cwd: folder,
        clock: moved,
        interrupted: () => interrupted,
        terminal,
        ask: ask && (async (question) => ask(question)),
      },
      [createSignerCommand(openSigner)],
    );
    const [, base32] = /secret=([A-Z2-7]+)/.exec(ran.out) ?? [];
    if (base32 !== undefined) secrets.totp = fromBase32(base32);
    secrets.recovery = /recovery code +([0-9a-f]{32})/.exec(ran.out)?.[1] ?? secrets.recovery;
    return { ...ran, shown: shown() };
  };
  const init = () => run(['init', '--limits', limitsFile]);
  const addKey = async (label: string): Promise<string> =>
    (await run(['add-key', '--label', label])).out.split(' ')[0] ?? '';
  return { folder, waits, limitsFile, secrets, run, init, addKey };
}

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

test('init makes a sealed keystore and shows the second factor once, and nothing of the passphrase', async (t) => {
  const { folder, init } = createRig(t);
  const { exitCode, out, shown } = await init();
  assert.equal(exitCode, 0);
  assert.match(out, /otpauth:\/\/totp\/Zapflow%20signer\?secret=[A-Z2-7]{32}&issuer=Zapflow/);
  assert.match(out, /recovery code +[0-9a-f]{32}/);
  assert.equal(statSync(toKeystorePath(folder)).mode & 0o777, 0o600);
  assert.equal(shown, 'New passphrase of the keystore: \nThe same again: \n');
  const again = await init();
  assert.equal(again.exitCode, 1);
  assert.match(again.err, /There is a keystore in the data folder already/);
});

test('init does nothing for passphrases that differ, weak ones, wrong limits, or without a terminal', async (t) => {
  const { folder, limitsFile, run } = createRig(t);
  const words = ['init', '--limits', limitsFile];
  assert.match((await run(words, { 'same again': 'another one' })).err, /The two are not the same/);
  const weak = { 'New passphrase': 'short', 'same again': 'short' };
  assert.match((await run(words, weak)).err, /too short/);
  writeFileSync(limitsFile, JSON.stringify({ ...exampleLimits(), unlockMs: 1 }));
  const wrong = await run(words);
  assert.match(
    wrong.err,
    /^error: The limits are not valid: limits\.unlockMs must be a whole number from 1000 to 3600000\.$/m,
  );
  assert.doesNotMatch(wrong.err, /LIMITS_INVALID|details\.reason/);
  assert.equal(wrong.shown, '');
  writeFileSync(limitsFile, '{');
  assert.match((await run(words)).err, /no JSON that can be read/);
  assert.match((await runWords(['signer', ...words, '--data', folder], { cwd: folder })).err, /no JSON/);
  writeFileSync(limitsFile, JSON.stringify(exampleLimits()));
  const { exitCode, err } = await runWords(['signer', ...words, '--data', folder], { cwd: folder });
  assert.deepEqual([exitCode, err], [1, 'error: There is no terminal to ask at.\n']);
  assert.equal(existsSync(toKeystorePath(folder)), false);
});

test('add-key adds a new key or one that is typed in, and refuses a wrong passphrase', async (t) => {
  const { folder, run, init, addKey } = createRig(t);
  await init();
  assert.match(await addKey('main'), /^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
  const typed = await run(['add-key', '--label', 'old', '--import'], {
    'Private key': JSON.stringify([...Buffer.alloc(32, 9)]),
  });
  assert.match(typed.out, / {2}old\n$/);
  assert.ok(!typed.shown.includes('9,9'));
  const before = loadKeystore(folder);
  const wrong = await run(['add-key', '--label', 'more'], { Passphrase: 'something else' });
  assert.match(wrong.err, /^error: The passphrase is wrong\.$/m);
  assert.doesNotMatch(wrong.err, /PASSPHRASE_WRONG|details\.reason/);
  assert.match((await run(['add-key', '--label', 'main'])).err, /has a key with this label already/);
  assert.equal((await run(['add-key'], { Passphrase: '\x03' })).exitCode, 1);
  assert.deepEqual(loadKeystore(folder), before);
});

test('limits are shown as they can be set again, and set with passphrase and a code that is new', async (t) => {
  const { folder, waits, limitsFile, run, init } = createRig(t);
  await init();
  const { out } = await run(['limits', 'show']);
  assert.deepEqual(JSON.parse(out), exampleLimits());
  const tighter = { ...exampleLimits(), unlockMs: 60_000 };
  writeFileSync(limitsFile, JSON.stringify(tighter));
  const set = await run(['limits', 'set', limitsFile]);
  assert.deepEqual([set.exitCode, set.out], [0, 'The limits are changed.\n']);
  assert.ok(waits.length === 1 && (waits[0] ?? 0) > 30_000 && (waits[0] ?? 0) <= 60_000);
  assert.deepEqual(JSON.parse((await run(['limits', 'show'])).out), tighter);
  assert.equal(statSync(toKeystorePath(folder)).mode & 0o777, 0o600);
});

test('wrong limits are told before anybody waits for a code, and a wrong code changes nothing', async (t) => {
  const { folder, waits, limitsFile, secrets, run, init } = createRig(t);
  await init();
  const before = loadKeystore(folder);
  writeFileSync(limitsFile, JSON.stringify({ ...exampleLimits(), unlockMs: 1 }));
  const refused = await run(['limits', 'set', limitsFile]);
  assert.match(refused.err, /limits are not valid: limits\.unlockMs must be/);
  assert.deepEqual([waits.length, refused.shown], [0, '']);
  writeFileSync(limitsFile, JSON.stringify({ ...exampleLimits(), unlockMs: 2000 }));
  secrets.totp = Buffer.alloc(20, 1);
  const { exitCode, err } = await run(['limits', 'set', limitsFile]);
  assert.equal(exitCode, 1);
  assert.match(err, /The code is wrong/);
  assert.deepEqual(loadKeystore(folder), before);
});

test('a key is exported to a new file of its owner only, confirmed, as it can be imported again', async (t) => {
  const { folder, run, init, addKey } = createRig(t);
  await init();
  const id = await addKey('main');
  const file = join(folder, 'key.json');
  const words = ['export', 'main', '--to', 'key.json'];
  assert.match((await run(words)).err, /no terminal to ask at/);
  assert.match((await run(words, {}, () => 'yes')).err, /Nothing was exported/);
  assert.match((await run(['export', 'nobody', '--to', 'key.json'], {}, () => '')).err, /No key is called/);
  assert.equal(existsSync(file), false);
  const asked: string[] = [];
  const answer = (question: string) => {
    asked.push(question);
    return id.slice(-4);
  };
  const { exitCode, out, err } = await run(words, {}, answer);
  assert.equal(exitCode, 0, err);
  assert.ok(asked[0]?.includes(id) && asked[0].includes(file));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const content = readFileSync(file, 'utf8');
  assert.equal((JSON.parse(content) as number[]).length, 64);
  for (const text of [out, err]) assert.ok(!text.includes(content.slice(1, 20)));
  assert.match((await run(words, {}, answer)).err, /exists already/);
  rmSync(toKeystorePath(folder));
  await init();
  assert.equal((await run(['add-key', '--import', file])).out, `${id}  main\n`);
});

test('while Zapflow runs, its audit is told first, of which work and which key; what it cannot write down is not done', async (t) => {
  const { folder, run, init, addKey } = createRig(t);
  assert.match((await init()).err, /does not run, so its audit does not tell of this/);
  const told: object[] = [];
  let isFull = false;
  const signerWork: ControlCommand = async (entry) => {
    told.push({ ...entry });
    if (isFull) throw new AppError('DISK_FULL');
  };
  const control = await openControlSocket({
    path: toControlPath(folder),
    clock: systemClock,
    commands: { signerWork },
  });
  t.after(() => control.close());
  const keyId = await addKey('main');
  const words = ['export', 'main', '--to', 'key.json'];
  const exported = await run(words, {}, () => keyId.slice(-4));
  assert.deepEqual([exported.exitCode, exported.err.includes('audit')], [0, false]);
  assert.deepEqual(told, [
    { work: 'addKey', keyId },
    { work: 'export', keyId },
  ]);
  isFull = true;
  const before = loadKeystore(folder);
  assert.notEqual((await run(['add-key', '--label', 'more'])).exitCode, 0);
  assert.deepEqual(loadKeystore(folder), before);
  rmSync(join(folder, 'key.json'));
  assert.notEqual((await run(words, {}, () => keyId.slice(-4))).exitCode, 0);
  assert.equal(existsSync(join(folder, 'key.json')), false);
});

test('what somebody else changed while a code was waited for is not overwritten', async (t) => {
  const { folder, limitsFile, run, init } = createRig(t);
  await init();
  const others = Buffer.from('changed by somebody else');
  const ask = () => {
    storeKeystore(folder, others);
    return passphrase;
  };
  const { exitCode, err } = await run(['limits', 'set', limitsFile], { Passphrase: ask });
  assert.equal(exitCode, 78);
  assert.match(err, /changed by somebody else meanwhile/);
  assert.deepEqual(loadKeystore(folder), others);
});

test('the passphrase is changed, and the older file beside it is named', async (t) => {
  const { folder, run, init } = createRig(t);
  await init();
  const next = 'five other words for it';
  const changed = await run(['change-passphrase'], { 'New passphrase': next, 'same again': next });
  assert.equal(changed.exitCode, 0);
  assert.ok(changed.out.includes(`${toKeystorePath(folder)}.before`));
  assert.match((await run(['add-key'])).err, /passphrase is wrong/);
  assert.equal((await run(['add-key'], { Passphrase: next })).exitCode, 0);
});

test('a new second factor comes by the recovery code or by a code, and the one before counts no longer', async (t) => {
  const { waits, secrets, limitsFile, run, init } = createRig(t);
  await init();
  const { totp, recovery } = { ...secrets };
  assert.match((await run(['replace-totp'], { Recovery: 'ab'.repeat(16) })).err, /code is wrong/);
  const byRecovery = await run(['replace-totp'], { Recovery: recovery });
  assert.equal(byRecovery.exitCode, 0, byRecovery.err);
  assert.notDeepEqual([secrets.totp, secrets.recovery], [totp, recovery]);
  assert.equal(waits.length, 0);
  assert.match((await run(['replace-totp'], { Recovery: recovery })).err, /code is wrong/);
  const byCode = await run(['replace-totp'], { Recovery: '' });
  assert.equal(byCode.exitCode, 0, byCode.err);
  assert.equal((await run(['limits', 'set', limitsFile])).exitCode, 0);
});

test('words that mean nothing are answered with the usage', async (t) => {
  const { run } = createRig(t);
  for (const words of [
    [],
    ['toString'],
    ['limits'],
    ['limits', 'set'],
    ['init'],
    ['export', 'main'],
    ['arm', 'now'],
  ]) {
    const { exitCode, err } = await run(words);
    assert.equal(exitCode, 2, words.join(' '));
    assert.match(err, /^Usage: .\/zapflow signer ACTION/);
  }
});
