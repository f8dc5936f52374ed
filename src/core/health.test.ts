import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './errors.ts';
import { askParts, judgeWorker, type PartHealth, toOverallHealth, worseOf } from './health.ts';

const ready = [
  { service: 'storage', state: 'ready' },
  { service: 'cache', state: 'ready' },
];
const well: PartHealth = { status: 'Healthy' };

test('whoever does not answer within half a second is Disconnected, and says why', async () => {
  const deadlines: number[] = [];
  const parts = await askParts({
    cache: {
      health: async (_, { deadlineMs }) => {
        deadlines.push(deadlineMs);
        return well;
      },
    },
    storage: { health: () => Promise.reject(new AppError('CALL_EXPIRED')) },
  });
  assert.deepEqual([parts['cache'], deadlines], [well, [500]]);
  assert.equal(parts['storage']?.status, 'Disconnected');
  assert.match(parts['storage']?.says ?? '', /CALL_EXPIRED/);
});

test('the whole is Healthy when every worker is ready and every part well, and Degraded otherwise', () => {
  assert.equal(toOverallHealth(ready, { storage: well, cache: well }).status, 'Healthy');
  assert.equal(toOverallHealth(ready, { storage: { status: 'Degraded' } }).status, 'Degraded');
  assert.equal(toOverallHealth(ready, { storage: { status: 'Disconnected' } }).status, 'Degraded');
  assert.equal(toOverallHealth([{ service: 'storage', state: 'waiting' }], {}).status, 'Degraded');
  assert.equal(toOverallHealth(undefined, { storage: well }).status, 'Disconnected');
});

test('a worker that is switched off is not missed', () => {
  const silent: PartHealth = { status: 'Disconnected' };
  const health = toOverallHealth([{ service: 'cache', state: 'ready' }], { storage: silent, cache: well });
  assert.deepEqual(health, { status: 'Healthy', parts: { cache: well } });
});

const calm = { state: 'ready', processed: 100, errors: 0, bugs: 0, connections: { active: 0, wanted: 0 } };

test('a worker is judged by what it owes: one without connections is not disconnected', () => {
  const statusOf = (facts: Partial<typeof calm>) => judgeWorker({ ...calm, ...facts }).status;
  assert.equal(statusOf({}), 'Healthy');
  assert.equal(statusOf({ connections: { active: 2, wanted: 2 } }), 'Healthy');
  assert.equal(statusOf({ connections: { active: 1, wanted: 2 } }), 'Degraded');
  assert.equal(statusOf({ connections: { active: 0, wanted: 2 } }), 'Disconnected');
  assert.equal(statusOf({ state: 'waiting' }), 'Disconnected');
  assert.equal(statusOf({ bugs: 1 }), 'Degraded');
  assert.equal(statusOf({ errors: 49 }), 'Healthy');
  assert.equal(statusOf({ errors: 50 }), 'Degraded');
  assert.equal(statusOf({ processed: 19, errors: 19 }), 'Healthy');
});

test('whatever is wrong with a worker is said in words', () => {
  for (const facts of [
    { state: 'failed' },
    { bugs: 2 },
    { errors: 60 },
    { connections: { active: 0, wanted: 1 } },
  ])
    assert.match(judgeWorker({ ...calm, ...facts }).says ?? '', /^\S.*[.\w]$/);
});

test('the worse of two views counts, and what else a part says of itself stays', () => {
  const own = { status: 'Healthy' as const, says: 'Everything is written.', engine: 'sqlite' };
  const worse = { status: 'Degraded' as const, says: '1 handler failed.' };
  assert.deepEqual(worseOf(own, worse), { ...own, ...worse });
  assert.equal(worseOf(own, { status: 'Healthy' }), own);
  assert.equal(worseOf({ status: 'Disconnected' }, worse).status, 'Disconnected');
});
