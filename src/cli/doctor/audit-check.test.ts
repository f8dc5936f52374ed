import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeDisk } from '../../core/disk/node-disk.ts';
import { createDatabase, createFolder } from '../../workers/storage/backup/testing/small-database.ts';
import { createAwayFixture, untilHealthy } from '../../workers/storage/testing/away-fixture.ts';
import { awayRigs } from '../../workers/storage/testing/away-rigs.ts';
import { startStorage, type TestStorage } from '../../workers/storage/testing/start-storage.ts';
import { runWords } from '../testing/fake-io.ts';

type Finding = { check: string; status: string; found: string; advice: string };

async function examine(data: string, env = {}): Promise<Finding | undefined> {
  const { out } = await runWords(['doctor', '--json', '--port', '0', '--data', data], { env });
  return (JSON.parse(out) as { findings: Finding[] }).findings.find(({ check }) => check === 'audit');
}

async function enter({ client }: TestStorage): Promise<void> {
  for (const target of ['cache', 'gateway', 'logger'])
    await client.recordAudit({
      by: { actor: 'cli', address: '' },
      action: 'restartWorker',
      target,
      details: {},
    });
}

const TAMPER = "update audit set actor = 'nobody' where seq = 2";
const REPAIR = "update audit set actor = 'cli' where seq = 2";
const REMOVE = 'delete from audit where seq = 3';

test('an entry that was changed or removed in the file is named, while it is in use and after', async (t) => {
  const data = createFolder(t);
  assert.equal((await examine(data))?.found, 'none yet');
  const older = createFolder(t);
  await createDatabase(join(older, 'zapflow.db'), 'here', 3);
  assert.equal((await examine(older))?.found, 'none yet', 'in a database of an older program');
  const storage = await startStorage({ folder: data });
  await enter(storage);
  assert.deepEqual(await examine(data), {
    check: 'audit',
    status: 'ok',
    found: '3 entries, none changed or missing',
    advice: '',
  });
  const database = nodeDisk.open(join(data, 'zapflow.db'));
  database.exec(TAMPER);
  assert.equal((await examine(data))?.found, 'entry 2 was changed, removed or added past the program');
  database.exec(`${REPAIR}; ${REMOVE}`);
  database.close();
  assert.match((await examine(data))?.found ?? '', /^entry 3 was changed, removed/);
  await storage.stop();
  const found = await examine(data);
  assert.equal(found?.status, 'problem');
  assert.match(found?.advice ?? '', /compare .* with those of a backup/);
});

test('a database that cannot be read is no finding about the audit', async () => {
  const env = { ZAPFLOW_DATABASE_URL: 'postgres://zoe:canary@127.0.0.1:1/x' };
  const found = await examine('nowhere', env);
  assert.match(`${found?.status} ${found?.found}`, /^warning not checked: PostgreSQL cannot be reached/);
});

for (const rig of awayRigs.filter(({ name }) => name === 'PostgreSQL'))
  test('an entry that was changed or removed on the server is named', { skip: rig.skip }, async (t) => {
    const { server, folder, start } = await createAwayFixture(t, rig);
    const env = { ZAPFLOW_DATABASE_URL: server.databaseUrl };
    assert.equal((await examine(folder, env))?.found, 'none yet');
    const storage = await start();
    await untilHealthy(storage);
    await enter(storage);
    assert.equal((await examine(folder, env))?.status, 'ok');
    await server.ask(TAMPER);
    assert.match((await examine(folder, env))?.found ?? '', /^entry 2 was changed/);
    await server.ask(REPAIR);
    assert.equal((await examine(folder, env))?.status, 'ok');
    await server.ask(REMOVE);
    assert.match((await examine(folder, env))?.found ?? '', /^entry 3 was changed, removed/);
  });
