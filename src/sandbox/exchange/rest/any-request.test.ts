import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createSandboxClock } from '../../sandbox-clock.ts';
import { noFaults } from '../faults.ts';
import { openSimulatedSource } from '../live/simulated-source.ts';
import { intervals } from '../record/intervals.ts';
import { createAllowance } from './allowance.ts';
import { answerRest } from './answer-rest.ts';
import { endpoints } from './index.ts';

const bases = { spot: '/api/v3/', usdm: '/fapi/v1/', coinm: '/dapi/v1/' } as const;
const addresses = endpoints.flatMap(({ path, kinds }) => kinds.map((kind) => bases[kind] + path));
const whole = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom('0', '-1', '1e3', '99999999999999999999', '1700000000000', ''),
);
const query = fc.record(
  {
    symbol: fc.constantFrom('BTCUSDT', 'ETHUSDT', 'BTCUSD_PERP', 'NOPE', 'btcusdt', '', '%', 'constructor'),
    symbols: fc.constantFrom('["BTCUSDT"]', '[]', '[1]', 'x', '{"a":1}'),
    interval: fc.constantFrom(...Object.keys(intervals), '9m', 'toString', ''),
    ...{ limit: whole, startTime: whole, endTime: whole, fromId: whole },
    other: fc.string(),
  },
  { requiredKeys: [] },
);

test('whatever is asked is answered with JSON: what it is about, or a code of the exchange with its reason', () => {
  const clock = createManualClock();
  const limits = { spot: 1e12, usdm: 1e12, coinm: 1e12 };
  const source = openSimulatedSource({ random: createSeededRandom(1), clock: createSandboxClock(clock, 1) });
  const options = { source, clock, limits, allowance: createAllowance(clock, limits), faults: noFaults };
  const seen = new Set<number>();
  fc.assert(
    fc.property(fc.constantFrom(...addresses), query, (address, fields) => {
      const url = new URL(`http://localhost${address}?${new URLSearchParams(fields)}`);
      const { status, text } = answerRest('GET', url, options);
      seen.add(status);
      const body = JSON.parse(text) as { code?: number; msg?: string };
      if (status === 200) return;
      assert.ok(status === 400, `${status} ${url}`);
      assert.ok(Number(body.code) < -1000 && body.msg, text);
    }),
    { numRuns: 500 },
  );
  assert.deepEqual([...seen].sort(), [200, 400]);
});
