// A start with a key that does not belong to the database, as its operator meets it.
import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { changeStopped } from '../../src/workers/storage/operations/change-stopped.ts';
import { operator } from '../../src/workers/storage/operations/operator.ts';
import { createUser } from '../../src/workers/storage/units/create-user.ts';
import { setTotp } from '../../src/workers/storage/units/set-totp.ts';
import { cleanUp, startZapflow } from './zapflow.ts';

const user = { id: 'id-ann', name: 'ann', passwordHash: 'hash', role: 'admin', mustBeFirst: false } as const;

test('a missing and a wrong key are refused at the start, until the right one is back or all is begun anew', async (t) => {
  const first = startZapflow(['start']);
  t.after(() => cleanUp(first));
  const { dataDir } = first;
  await first.line(({ msg }) => msg.startsWith('ready'));
  first.child.kill('SIGTERM');
  assert.equal((await first.exit).code, 0);
  const path = join(dataDir, 'zapflow.db');
  const key = join(dataDir, 'instance.key');
  await changeStopped({ source: { engine: 'sqlite', path }, path, dataDir, nowMs: 7 }, async (tx) => {
    await createUser.run(tx, { by: operator, ...user });
    await setTotp.run(tx, { by: operator, userId: 'id-ann', totp: 'v1.sealed', step: 0 });
  });
  const refuse = async (said: RegExp) => {
    const run = startZapflow(['start'], {}, dataDir);
    t.after(() => cleanUp(run));
    const { code, stderr } = await run.exit;
    assert.equal(code, 78, stderr);
    assert.match(stderr, said);
    assert.ok(stderr.includes(key), stderr);
    assert.match(stderr, /zapflow reset-secrets/);
  };
  rmSync(key);
  await refuse(/is missing/);
  assert.equal(existsSync(key), false);
  writeFileSync(key, `${'0'.repeat(64)}\n`, { mode: 0o600 });
  await refuse(/is not the one that the secrets in the database were sealed with/);

  const reset = startZapflow(['reset-secrets', '--yes'], {}, dataDir);
  assert.equal((await reset.exit).code, 0);
  const anew = startZapflow(['start'], {}, dataDir);
  t.after(() => cleanUp(anew));
  await anew.line(({ msg }) => msg.startsWith('ready'));
  anew.child.kill('SIGTERM');
  assert.equal((await anew.exit).code, 0);
});
