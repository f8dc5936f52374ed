import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { createSignerClient, type SignerPipes } from './client.ts';
import { encodeMessage, sendSol } from './process/testing/encode-message.ts';
import { exampleLimits, tip } from './process/testing/example-limits.ts';
import { createSignerCalls } from './signer-calls.ts';
import { spawnSigner } from './spawn-signer.ts';

const seed = 'canary-seed-which-nobody-may-see';
const words = 'canary-passphrase-of-the-operator';

/** How often the text stands in the writable memory of a process, or nothing where the system does not let us look. */
function countIn(pid: number | undefined, text: string): number | undefined {
  try {
    const maps = readFileSync(`/proc/${pid}/maps`, 'latin1');
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    try {
      return maps.split('\n').reduce((count, line) => count + countInRange(memory, line, text), 0);
    } finally {
      closeSync(memory);
    }
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function countInRange(memory: number, line: string, text: string): number {
  const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
  if (from === undefined || to === undefined) return 0;
  const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  const bytes = Buffer.alloc(Math.min(end - start, 2 ** 28));
  try {
    readSync(memory, bytes, 0, bytes.length, start);
  } catch (error) {
    // pages that the kernel keeps to itself
    if ((error as NodeJS.ErrnoException).code === 'EIO') return 0;
    throw error;
  }
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count += 1;
  return count;
}

test('its memory holds a key once while it is loaded, and no key and no passphrase after it is wiped', async (t) => {
  const child = spawnSigner();
  t.after(() => child.kill('SIGKILL'));
  if (countIn(child.pid, seed) === undefined) return t.skip('needs the right to read the memory of a child');
  const pipes = { input: child.stdin, output: child.stdout } as SignerPipes;
  const client = createSignerClient(pipes, {
    clock: systemClock,
    signTimeoutMs: 60_000,
    loadTimeoutMs: 60_000,
  });
  const signer = createSignerCalls(client);
  const { keystore: empty } = await signer.create(Buffer.from(words), exampleLimits());
  const { keystore, keyId } = await signer.importKey(empty, Buffer.from(words), 'canary', Buffer.from(seed));
  await signer.load(keystore, Buffer.from(words));
  await signer.sign(keyId, encodeMessage({ payer: keyId, instructions: [sendSol(keyId, tip, 1n)] }));
  assert.ok((countIn(child.pid, seed) ?? 0) >= 1, 'what is there is found');
  await signer.wipe();
  // finalizers of what was collected run in the turn after
  await signer.status();
  assert.equal(countIn(child.pid, seed), 0);
  assert.equal(countIn(child.pid, words), 0);
});
