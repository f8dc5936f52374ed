import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, guest } from '../live/testing/client-on-clock.ts';
import { createEventTopics } from './event-topics.ts';
import { anomalyOf, outcomeOf, rowOf, signalOf, statsOf } from './testing/made-by-hand.ts';

function start() {
  const events = createEventTopics('e');
  const { connect } = createWorld(events.topics);
  const follow = (topic: string, filter?: object) => {
    const { socket, send } = connect(guest);
    send({ type: 'subscribe', id: 1, topic, ...(filter ? { filter } : {}) });
    return () => socket.take().flatMap((frame) => ('data' in frame ? [frame.data] : []));
  };
  return { events, follow };
}

test('a newcomer gets the last signals, the newest first, once those of before are known', () => {
  const { events, follow } = start();
  const take = follow('signals');
  events.signal(signalOf({ id: 'new', eventMs: 9000 }));
  assert.deepEqual(take(), []);
  events.beginSignals([rowOf({ id: 'b', eventMs: 2 }), rowOf({ id: 'a', eventMs: 1 })]);
  const [snapshot] = take() as [{ id: string }[]];
  assert.deepEqual(
    snapshot.map(({ id }) => id),
    ['new', 'b', 'a'],
  );
});

test('what became of a signal is told with the signal, and of one that is long gone not at all', () => {
  const { events, follow } = start();
  events.beginSignals([]);
  const take = follow('signals');
  events.signal(signalOf());
  events.outcome(outcomeOf());
  events.outcome(outcomeOf({ signalId: 'unknown' }));
  assert.deepEqual(take(), [[], rowOf(), rowOf({ outcome: outcomeOf() })]);
  assert.deepEqual(follow('signals')(), [[rowOf({ outcome: outcomeOf() })]]);
});

test('a filter lets through what it names, in the snapshot and after it', () => {
  const { events, follow } = start();
  const rows = [
    rowOf({ id: 'eth', instrument: 'usdm:ETHUSDT' }),
    rowOf({ id: 'sell', side: 'sell' }),
    rowOf({ id: 'iceberg', type: 'iceberg' }),
    rowOf({ id: 'sure', confidence: 0.9 }),
  ];
  events.beginSignals(rows.slice(0, 2));
  const cases = [
    [{ instrument: 'usdm:ETHUSDT' }, ['eth']],
    [{ side: 'sell' }, ['sell']],
    [{ type: 'iceberg' }, ['iceberg']],
    [{ minConfidence: 0.8 }, ['sure']],
  ] as const;
  const takes = cases.map(([filter]) => follow('signals', filter));
  for (const row of rows.slice(2)) events.signal(row);
  for (const [at, [, ids]] of cases.entries())
    assert.deepEqual(
      takes[at]!().flatMap((data) =>
        (Array.isArray(data) ? data : [data]).map((row) => (row as { id: string }).id),
      ),
      ids,
    );
  events.beginAnomalies([]);
  const take = follow('anomalies', { severity: 'critical' });
  events.anomaly(anomalyOf());
  events.anomaly(anomalyOf({ id: 'a2', severity: 'critical' }));
  assert.deepEqual(take(), [[], anomalyOf({ id: 'a2', severity: 'critical' })]);
});

test('a newcomer to the figures gets the newest, also when nobody followed before', () => {
  const { events, follow } = start();
  events.stats([statsOf()]);
  assert.deepEqual(follow('stats')(), [[statsOf()]]);
  const take = follow('stats');
  events.stats([statsOf({ price: '11.0' })]);
  assert.deepEqual(take(), [[statsOf()], [statsOf({ price: '11.0' })]]);
});
