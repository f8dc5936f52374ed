// Somebody else holds the database: a predecessor that the server has not noticed dead is waited for, another Zapflow is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import { alert, createAwayFixture, keysOf, until, untilHealthy } from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';
import type { OpenServer } from './postgres-server.ts';

const [rig] = awayRigs;
assert.ok(rig);
const double = rig;

/** Every attempt takes ten seconds on this clock, and no pause any. */
function createHeldServer(open: OpenServer) {
  const held = { attempts: 0, isHeld: true };
  const clock = {
    ...systemClock,
    monotonicMs: () => held.attempts * 10_000,
    sleep: (_: number, signal?: AbortSignal) => systemClock.sleep(0, signal),
  };
  const openServer: OpenServer = (options) => {
    const server = open(options);
    const connect = async () => {
      held.attempts++;
      if (held.isHeld) throw new AppError('DATABASE_IN_USE');
      return server.connect();
    };
    return { ...server, connect };
  };
  return { held, clock, openServer };
}

test('a predecessor that the server lets go in time is only waited for, and what is journaled meanwhile is done', async (t) => {
  const { server, start } = await createAwayFixture(t, double);
  assert.ok(server.openServer);
  const { held, clock, openServer } = createHeldServer(server.openServer);
  const storage = await start({ clock: { ...clock, monotonicMs: () => 0 }, openServer });
  await until(async () => held.attempts > 3);
  const { failing, status, says } = await storage.client.health();
  assert.deepEqual([failing?.code, status], ['DATABASE_IN_USE', 'Degraded']);
  assert.match(says, /Another Zapflow, or a predecessor that the server has not noticed dead/);
  await storage.client.sendMessage(alert('one'));
  await assert.rejects(storage.client.cursor({ name: 'x' }), /nothing can be read/);
  held.isHeld = false;
  await untilHealthy(storage);
  assert.deepEqual(await keysOf(server), ['one']);
  assert.deepEqual(storage.failures, []);
});

test('another Zapflow that stays ends the program after forty seconds', async (t) => {
  const { server, start } = await createAwayFixture(t, double);
  assert.ok(server.openServer);
  const { held, clock, openServer } = createHeldServer(server.openServer);
  const storage = await start({ clock, openServer });
  await until(async () => storage.failures.length > 0);
  assert.deepEqual(
    storage.failures.map(({ code, kind }) => [code, kind]),
    [['DATABASE_IN_USE', 'config']],
  );
  assert.equal(held.attempts, 5);
});
