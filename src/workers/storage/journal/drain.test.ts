// What was journaled is done exactly once and in order, whatever is in it and wherever the drain is struck.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../core/clock.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { setFaultHook } from '../../../core/fault-point.ts';
import type { Job } from '../engine/batch.ts';
import type { OpenServer } from '../engine/postgres-server.ts';
import {
  alert,
  codeOf,
  createAwayFixture,
  keysOf,
  until,
  untilBack,
  untilDegraded,
  untilHealthy,
} from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';
import { OwnPostgres, skipsOwnPostgres } from '../testing/own-postgres.ts';
import type { TestStorage } from '../testing/start-storage.ts';
import { units } from '../units/index.ts';
import { Journal } from './journal.ts';

const [double] = awayRigs;
assert.ok(double);
const rig = double;

/** As a former life left it. */
function fillJournal(folder: string, jobs: readonly (readonly [name: string, input: unknown])[]): void {
  const journal = new Journal(nodeDisk.open(`${folder}/journal.db`), 'feedbeef');
  journal.append(
    jobs.map(
      ([name, input]): Job => ({
        name,
        unit: units.sendMessage,
        input,
        correlationId: `cause of ${name}`,
        acceptedMs: 1_700_000_000_000,
        outcome: undefined,
      }),
    ),
    null,
  );
  journal.close();
}

test('what was confirmed for one database is not brought into another', async (t) => {
  const { server, folder, start } = await createAwayFixture(t, rig);
  fillJournal(folder, [['sendMessage', alert('one')]]);
  const journal = new Journal(nodeDisk.open(`${folder}/journal.db`), '');
  journal.belongs();
  await assert.rejects(start(), { code: 'JOURNAL_OF_ANOTHER' });
  assert.equal(journal.count, 1);
  journal.close();
  assert.deepEqual(await server.ask('select * from outbox'), []);
});

test('what is refused when its turn comes is put aside with its reason, and the rest goes on', async (t) => {
  const { server, folder, start } = await createAwayFixture(t, rig);
  fillJournal(folder, [
    ['sendMessage', alert('one')],
    ['unitOfAnotherVersion', {}],
    ['sendMessage', { topic: 7 }],
    ['closeReservation', { id: 'nowhere', spent: '0' }],
    ['sendMessage', alert('two')],
  ]);
  const storage = await start();
  await untilBack(storage);
  assert.deepEqual(await keysOf(server), ['one', 'two']);
  const refused = await server.ask('select * from journal_refused order by number');
  assert.deepEqual(
    refused.map(({ number, unit, reason }) => [number, unit, String(reason).split(':')[0]]),
    [
      [2, 'unitOfAnotherVersion', 'CALL_UNKNOWN'],
      [3, 'sendMessage', 'MESSAGE_INVALID'],
      [4, 'closeReservation', 'RESERVATION_UNKNOWN'],
    ],
  );
  assert.equal(refused[0]?.['correlation_id'], 'cause of unitOfAnotherVersion');
  const { journaled, refused: count, status } = await storage.client.health();
  assert.deepEqual([journaled, count, status], [0, 3, 'Degraded']);
  assert.equal(storage.lines.filter((line) => line.includes('a person must decide')).length, 3);
});

const waiting = async ({ client }: TestStorage) =>
  (await client.messages({ topic: 'alerts', after: 0, max: 100 })).messages.map(({ key }) => key);

test('a confirmation from before the server was restored confirms nothing that came after it, also after a crash', async (t) => {
  for (const strikes of [0, 1]) {
    const { folder, start } = await createAwayFixture(t, rig);
    const before = await start();
    await before.client.sendMessage(alert('one'));
    await before.stop();
    const between = Array.from({ length: 300 }, (_, i) => step(String(i)));
    // The restored server gives the number 2 again, to another message.
    const confirmation = ['confirmMessages', { topic: 'alerts', seq: 2 }] as const;
    fillJournal(folder, [['sendMessage', alert('new')], ...between, confirmation]);
    let left = strikes;
    setFaultHook((name) => {
      if (name === 'storage.drained' && left-- > 0) throw new Error('struck');
    });
    t.after(() => setFaultHook(undefined));
    if (strikes > 0) await assert.rejects(start(), /struck/);
    const storage = await start();
    await untilHealthy(storage);
    assert.deepEqual(await waiting(storage), ['new']);
  }
});

test('a confirmation that cannot be read keeps no drain from its end', async (t) => {
  const { folder, start } = await createAwayFixture(t, rig);
  fillJournal(folder, [['confirmMessages', undefined]]);
  const journal = nodeDisk.open(`${folder}/journal.db`);
  journal.exec("update entries set input = '{'");
  journal.close();
  const storage = await start();
  await untilBack(storage);
  assert.equal((await storage.client.health()).refused, 1);
});

/** A server on which statements about these keys never end in time. */
function slowFor(keys: readonly string[], open: OpenServer | undefined): OpenServer {
  assert.ok(open);
  return (options) => {
    const server = open(options);
    const connect = async () => {
      const session = await server.connect();
      const query = session.query.bind(session);
      session.query = async (sql, parameters) => {
        if (sql.includes('"outbox"') && parameters.some((value) => keys.includes(String(value))))
          throw new AppError('STATEMENT_TIMED_OUT');
        return query(sql, parameters);
      };
      return session;
    };
    return { ...server, connect };
  };
}

