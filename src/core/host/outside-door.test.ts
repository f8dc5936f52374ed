import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../board/metric-region.ts';
import { readMetrics } from '../board/metric-samples.ts';
import { openMetrics } from '../board/metrics.ts';
import { createScriptedHttp } from '../outside/testing/scripted-http.ts';
import { createScriptedSocket } from '../outside/testing/scripted-socket.ts';
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

/** Gauges by name and the label that tells them apart. */
function gaugesIn(region: SharedArrayBuffer): Record<string, number> {
  const gauges: Record<string, number> = {};
  for (const sample of readMetrics(region))
    if (sample.kind === 'gauge') {
      const { peer, kind } = sample.labels;
      gauges[[sample.name, peer ?? kind].filter(Boolean).join(' ')] = sample.value;
    }
  return gauges;
}

test('connections and breakers are told before their first use, and nothing of a life before', () => {
  const region = allocateMetricRegion();
  openMetrics(region).gauge('connections_active', { worker: 'feed', kind: 'outside' }).set(7);
  createOutsideDoor('feed', openMetrics(region));
  assert.deepEqual(gaugesIn(region), {
    'connections_active outside': 0,
    'circuit_breaker_state all': 0,
    zapflow_connections_wanted: 0,
  });
});

test('every breaker has a figure, and the worst of a worker another', async () => {
  const clock = createManualClock();
  const region = allocateMetricRegion();
  const http = createScriptedHttp(() => 'unreachable');
  const machine = { clock, random: createSeededRandom(1), http, socket: unreachable.socket };
  const outside = createOutsideDoor('worker', openMetrics(region), machine);
  outside.policy({ ...policyOptions, name: 'calm' });
  const policy = outside.policy({
    ...policyOptions,
    retry: { attempts: 1, baseMs: 1, maxMs: 1 },
    breaker: { failures: 1, openMs: 60_000 },
  });
  const opener = outside.http({ name: 'venue', policy });
  await assert.rejects(opener.request({ method: 'GET', path: 'https://venue.test/time' }));
  const { 'circuit_breaker_state venue': venue, 'circuit_breaker_state calm': calm } = gaugesIn(region);
  assert.deepEqual([venue, calm, gaugesIn(region)['circuit_breaker_state all']], [2, 0, 2]);
});

test('a connection is wanted from its opening to its end, and counted as open while it is', async () => {
  const clock = createManualClock();
  const region = allocateMetricRegion();
  const script = createScriptedSocket({ onConnect: (peer) => peer.accept() });
  const machine = {
    clock,
    random: createSeededRandom(1),
    http: unreachable.http,
    socket: script,
  };
  const outside = createOutsideDoor('feed', openMetrics(region), machine);
  const figures = () => {
    const gauges = gaugesIn(region);
    return [gauges['connections_active outside'], gauges['zapflow_connections_wanted']];
  };
  const socket = outside.socket({
    name: 'venue',
    url: 'wss://venue.test',
    connectTimeoutMs: 1000,
    pingIntervalMs: 1000,
    silenceMs: 10_000,
    reconnect: { baseMs: 1000, maxMs: 1000 },
    maxMessageBytes: 1000,
    maxBufferedBytes: 1000,
    onMessage() {},
  });
  assert.deepEqual(figures(), [0, 1]);
  await clock.advance(0);
  assert.deepEqual(figures(), [1, 1]);
  script.peers[0]?.close();
  await clock.advance(0);
  assert.deepEqual(figures(), [0, 1]);
  await socket.close();
  assert.deepEqual(figures(), [0, 0]);
});
