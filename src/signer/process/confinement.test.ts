import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { isTesting, loadSources } from '../../../test/architecture/source-file.ts';
import { signerSources } from '../signer-code.ts';
import { spawnSigner } from '../spawn-signer.ts';

test('the process can do nothing but compute and use its pipes', async () => {
  const child = spawnSigner({ code: signerSources('testing/confinement-probe.ts') });
  const output = child.stdout && text(child.stdout.once('data', () => child.stdin?.end()));
  await once(child, 'exit');
  const { environment, ...outcomes } = JSON.parse((await output) ?? '') as Record<string, string>;
  assert.equal(environment, 'GLIBC_TUNABLES');
  assert.ok(Object.keys(outcomes).length > 20);
  const expected: Record<string, string> = {
    'open a database': 'ERR_UNKNOWN_BUILTIN_MODULE',
    'call foreign code': 'ERR_UNKNOWN_BUILTIN_MODULE',
    'load an add-on': 'ERR_DLOPEN_DISABLED',
    'load code from text': 'EvalError',
    'change a prototype': 'TypeError',
    'reach a prototype by its old name': 'TypeError',
  };
  for (const [attempt, outcome] of Object.entries(outcomes))
    assert.equal(outcome, expected[attempt] ?? 'ERR_ACCESS_DENIED', attempt);
});

test('its code imports nothing but itself, cryptography and types', () => {
  const files = loadSources(['src/signer/process']).filter((file) => !isTesting(file));
  assert.ok(files.length > 20);
  for (const { path, imports } of files)
    for (const { target, isType } of imports)
      assert.ok(
        target.startsWith('src/signer/process/') || target === 'node:crypto' || isType,
        `${path} imports ${target}`,
      );
});

test('it leaves no core file and inherits no environment', async (t) => {
  const { existsSync, readFileSync } = await import('node:fs');
  if (!existsSync('/proc/self/limits')) return t.skip('needs /proc');
  const child = spawnSigner();
  const exited = once(child, 'exit');
  // the first answer comes from Node itself, not from the shell before it
  child.stdin?.write(
    Buffer.from([0, 0, 0, 30, 0, 0, 0, 24, ...Buffer.from('{"id":1,"kind":"status"}'), 0, 0]),
  );
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  const of = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'latin1');
  assert.match(of('limits'), /Max core file size +0 +0/);
  assert.match(of('environ'), /^GLIBC_TUNABLES=[a-z_.=:0-9\0]*$/);
  child.stdin?.end();
  assert.deepEqual(await exited, [0, null]);
});

test('what is no request ends it with a code of its own and without a word', async () => {
  const child = spawnSigner();
  const [written, exited] = [text(child.stdout as NonNullable<typeof child.stdout>), once(child, 'exit')];
  child.stdin?.write('GET / HTTP/1.1\r\n');
  assert.deepEqual(await exited, [65, null]);
  assert.equal(await written, '');
});
