// The venue Binance against the exchange of the sandbox while faults are switched on there.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { holdProcess, systemClock } from '../../src/core/clock.ts';
import { nodeFetch } from '../../src/core/outside/node-fetch.ts';
import { nodeSocket } from '../../src/core/outside/node-socket.ts';
import { createSeededRandom } from '../../src/core/random.ts';
import { createExchange, type Exchange } from '../../src/sandbox/exchange/exchange.ts';
import type { ExchangeFaults } from '../../src/sandbox/exchange/faults.ts';
import { openSimulatedSource } from '../../src/sandbox/exchange/live/simulated-source.ts';
import { createSandboxClock } from '../../src/sandbox/sandbox-clock.ts';
import { binance } from '../../src/venues/binance/binance.ts';
import { openDoors } from '../../src/venues/binance/testing/doors-on-clock.ts';
import type { SkewReport, StreamState } from '../../src/venues/venue.ts';

const DEPTH = 'btcusdt@depth@100ms';
let exchange: Exchange;
let port = 0;
let release = (): void => {};
/** Faults that are on, with their settings. */
const on = new Map<string, object>();
const faults = ((name) => on.get(name)) as ExchangeFaults;

before(async () => {
  release = holdProcess();
  const random = createSeededRandom(1);
  const source = openSimulatedSource({ random, clock: createSandboxClock(systemClock, 1), faults });
  exchange = createExchange({ source, clock: systemClock, random, faults });
  port = await exchange.listen(0);
});
beforeEach(() => on.clear());
after(async () => {
  await exchange.close();
  release();
});

function openUsdm(settings: object = {}) {
  const states: StreamState[] = [];
  const skews: Omit<SkewReport, 'isSkewed'>[] = [];
  const frames: string[] = [];
  let wake = (): void => {};
  const source = binance.open(
    openDoors(systemClock, { http: nodeFetch, socket: nodeSocket }),
    {
      market: 'usdm',
      endpoints: () => binance.endpoints('usdm', port),
      onMessage(bytes) {
        frames.push(bytes.toString());
        wake();
      },
      onState(state) {
        states.push(state);
        wake();
      },
      onClock(report) {
        skews.push(report);
        wake();
      },
    },
    binance.settings.parse({ reconnectMs: 100, ...settings }),
  );
  source.setStreams(new Map([['BTCUSDT', [DEPTH]]]));
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return { source, states, skews, frames, until };
}

for (const byMs of [10_000, -10_000])
  test(`an exchange whose clock is ${byMs} ms off is measured, and no latency is negative`, async () => {
    on.set('clock-skew', { byMs });
    const { source, skews, frames, until } = openUsdm();
    await until(() => skews.length > 0 && frames.length > 0);
    const { offsetMs, uncertaintyMs } = skews[0]!;
    assert.ok(Math.abs(offsetMs - byMs) <= uncertaintyMs + 1, `${offsetMs} ± ${uncertaintyMs}`);
    const eventMs = Number(/"E":(\d+)/.exec(frames.at(-1)!)?.[1]);
    assert.ok(source.offset.latencyMs(eventMs, systemClock.now()) >= 0);
    await source.close();
  });

test('connections that break off in the middle of a message come back, again and again', async () => {
  on.set('reset-mid-frame', { everyS: 0.5 });
  const { source, states, until } = openUsdm();
  const lost = () => states.filter(({ type }) => type === 'disconnected').length;
  await until(() => lost() >= 2);
  on.clear();
  await until(() => states.at(-1)!.type === 'connected');
  await source.close();
});

test('while the exchange refuses everything it is tried, and it is found when it is back', async () => {
  on.set('refuse', { how: 'reset' });
  const { source, frames, until } = openUsdm();
  await assert.rejects(source.depth('BTCUSDT', 5), { kind: 'transient' });
  assert.equal(frames.length, 0);
  on.clear();
  await until(() => frames.length > 0);
  await source.close();
});

test('streams that say nothing more are told as silent', async () => {
  const { source, states, frames, until } = openUsdm({ staleMs: 1000 });
  await until(() => frames.length > 0);
  on.set('silent', {});
  await until(() => states.some((state) => state.type === 'silent' && state.stream === DEPTH));
  await source.close();
});
