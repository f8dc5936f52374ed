import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { redisSkip, startRedisServer } from '../workers/cache/testing/redis-server.ts';
import { createDatabase, createFolder } from '../workers/storage/backup/testing/small-database.ts';
import { judgeDisk } from './doctor/data-checks.ts';
import { judgeBackup } from './doctor/database-checks.ts';
import { judgeClock, judgeMemory, judgeNode } from './doctor/machine-checks.ts';
import { judgeRedis } from './doctor/redis-check.ts';
import { runWords } from './testing/fake-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'zap-doctor-'));
after(() => rmSync(folder, { recursive: true }));

type Findings = { ok: boolean; findings: { check: string; status: string; found: string; advice: string }[] };

async function examine(...words: string[]) {
  const { exitCode, out } = await runWords(['doctor', '--json', ...words], { cwd: folder });
  const { findings } = JSON.parse(out) as Findings;
  return { exitCode, of: (check: string) => findings.find((finding) => finding.check === check) };
}

test('a table shows every check, also that a valid configuration is valid', async () => {
  const { out } = await runWords(['doctor', '--port', '0'], { cwd: folder });
  for (const check of ['Node', 'memory', 'disk', 'clock', 'configuration', 'port', 'data folder', 'database'])
    assert.match(out, new RegExp(`^${check} `, 'm'));
  assert.match(out, /^configuration +ok +valid, mode sandbox$/m);
});

test('a wrong configuration is a finding, and the other checks go on', async () => {
  const { exitCode, of } = await examine('--mode', 'fast', '--port', '0');
  assert.equal(exitCode, 1);
  assert.deepEqual([of('configuration')?.status, of('configuration')?.found], ['problem', '--mode mode']);
  assert.equal(of('Node')?.status, 'ok');
});

test('a port that is taken by another program is a problem', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { of, exitCode } = await examine('--port', String(port));
  assert.deepEqual([of('port')?.status, exitCode], ['problem', 1]);
  server.close();
});

test('a data folder that is a file, or too deep for a socket, is a problem', async () => {
  writeFileSync(join(folder, 'file'), '');
  assert.equal((await examine('--port', '0', '--data', 'file')).of('data folder')?.status, 'problem');
  assert.equal(
    (await examine('--port', '0', '--data', 'x'.repeat(100))).of('data folder')?.status,
    'problem',
  );
  assert.equal((await examine('--port', '0', '--data', 'new/one')).of('data folder')?.status, 'ok');
});

test('the database is opened, and what is wrong with it comes with what to do', async (t) => {
  const data = createFolder(t);
  const path = join(data, 'zapflow.db');
  const look = async (env = {}) => {
    const { out } = await runWords(['doctor', '--json', '--port', '0', '--data', data], { cwd: folder, env });
    const { findings } = JSON.parse(out) as Findings;
    return (check: string) => findings.find((finding) => finding.check === check);
  };
  const empty = await look();
  assert.deepEqual([empty('database')?.status, empty('backup')?.status], ['ok', 'ok']);
  await createDatabase(path, 'here');
  const sound = await look();
  assert.match(sound('database')?.found ?? '', /^SQLite, schema \d+$/);
  assert.deepEqual([sound('backup')?.status, sound('backup')?.found], ['warning', 'none known']);
  const backup = join(data, 'good.db');
  assert.equal((await runWords(['backup', backup, '--plain', '--data', data])).exitCode, 0);
  assert.equal((await look())('backup')?.status, 'ok');
  writeFileSync(path, 'no database at all. '.repeat(100));
  const damaged = (await look())('database');
  assert.equal(damaged?.status, 'problem');
  assert.ok(damaged?.advice.includes(`zapflow restore ${backup}`), damaged?.advice);
  rmSync(path);
  assert.match((await look())('database')?.found ?? '', /though there are backups/);
  const away = (await look({ ZAPFLOW_DATABASE_URL: 'postgres://zoe:canary@127.0.0.1:1/x' }))('database');
  assert.match(`${away?.status} ${away?.found}`, /^problem PostgreSQL cannot be reached: .*ECONNREFUSED/);
  assert.doesNotMatch(JSON.stringify(away), /canary/);
});

test('Redis is asked, with the password and the database of its address', { skip: redisSkip }, async (t) => {
  const server = await startRedisServer({ password: 'canary' });
  t.after(() => server.end());
  const { host } = new URL(server.url.reveal());
  const look = async (url: string) => {
    const words = ['doctor', '--json', '--port', '0'];
    const { out } = await runWords(words, { cwd: folder, env: { ZAPFLOW_REDIS_URL: url } });
    assert.doesNotMatch(out, /canary/);
    return (JSON.parse(out) as Findings).findings.find(({ check }) => check === 'Redis');
  };
  assert.equal((await look(`${server.url.reveal()}/3`))?.found, `${host} answers, database 3`);
  assert.equal((await look(`${server.url.reveal()}/99`))?.found, `${host} has no database 99`);
  assert.match((await look(`redis://${host}`))?.found ?? '', /refuses the user or the password/);
  await server.stop();
  assert.match((await look(server.url.reveal()))?.found ?? '', /does not answer \(ECONNREFUSED\)/);
});

test('figures are judged as ok, warning or problem, and anything but ok says what to do', () => {
  const now = 1_790_000_000_000;
  const judged = [
    [judgeNode('26.10.0', '26.10.0'), 'ok'],
    [judgeNode('26.11.0', '26.10.0'), 'warning'],
    [judgeNode('24.1.0', '26.10.0'), 'problem'],
    [judgeMemory(4000, 3000, 0), 'ok'],
    [judgeMemory(4000, 800, 0), 'warning'],
    [judgeMemory(4000, 300, 0), 'problem'],
    [judgeMemory(4000, 3000, 8000), 'problem'],
    [judgeDisk(5000), 'ok'],
    [judgeDisk(500), 'warning'],
    [judgeDisk(50), 'problem'],
    [judgeDisk(5000, 6000), 'warning'],
    [judgeBackup(now - 3_600_000, now, true), 'ok'],
    [judgeBackup(now - 8 * 24 * 3_600_000, now, true), 'warning'],
    [judgeBackup(undefined, now, true), 'warning'],
    [judgeBackup(undefined, now, false), 'ok'],
    [judgeRedis({ code: 'ECONNREFUSED' }, 'cache:1', 0), 'warning'],
    [judgeRedis(new Error('Command timed out'), 'cache:1', 0), 'warning'],
    [judgeRedis(new Error('WRONGPASS invalid'), 'cache:1', 0), 'problem'],
    [judgeRedis(new Error('ERR DB index is out of range'), 'cache:1', 99), 'problem'],
    [judgeClock(now, 3, 'UTC'), 'ok'],
    [judgeClock(now, -900, 'UTC'), 'problem'],
    [judgeClock(0, 0, 'UTC'), 'problem'],
    [judgeClock(now, 0, undefined), 'warning'],
  ] as const;
  for (const [finding, status] of judged) {
    assert.equal(finding.status, status, finding.found);
    assert.equal(finding.advice === '', status === 'ok');
  }
});