test('what fails for the moment again and again is put aside, also when there are several, and the drain ends', async (t) => {
  const { server, folder, start } = await createAwayFixture(t, rig);
  fillJournal(
    folder,
    ['slow', 'one', 'slower', 'two'].map((key) => ['sendMessage', alert(key)]),
  );
  const storage = await start({
    openServer: slowFor(['slow', 'slower'], server.openServer),
    clock: { ...systemClock, sleep: (_, signal) => systemClock.sleep(0, signal) },
  });
  await untilBack(storage);
  assert.deepEqual(await keysOf(server), ['one', 'two']);
  const refused = await server.ask('select number, reason from journal_refused order by number');
  assert.deepEqual(
    refused.map(({ number, reason }) => [number, String(reason).split(':')[0]]),
    [
      [1, 'STATEMENT_TIMED_OUT'],
      [3, 'STATEMENT_TIMED_OUT'],
    ],
  );
});

/** A unit that leaves a row every time it is done. */
const step = (id: string) =>
  [
    'recordTraces',
    { traces: [{ id, correlationId: '', parentId: '', worker: '', step: '', at: 0, details: '' }] },
  ] as const;
const steps = (count: number) => Array.from({ length: count }, (_, i) => step(String(i)));
const inOrder = (count: number) => Array.from({ length: count }, (_, i) => String(i));
const STEPS_DONE = 'select id from traces order by seq';

test('while the journal is drained, questions are still refused and health says why', async (t) => {
  const { server, start } = await createAwayFixture(t, rig);
  const { client } = await start();
  await server.stop();
  await untilDegraded({ client });
  await client.sendMessage(alert('one'));
  const answers: Promise<unknown>[] = [];
  setFaultHook((name) => {
    if (name !== 'storage.drained' || answers.length > 0) return;
    answers.push(client.cursor({ name: 'x' }).catch(codeOf));
    answers.push(client.health());
  });
  t.after(() => setFaultHook(undefined));
  await server.start();
  await untilHealthy({ client });
  const [read, health] = await Promise.all(answers);
  assert.equal(read, 'DATABASE_AWAY');
  assert.match(String((health as { failing: { reason: string } }).failing.reason), /brought over first/);
});

test('struck between the commit and the journal, an entry is not done again', async (t) => {
  const { server, folder, start } = await createAwayFixture(t, rig);
  fillJournal(folder, steps(1000));
  let strikes = 0;
  setFaultHook((name) => {
    if (name === 'storage.drained' && ++strikes <= 2) throw new Error('struck');
  });
  t.after(() => setFaultHook(undefined));
  for (let life = 0; life < 2; life++) await assert.rejects(start(), /struck/);
  await untilHealthy(await start());
  assert.ok(strikes > 2);
  assert.deepEqual(
    (await server.ask(STEPS_DONE)).map(({ id }) => id),
    inOrder(1000),
  );
});

test('cut at a commit, kept or lost, the drain goes on where the database stands', async (t) => {
  for (const outcome of ['kept', 'lost'] as const) {
    const { server, folder, start } = await createAwayFixture(t, rig);
    await (await start()).stop();
    fillJournal(folder, steps(600));
    server.cutNextCommit(outcome);
    await untilHealthy(await start());
    assert.deepEqual(
      (await server.ask(STEPS_DONE)).map(({ id }) => id),
      inOrder(600),
    );
  }
});

describe('a drain into a real server', { skip: skipsOwnPostgres }, () => {
  test('killed again and again does each entry once, in order', async (t) => {
    const server = await OwnPostgres.create();
    const folder = mkdtempSync(join(tmpdir(), 'zapflow-drain-'));
    t.after(async () => {
      await server.remove();
      rmSync(folder, { recursive: true });
    });
    fillJournal(folder, steps(6000));
    let done = 0;
    let kills = 0;
    while (done < 6000) {
      const child = startDrain(t, folder, server.url);
      const target = done + 700 * (1 + kills);
      await until(async () => {
        done = await countSteps(server);
        return done >= Math.min(target, 6000);
      });
      child.kill('SIGKILL');
      await once(child, 'exit');
      kills++;
    }
    assert.ok(kills > 2, `${kills} kills`);
    const [last] = await once(startDrain(t, folder, server.url).stdout, 'data');
    assert.equal(String(last), 'drained\n');
    assert.deepEqual(
      (await server.ask(STEPS_DONE)).map(({ id }) => id),
      inOrder(6000),
    );
  });
});

function startDrain(owner: TestContext, folder: string, url: string) {
  const program = fileURLToPath(new URL('../testing/drain-child.ts', import.meta.url));
  const child = spawn(process.execPath, [program, folder, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  owner.after(() => void child.kill('SIGKILL'));
  return child;
}

async function countSteps(server: OwnPostgres): Promise<number> {
  // The tables come with the first drain.
  const [row] = await server.ask(
    `select case when to_regclass('traces') is null then 0 else 1 end as is_there`,
  );
  if (row?.['is_there'] === 0) return 0;
  const [{ count } = { count: 0 }] = await server.ask('select count(*) as count from traces');
  return Number(count);
}
