import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ServerFrame, topics } from '../../../../api/live.ts';
import { logLine } from '../../../../api/logs.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import type { LoggerClient } from '../log-feed.ts';
import { createWorld, guest } from '../testing/client-on-clock.ts';
import { startLogsTopic } from './logs.ts';

async function create(before: readonly string[] = []) {
  const clock = createManualClock();
  let heard: (written: unknown) => unknown = () => {};
  let seq = before.length;
  const logger = {
    on: (_event: string, handler: typeof heard) => {
      heard = handler;
      return () => {};
    },
    tail: async () => ({ life: 'a', seq: before.length, lines: before }),
  } as unknown as LoggerClient;
  const logs = startLogsTopic({ clock, epoch: 'e', worker: 'gateway', logger });
  await clock.advance(0);
  const write = (line: string) => heard({ life: 'a', seq: ++seq, line, level: 30 });
  const { connect } = createWorld([logs.topic]);
  const skip = (count: number) => {
    seq += count;
  };
  return { clock, logs, write, connect, skip };
}

const line = (msg: string, fields: Record<string, unknown> = {}) =>
  JSON.stringify({ level: 30, time: 1, worker: 'market', msg, ...fields });
const messages = (frame: ServerFrame) =>
  'data' in frame
    ? logLine
        .array()
        .parse(frame.data)
        .map(({ message }) => message)
    : [];

test('lines are gathered for a tenth of a second, and a newcomer gets each line once', async () => {
  const { clock, write, connect } = await create([line('old')]);
  await clock.advance(100);
  write(line('1'));
  const { socket, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'logs' });
  write(line('2'));
  await clock.advance(99);
  assert.deepEqual(socket.take().flatMap(messages), ['old'], 'what is not told yet comes with the rest');
  await clock.advance(1);
  assert.deepEqual(socket.take().map(messages), [['1', '2']]);
});

test('a flood goes out in parts of 500 lines', async () => {
  const { clock, write, connect } = await create();
  const { socket, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'logs' });
  for (let i = 0; i < 1200; i++) write(line(`${i}`));
  await clock.advance(100);
  const lengths = socket.take().map((frame) => messages(frame).length);
  assert.deepEqual(lengths.slice(-3), [500, 500, 200]);
});

test('each client gets what its filter lets through, and the same filter is one frame', async () => {
  const { clock, write, connect } = await create([line('x'), line('ERROR of old', { level: 50 })]);
  const open = (filter: Record<string, unknown>) => {
    const { socket, send } = connect(guest);
    send({ type: 'subscribe', id: 1, topic: 'logs', filter });
    return socket;
  };
  await clock.advance(100);
  const [errors, market, word, one] = [
    open({ level: 'error' }),
    open({ worker: 'market' }),
    open({ contains: 'needle' }),
    open({ correlationId: 'c7' }),
  ];
  assert.deepEqual(errors.take().flatMap(messages), ['ERROR of old']);
  for (const socket of [market, word, one]) socket.take();
  write(line('failed', { level: 50, worker: 'chain' }));
  write(line('a NEEDLE here'));
  write(line('details', { hay: 'a needle', correlationId: 'c7' }));
  await clock.advance(100);
  assert.deepEqual(
    [errors, market, word, one].map((socket) => socket.take().flatMap(messages)),
    [['failed'], ['a NEEDLE here', 'details'], ['a NEEDLE here', 'details'], ['details']],
  );
});

test('lines that were shed are told as a line', async () => {
  const { clock, write, skip, logs } = await create();
  write(line('1'));
  skip(12);
  write(line('14'));
  await clock.advance(100);
  assert.deepEqual(
    logs.search({}, 10).map(({ message, worker }) => [worker, message]),
    [
      ['market', '1'],
      ['gateway', '12 lines are not shown here; the log files have them'],
      ['market', '14'],
    ],
  );
});

test('the page gets the last lines that fit, also those not told yet', async () => {
  const { write, logs } = await create();
  for (let i = 0; i < 6000; i++) write(line(`${i}`, { level: i % 2 === 0 ? 30 : 20 }));
  assert.deepEqual(
    logs.search({ level: 'info' }, 2).map(({ message }) => message),
    ['5996', '5998'],
  );
  assert.equal(logs.search({}, 10_000).length, 5000);
  assert.deepEqual(topics.logs.filter.parse({ level: 'info' }), { level: 'info' });
});
