import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findSignerCode, signerSources, stripSigner } from './signer-code.ts';
import { spawnSigner } from './spawn-signer.ts';

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-signer-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('stripped code runs, confined to its folder', async (t) => {
  const folder = makeFolder(t);
  stripSigner(folder);
  const code = findSignerCode(folder);
  assert.equal(code.folder, folder);
  const child = spawnSigner({ code });
  const exited = once(child, 'exit');
  child.stdin?.end();
  assert.deepEqual(await exited, [0, null]);
});

test('what was changed since it was stripped, or was not stripped to the end, is not run', (t) => {
  const folder = makeFolder(t);
  assert.deepEqual(findSignerCode(folder), signerSources());
  stripSigner(folder);
  appendFileSync(join(folder, 'main.mjs'), '// changed');
  assert.deepEqual(findSignerCode(folder), signerSources());
  stripSigner(folder);
  rmSync(join(folder, 'digest'));
  assert.deepEqual(findSignerCode(folder), signerSources());
});
