import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { acquireInstanceLock } from '../core/instance-lock.ts';
import { createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { changeStopped } from '../workers/storage/operations/change-stopped.ts';
import { sourceHoldsSealed } from '../workers/storage/operations/holds-sealed.ts';
import { operator } from '../workers/storage/operations/operator.ts';
import { createUser } from '../workers/storage/units/create-user.ts';
import { setTotp } from '../workers/storage/units/set-totp.ts';
import { runWords } from './testing/fake-io.ts';

const user = { id: 'id-ann', name: 'ann', passwordHash: 'hash', role: 'admin', mustBeFirst: false } as const;

test('whoever lost the key begins anew, when he says so and the program is stopped', async (t) => {
  const dataDir = createFolder(t);
  const path = join(dataDir, 'zapflow.db');
  const keyFile = join(dataDir, 'instance.key');
  const source = { engine: 'sqlite', path } as const;
  await changeStopped({ source, path, dataDir, nowMs: 7 }, async (tx) => {
    await createUser.run(tx, { by: operator, ...user });
    await setTotp.run(tx, { by: operator, userId: 'id-ann', totp: 'v1.sealed', step: 0 });
  });
  writeFileSync(keyFile, 'not the key');
  const run = (words: string[], io = {}) => runWords(['reset-secrets', ...words, '--data', dataDir], io);

  for (const refused of [await run([]), await run([], { ask: async () => 'no' })]) {
    assert.equal(refused.exitCode, 1);
    assert.match(refused.err, /not confirmed/);
  }
  const lock = acquireInstanceLock(dataDir);
  assert.equal((await run(['--yes'])).exitCode, 78);
  lock.release();
  assert.equal(readFileSync(keyFile, 'utf8'), 'not the key');
  assert.equal(await sourceHoldsSealed(source), true);

  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return 'yes';
  };
  const { exitCode, out } = await run([], { ask });
  assert.equal(exitCode, 0);
  assert.match(questions[0] ?? '', /second factor.*webhooks/s);
  assert.match(out, /^Second factors removed: ann\nWebhooks removed: none\n/);
  assert.match(readFileSync(keyFile, 'utf8'), /^[0-9a-f]{64}\n$/);
  const kept = readdirSync(dataDir).find((name) => name.startsWith('instance.key.before-')) ?? '';
  assert.equal(readFileSync(join(dataDir, kept), 'utf8'), 'not the key');
  assert.equal(await sourceHoldsSealed(source), false);
});

test('a key that is missing leaves nothing beside the new one', async (t) => {
  const dataDir = createFolder(t);
  const { out } = await runWords(['reset-secrets', '--yes', '--data', dataDir]);
  assert.match(out, /A new instance\.key was made\.\n$/);
  assert.ok(existsSync(join(dataDir, 'instance.key')));
});
