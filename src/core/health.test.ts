import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './errors.ts';
import { askParts, type PartHealth, toOverallHealth } from './health.ts';

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
