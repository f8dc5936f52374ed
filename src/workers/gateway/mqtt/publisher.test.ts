import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { silentLog } from '../webhooks/testing/start-webhooks.ts';
import { createPublisher, type PublisherOptions } from './publisher.ts';
import { FakeBroker } from './testing/fake-broker.ts';

async function start(
  t: Pick<TestContext, 'after'>,
  options: Partial<PublisherOptions> = {},
  isReachable = true,
) {
  const clock = createManualClock();
  const broker = new FakeBroker();
  broker.isReachable = isReachable;
  const dropped = [0, 0];
  const states: boolean[] = [];
  const publisher = createPublisher({
    ...{ name: 'the MQTT broker', door: broker, clock, log: silentLog },
    random: createSeededRandom(1),
    statusTopic: 'zapflow/status',
    maxQueued: 5,
    maxTopics: 10,
    figureEveryMs: 1000,
    onDropped(qos) {
      dropped[qos]! += 1;
    },
    onState: (isUp) => void states.push(isUp),
    ...options,
  });
  t.after(async () => {
    const stopped = publisher.stop();
    await clock.advance(5000);
    await stopped;
  });
  await clock.advance(0);
  const send = (qos: 0 | 1, topic: string, ...payloads: (string | number)[]) => {
    for (const payload of payloads)
      publisher.publish({ topic, payload: String(payload), qos, retain: qos === 0 });
  };
  return { clock, broker, publisher, dropped, states, send };
}

test('it says that it is there, and the broker says when it is gone', async (t) => {
  const { clock, broker, publisher, states } = await start(t);
  assert.equal(broker.retained.get('zapflow/status'), 'online');
  assert.deepEqual(publisher.health, { status: 'Healthy' });
  broker.isReachable = false;
  broker.vanish('ECONNRESET');
  await clock.advance(1);
  assert.equal(broker.retained.get('zapflow/status'), 'offline');
  assert.equal(publisher.health.status, 'Degraded');
  assert.match(
    publisher.health.says ?? '',
    /^Since 2023-11-14T22:13:20.000Z the MQTT broker cannot be used \(ECONNRESET\)/,
  );
  assert.deepEqual(states, [false, true, false]);
});

test('a goodbye says offline itself and ends the connection', async (t) => {
  const { clock, broker, publisher } = await start(t);
  const stopped = publisher.stop();
  await clock.advance(10);
  await stopped;
  assert.equal(broker.taken.at(-1), 'zapflow/status=offline');
  publisher.publish({ topic: 'x', payload: '1', qos: 1, retain: false });
  await clock.advance(60_000);
  assert.equal(broker.opened, 1);
});

test('of figures only the newest goes, once a second at most', async (t) => {
  const { clock, broker, send, dropped } = await start(t);
  send(0, 'zapflow/cpu', 1, 2, 3);
  assert.deepEqual(broker.taken.slice(1), ['zapflow/cpu=1']);
  await clock.advance(900);
  assert.deepEqual(broker.taken.slice(1), ['zapflow/cpu=1']);
  await clock.advance(400);
  assert.deepEqual(broker.taken.slice(1), ['zapflow/cpu=1', 'zapflow/cpu=3']);
  assert.deepEqual(dropped, [1, 0]);
});

test('while the broker is away messages wait in order and figures are replaced', async (t) => {
  const { clock, broker, send, publisher, dropped } = await start(t);
  broker.isReachable = false;
  broker.vanish('ECONNRESET');
  await clock.advance(100);
  send(1, 'zapflow/alerts', 'a', 'b', 'c');
  send(0, 'zapflow/cpu', 1, 2);
  assert.equal(publisher.queued, 3);
  broker.forget();
  await clock.advance(60_000);
  assert.deepEqual(broker.taken, []);
  broker.isReachable = true;
  await clock.advance(40_000);
  assert.deepEqual(broker.taken.slice(0, 4), [
    'zapflow/status=online',
    'zapflow/alerts=a',
    'zapflow/alerts=b',
    'zapflow/alerts=c',
  ]);
  assert.equal(broker.retained.get('zapflow/cpu'), '2');
  assert.deepEqual([publisher.queued, dropped], [0, [1, 0]]);
});

test('beyond its bound the oldest message is given up and counted', async (t) => {
  const { clock, broker, send, publisher, dropped } = await start(t, {}, false);
  send(1, 'zapflow/alerts', 1, 2, 3, 4, 5, 6, 7);
  assert.deepEqual([publisher.queued, dropped], [5, [0, 2]]);
  broker.isReachable = true;
  broker.forget();
  await clock.advance(60_000);
  assert.deepEqual(
    broker.taken.filter((line) => line.startsWith('zapflow/alerts')),
    [3, 4, 5, 6, 7].map((n) => `zapflow/alerts=${n}`),
  );
});

test('more topics of figures than there may be are not kept', async (t) => {
  const { send, dropped, broker, clock } = await start(t, { maxTopics: 3 }, false);
  for (let i = 0; i < 5; i++) send(0, `zapflow/t${i}`, i);
  assert.deepEqual(dropped, [2, 0]);
  broker.isReachable = true;
  await clock.advance(60_000);
  assert.deepEqual([...broker.retained.keys()].sort(), [
    'zapflow/status',
    'zapflow/t0',
    'zapflow/t1',
    'zapflow/t2',
  ]);
});

test('what was not confirmed when the connection broke is sent again', async (t) => {
  const { clock, broker, send, publisher } = await start(t);
  broker.isAnswering = false;
  send(1, 'zapflow/alerts', 'a', 'b');
  broker.vanish('ECONNRESET');
  broker.isAnswering = true;
  await clock.advance(5000);
  assert.deepEqual(broker.taken.slice(-2), ['zapflow/alerts=a', 'zapflow/alerts=b']);
  assert.equal(publisher.queued, 0);
});

test('a broker that remembers nothing is told the last values again', async (t) => {
  const { clock, broker, send, publisher } = await start(t);
  send(0, 'zapflow/cpu', 7);
  publisher.publish({ topic: 'zapflow/trading', payload: 'stopped', qos: 1, retain: true });
  await clock.advance(20_000);
  broker.vanish('ECONNRESET');
  broker.forget();
  await clock.advance(5000);
  assert.deepEqual(Object.fromEntries(broker.retained), {
    'zapflow/status': 'online',
    'zapflow/cpu': '7',
    'zapflow/trading': 'stopped',
  });
});

test('a broker that hangs is told of within a second, and given up later; one that answers again is well', async (t) => {
  const { clock, broker, publisher } = await start(t);
  broker.isAnswering = false;
  await clock.advance(1000);
  assert.match(publisher.health.says ?? '', /\(it does not answer\)/);
  broker.isAnswering = true;
  await clock.advance(1);
  broker.confirm();
  await clock.advance(400);
  assert.equal(broker.opened, 1);
  broker.isAnswering = false;
  await clock.advance(20_000);
  assert.ok(broker.opened > 1);
  broker.isAnswering = true;
  await clock.advance(20_000);
  assert.equal(publisher.health.status, 'Healthy');
});

test('it tries for ever, ever more rarely, and never faster than four times a second', async (t) => {
  const { clock, broker } = await start(t, {}, false);
  const openedIn = async (ms: number) => {
    const before = broker.opened;
    await clock.advance(ms);
    return broker.opened - before;
  };
  assert.ok((await openedIn(1000)) <= 5);
  await clock.advance(600_000);
  const opened = await openedIn(3_600_000);
  assert.ok(opened >= 120 && opened <= 240, `${opened} in an hour`);
});
