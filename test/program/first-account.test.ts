// The first start as a newcomer meets it: an address on the terminal, an account, and no trace of either in files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { addressOf, cleanUp, type Run, startZapflow } from './zapflow.ts';

const password = 'correct horse battery';

/** The one-time address on standard error, once it is there. */
async function setupOf(run: Run): Promise<URL> {
  let text = '';
  for await (const chunk of run.child.stderr!) {
    text += chunk;
    const [address] = /http:\S+\/setup#token=[\w-]{43}/.exec(text) ?? [];
    if (address) return new URL(address);
  }
  throw new Error(`no address was told: ${text}`);
}

function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

test('the first start tells a one-time address that makes the first account; no file holds its token', async (t) => {
  const run = startZapflow(['start']);
  t.after(() => cleanUp(run));
  const [{ hash, origin }, address] = await Promise.all([setupOf(run), addressOf(run)]);
  assert.equal(origin, address);
  const token = hash.replace('#token=', '');
  const status = startZapflow(['status'], {}, run.dataDir);
  let told = '';
  status.child.stdout?.on('data', (text) => {
    told += text;
  });
  await status.exit;
  assert.ok(told.includes(`make the first account at ${address}/setup${hash}\n`), told);
  const setup = await fetch(`${address}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-zapflow': '1' },
    body: JSON.stringify({ token, name: 'ada', password }),
  });
  assert.equal(setup.status, 200);
  const cookie = setup.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const settings = await fetch(`${address}/api/settings`, { headers: { cookie } });
  const port = ((await settings.json()) as { path: string; source: string }[]).find(
    ({ path }) => path === 'gateway.port',
  );
  assert.equal(port?.source, 'ZAPFLOW_GATEWAY_PORT');
  const system = (await (await fetch(`${address}/api/system`, { headers: { cookie } })).json()) as {
    workers: { name: string; heapBytes: number }[];
  };
  assert.ok((system.workers.find(({ name }) => name === 'storage')?.heapBytes ?? 0) > 0);
  run.child.kill('SIGTERM');
  await run.exit;
  const files = filesBelow(run.dataDir);
  assert.match(files, /nobody can sign in yet/);
  for (const secret of [token, password, cookie.split('=')[1] as string]) assert.ok(!files.includes(secret));
  assert.ok(run.lines.every(({ msg }) => !msg.includes(token)));
  assert.equal(statSync(join(run.dataDir, 'instance.key')).mode & 0o777, 0o600);

  const again = startZapflow(['start'], {}, run.dataDir);
  t.after(() => cleanUp(again));
  await again.line(({ msg }) => msg.startsWith('ready'));
  const session = (await (await fetch(`${await addressOf(again)}/api/session`)).json()) as {
    needsSetup: boolean;
  };
  assert.equal(session.needsSetup, false);
  again.child.kill('SIGTERM');
  assert.doesNotMatch((await again.exit).stderr, /setup#token/);
});

test('an address beyond this machine is refused before anything starts, with the ways out', async (t) => {
  const run = startZapflow(['start', '--host', '0.0.0.0']);
  t.after(() => cleanUp(run));
  const { code, stderr } = await run.exit;
  assert.equal(code, 78);
  assert.match(stderr, /gateway\.host[\s\S]*gateway\.tls\.cert[\s\S]*gateway\.trustedProxy/);
});
