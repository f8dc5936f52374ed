import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../board/metric-region.ts';
import { openMetrics } from '../board/metrics.ts';
import { createScriptedHttp } from '../outside/testing/scripted-http.ts';
import { createSeededRandom } from '../random.ts';
import { unreachable } from '../simulation/unreachable.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createOutsideDoor } from './outside-door.ts';

const policyOptions = {
  name: 'venue',
  timeoutMs: 1000,
  retry: { attempts: 2, baseMs: 60_000, maxMs: 60_000 },
  bulkhead: { concurrent: 1, waiting: 1 },
};

test('the doors stand on the machine they are given: its network, and its time between two tries', async () => {
  const clock = createManualClock();
  const http = createScriptedHttp((_, count) => (count === 1 ? 'unreachable' : { body: 'second try' }));
  const machine = { clock, random: createSeededRandom(1), http, socket: unreachable.socket };
  const outside = createOutsideDoor('worker', openMetrics(allocateMetricRegion()), machine);
  const opener = outside.http({ name: 'venue', policy: outside.policy(policyOptions) });
  const answer = opener.request({ method: 'GET', path: 'https://venue.test/time' });
  await clock.advance(60_000);
  assert.equal((await answer).status, 200);
  assert.equal(http.requests.length, 2);
});
