import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { systemClock } from '../core/clock.ts';
import { createSignerClient, type SignerPipes } from './client.ts';
import { encodeBase58 } from './process/base58.ts';
import { encodeMessage, sendSol } from './process/testing/encode-message.ts';
import { exampleLimits, tip } from './process/testing/example-limits.ts';
import { createSignerCalls } from './signer-calls.ts';
import { signerSources } from './signer-code.ts';
import { spawnSigner } from './spawn-signer.ts';

/** Letters, so that their bytes would be found as they are in any text. */
const seed = 'canary-seed-which-nobody-may-see';
const words = 'canary-passphrase-of-the-operator';
const LABEL = 'label-of-the-canary';

/** Beginnings of every way in which the bytes could stand in a text. */
function encodingsOf(secret: Buffer): Record<string, string> {
  const base64 = secret.toString('base64');
  return {
    raw: secret.toString('latin1').slice(0, 16),
    hex: secret.toString('hex').slice(0, 32),
    base58: encodeBase58(secret).slice(0, 20),
    base64: base64.slice(0, 20),
    array: [...secret.subarray(0, 8)].join(','),
  };
}

test('nothing that can be looked at from outside shows a key, a code secret or the passphrase', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-canary-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawnSigner({
    code: signerSources('testing/inspected-signer.ts'),
    flags: [`--allow-fs-write=${folder}`],
  });
  t.after(() => child.kill('SIGKILL'));
  const pipes = { input: child.stdin, output: child.stdout } as SignerPipes;
  // the busiest machine must not turn a slow derivation into a failure
  const client = createSignerClient(pipes, {
    clock: systemClock,
    signTimeoutMs: 60_000,
    loadTimeoutMs: 60_000,
  });
  const signer = createSignerCalls(client);

  const passphrase = () => Buffer.from(words);
  const { keystore: empty, totpSecret } = await signer.create(passphrase(), exampleLimits());
  const imported = await signer.importKey(
    empty,
    passphrase(),
    LABEL,
    Buffer.from(encodeBase58(Buffer.from(seed))),
  );
  const { keystore, keyId } = imported;
  await signer.load(keystore, passphrase());
  const message = encodeMessage({ payer: keyId, instructions: [sendSol(keyId, tip, 1n)] });
  assert.equal((await signer.sign(keyId, message)).length, 64);
  const refusals = [
    await signer.sign(keyId, Buffer.from(seed)).catch((error: unknown) => error),
    await signer.importKey(keystore, passphrase(), LABEL, Buffer.from(seed)).catch((error: unknown) => error),
  ];

  const places: Record<string, Buffer> = {
    'stored keystore': keystore,
    errors: Buffer.from(inspect(refusals, { depth: 10 })),
  };
  for (const name of ['environ', 'cmdline'])
    if (existsSync(`/proc/${child.pid}/${name}`)) places[name] = readFileSync(`/proc/${child.pid}/${name}`);
  child.kill('SIGHUP');
  await client.ended;
  assert.deepEqual(readdirSync(folder).sort(), ['heap', 'report']);
  for (const name of ['heap', 'report']) places[name] = readFileSync(join(folder, name));
  assert.ok(places['heap']?.includes(LABEL), 'a string that the signer holds is found');

  for (const [what, secret] of Object.entries({
    seed: Buffer.from(seed),
    passphrase: passphrase(),
    totpSecret,
  }))
    for (const [encoding, text] of Object.entries(encodingsOf(secret)))
      for (const [place, bytes] of Object.entries(places))
        assert.ok(!bytes.includes(text, 0, 'latin1'), `${place} shows the ${what} as ${encoding}`);
});
