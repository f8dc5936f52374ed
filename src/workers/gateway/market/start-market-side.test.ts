import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createLogger } from '../../../core/log/logger.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import type { InstrumentState } from '../../../domain/order-flow/market-words.ts';
import { createWorld, guest } from '../live/testing/client-on-clock.ts';
import { type MarketSideOptions, startMarketSide } from './start-market-side.ts';
import { FakeAnalyst } from './testing/fake-analyst.ts';
import { anomalyOf, btc, instrumentOf, rowOf, signalOf, statsOf } from './testing/made-by-hand.ts';

function start({ isAway = false } = {}) {
  const clock = createManualClock();
  const analyst = new FakeAnalyst();
  const told: string[] = [];
  const state = { isAway };
  const answer = <T>(reply: T) => {
    if (state.isAway) throw new AppError('PEER_UNAVAILABLE');
    return reply;
  };
  let tellInstruments = (_list: readonly InstrumentState[]) => {};
  const side = startMarketSide({
    ...{ clock, random: createSeededRandom(1) },
    log: createLogger({ write: () => {}, clock, worker: 'gateway' }),
    analyst: analyst.client,
    market: {
      on: (_event: string, handler: typeof tellInstruments) => {
        tellInstruments = handler;
        return () => {};
      },
      instruments: async () => answer([instrumentOf('spot:BTCUSDT')]),
    } as unknown as MarketSideOptions['market'],
    storage: {
      signals: async () => answer({ signals: [rowOf({ id: 'old' })], hasMore: false }),
      anomalies: async () => answer({ anomalies: [anomalyOf({ id: 'old' })], hasMore: false }),
    } as unknown as MarketSideOptions['storage'],
    told: {
      signal: ({ id }) => void told.push(id),
      anomaly: ({ id }) => void told.push(id),
      stats: (stats) => void told.push(`${stats.length} figures`),
    },
  });
  const { connect } = createWorld(side.topics, clock);
  const follow = (topic: string, filter?: object) => {
    const { socket, send } = connect(guest);
    send({ type: 'subscribe', id: 1, topic, ...(filter ? { filter } : {}) });
    return () => socket.take();
  };
  return { clock, analyst, told, side, state, follow, tellInstruments: () => tellInstruments };
}

const idsIn = (frames: readonly object[]) =>
  frames.flatMap((frame) => ('data' in frame ? (frame.data as { id: string }[]).map(({ id }) => id) : []));

test('what the analyst finds is shown and told, with that of before', async () => {
  const { clock, analyst, told, follow, side } = start();
  await clock.advance(0);
  analyst.tell('signal', signalOf({ id: 'new', eventMs: 2000 }));
  analyst.tell('anomaly', anomalyOf({ id: 'crash' }));
  analyst.tell('stats', [statsOf()]);
  assert.deepEqual(told, ['new', 'crash', '1 figures']);
  assert.deepEqual(idsIn(follow('signals')()), ['new', 'old']);
  assert.deepEqual(idsIn(follow('anomalies')()).sort(), ['crash', 'old']);
  await side.stop();
  analyst.tell('signal', signalOf({ id: 'late' }));
  assert.equal(told.length, 3);
});

test('while storage is away topics begin with what is found, and have that of before when it is back', async () => {
  const { clock, analyst, follow, state } = start({ isAway: true });
  await clock.advance(0);
  analyst.tell('signal', signalOf({ id: 'new', eventMs: 2000 }));
  assert.deepEqual(idsIn(follow('signals')()), ['new']);
  state.isAway = false;
  await clock.advance(60_000);
  assert.deepEqual(idsIn(follow('signals')()), ['new', 'old']);
});

test('an instrument may be followed as soon as the market told of it', async () => {
  const { clock, follow, tellInstruments } = start();
  await clock.advance(0);
  const codeOf = (take: ReturnType<typeof follow>) => take().at(-1)?.type;
  assert.equal(codeOf(follow('book', { instrument: btc })), 'failed');
  assert.equal(codeOf(follow('book', { instrument: 'spot:BTCUSDT' })), 'done');
  tellInstruments()([instrumentOf(btc)]);
  assert.equal(codeOf(follow('book', { instrument: btc })), 'done');
});
