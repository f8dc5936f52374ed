import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCodes } from '../core/exit-codes.ts';
import { askTwice } from './ask-twice.ts';
import { withSecret } from './secret-input.ts';
import { createFakeTerminal } from './testing/fake-terminal.ts';

const zeros = Buffer.alloc(4);

test('a secret is wiped when the work is done, and when it fails', async () => {
  const [done, failed] = [Buffer.alloc(4, 7), Buffer.alloc(4, 7)];
  const exitCode = await withSecret(done, async (secret) => {
    assert.deepEqual(secret, Buffer.alloc(4, 7));
    return exitCodes.ok;
  });
  assert.deepEqual([exitCode, done], [exitCodes.ok, zeros]);
  const refused = new Error('refused');
  await assert.rejects(
    withSecret(failed, () => Promise.reject(refused)),
    refused,
  );
  assert.deepEqual(failed, zeros);
});

test('without a secret nothing is done', async () => {
  const exitCode = await withSecret(undefined, () => Promise.reject(new Error('it was asked')));
  assert.equal(exitCode, exitCodes.failed);
});

test('what is typed twice is given only when it is the same', async () => {
  const ask = (again: string) =>
    askTwice(createFakeTerminal({ 'New one': 'correct horse', 'same again': again }).terminal, 'New one: ');
  assert.deepEqual(await ask('correct horse'), Buffer.from('correct horse'));
  assert.equal(await ask('correct horsE'), 'different');
  assert.equal(await ask('\x03'), undefined);
  const { terminal, shown } = createFakeTerminal({});
  assert.equal(await askTwice(terminal, 'New one: '), undefined);
  assert.equal(shown(), 'New one: \n', 'what was given up is not asked again');
});
