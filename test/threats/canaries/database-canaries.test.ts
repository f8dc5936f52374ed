// Threat 24 for the password of a database server: while the server is there, while it is cut off, and where it never was.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { OwnPostgres, skipsOwnPostgres } from '../../../src/workers/storage/testing/own-postgres.ts';
import { addressOf, type Run, startZapflow } from '../../program/zapflow.ts';
import { filesOf } from './files.ts';
import { canaryOf, findCanaries, type Place } from './search.ts';
import { createVisitor, misplace, readEverything } from './visitor.ts';

const timeout = 180_000;
const words = 'Kanarienvogel "der" Datenbank+/ü';
const misplaced = 'Kanarienvogel am "falschen" Platz';
const canaries = [canaryOf('password', words), canaryOf('misplaced', misplaced)];

/** The address of a database with the password, in a file, as the program is given it. */
function prepare(t: TestContext, where: string) {
  const root = mkdtempSync(join(tmpdir(), 'zapflow-canaries-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const [dataDir, outside] = ['data', 'outside'].map((name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  }) as [string, string];
  const file = join(root, 'url');
  writeFileSync(file, `postgres://zoe:${encodeURIComponent(words)}@${where}`, { mode: 0o600 });
  const env = { ZAPFLOW_DATABASE_URL_FILE: file, ZAPFLOW_LOG_LEVEL: 'debug' };
  const run = startZapflow(['start'], env, dataDir);
  t.after(async () => {
    run.child.kill('SIGKILL');
    await run.exit;
  });
  const places: Place[] = [];
  /** Gives the exit code. */
  const command = async (...given: string[]) => {
    const { lines, exit } = startZapflow(given, env, dataDir);
    const { code, stderr } = await exit;
    const said = Buffer.from(JSON.stringify(lines) + stderr);
    places.push({ name: `what \`${given.join(' ')}\` says`, bytes: said });
    return code;
  };
  const end = async () => {
    run.child.kill('SIGTERM');
    const { stderr } = await run.exit;
    places.push({ name: 'its output', bytes: Buffer.from(JSON.stringify(run.lines) + stderr) });
    places.push(...filesOf(dataDir), ...filesOf(outside));
  };
  return { run, places, command, end, outside };
}

const visit = async (run: Run) => createVisitor(Number(new URL(await addressOf(run)).port));

test('the password of a server that cannot be reached is told nowhere', { timeout }, async (t) => {
  const { run, places, command, end, outside } = prepare(t, '127.0.0.1:1/none');
  const visitor = await visit(run);
  await run.line(({ msg }) => /^(ready|started degraded)/.test(msg));
  await readEverything(visitor, 'none');
  await misplace(visitor, misplaced, 'none');
  for (const given of [['status'], ['doctor'], ['db', 'status'], ['backup', join(outside, 'b'), '--plain']])
    await command(...given);
  await end();
  for (const given of [['doctor'], ['db', 'status'], ['db', 'migrate'], ['db', 'vacuum']])
    await command(...given);
  assert.notEqual(await command('backup', join(outside, 'b'), '--plain'), 0);
  places.push(...visitor.answers);
  assert.ok(places.some(({ bytes }) => bytes.includes('ECONNREFUSED')));
  assert.deepEqual([...new Set(findCanaries(canaries, places))], []);
});

test('the password of a server that is there, and is cut off, is told nowhere', {
  skip: skipsOwnPostgres,
  timeout,
}, async (t) => {
  const server = await OwnPostgres.create();
  t.after(() => server.remove());
  await server.ask('create role zoe superuser login');
  const { run, places, command, end, outside } = prepare(t, `127.0.0.1:${server.port}/postgres`);
  const visitor = await visit(run);
  await run.line(({ msg }) => msg.startsWith('ready'));
  await readEverything(visitor, 'none');
  await misplace(visitor, misplaced, 'none');
  await server.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'zoe'");
  await readEverything(visitor, 'none');
  assert.equal(await command('backup', join(outside, 'there'), '--plain'), 0);
  await server.stop();
  await readEverything(visitor, 'none');
  assert.notEqual(await command('backup', join(outside, 'away'), '--plain'), 0);
  await end();
  places.push(...visitor.answers);
  assert.ok(places.some(({ name, bytes }) => name.includes('there') && bytes.includes('SQLite format')));
  assert.deepEqual([...new Set(findCanaries(canaries, places))], []);
});
