import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ServerFrame } from '../../../api/live.ts';
import { marketTopics } from '../../../api/market.ts';
import { createLogger } from '../../../core/log/logger.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createWorld, guest } from '../live/testing/client-on-clock.ts';
import { startFlowWatch } from './flow-watch.ts';
import { FakeAnalyst } from './testing/fake-analyst.ts';
import { barOf, btc, candleOf, frameOf, pictureOf, printOf } from './testing/made-by-hand.ts';

const eth = 'usdm:ETHUSDT';

function start(known: readonly string[] | undefined = [btc, eth]) {
  const clock = createManualClock();
  const analyst = new FakeAnalyst();
  analyst.picture = (instrument) => ({ seq: 0, picture: pictureOf(instrument) });
  const log = createLogger({ write: () => {}, clock, worker: 'gateway' });
  const refusalOf = (instrument: string) =>
    known.includes(instrument) ? undefined : `instrument: not followed; there are ${known.join(', ')}`;
  const watch = startFlowWatch({
    ...{ clock, log, epoch: 'e' },
    analyst: analyst.client,
    instruments: { refusalOf },
  });
  const world = createWorld(watch.topics, clock);
  const follow = (topic: string, instrument = btc, place: object = {}) => {
    const link = world.connect(guest);
    link.send({ type: 'subscribe', id: 1, topic, filter: { instrument }, ...place });
    return link;
  };
  return { clock, analyst, watch, follow, world };
}

const told = (frames: readonly ServerFrame[]) =>
  frames.flatMap((frame) => ('data' in frame ? [[frame.type, frame.data] as const] : []));

test('an instrument is watched while somebody follows one of its topics, and no longer', async () => {
  const { clock, analyst, follow } = start();
  await clock.advance(60_000);
  assert.deepEqual([analyst.watched, analyst.asked], [[], []]);
  const first = follow('book');
  const second = follow('trades');
  await clock.advance(10);
  assert.deepEqual([analyst.watched, analyst.asked], [[[btc]], [btc]]);
  await clock.advance(20_000);
  assert.equal(analyst.watched.length, 5);
  first.client.lost();
  second.send({ type: 'unsubscribe', id: 2, topic: 'trades' });
  await clock.advance(20_000);
  const asked = analyst.watched.length;
  await clock.advance(60_000);
  assert.equal(analyst.watched.length, asked);
});

test('an instrument that is not followed is refused with those that are', () => {
  const { follow, analyst } = start();
  const { socket } = follow('book', 'usdm:NOTHING');
  const failed = socket.take().at(-1);
  assert.deepEqual(failed, {
    type: 'failed',
    id: 1,
    code: 'FILTER_INVALID',
    message: `instrument: not followed; there are ${btc}, ${eth}`,
  });
  assert.deepEqual(analyst.asked, []);
});

test('of names that nobody can check there are only so many', () => {
  const known = Array.from({ length: 300 }, (_, at) => `usdm:MADE${at}`);
  const { follow } = start(known);
  const answers = known.map((instrument) => follow('book', instrument).socket.take().at(-1)?.type);
  assert.equal(answers.filter((type) => type === 'done').length, 200);
  assert.equal(answers.filter((type) => type === 'failed').length, 100);
});

test('a client gets a picture of its instrument, then what changes there and nowhere else', async () => {
  const { clock, analyst, follow } = start();
  const book = pictureOf(btc).book;
  analyst.picture = (instrument) => ({
    seq: 7,
    picture: pictureOf(instrument, { book: { ...book, bids: [['10.0', '1']], asks: [['11.0', '2']] } }),
  });
  const { socket } = follow('book');
  await clock.advance(10);
  analyst.frame(frameOf(eth, 3, { book: { ...book, instrument: eth, bids: [['1', '1']] } }));
  analyst.frame(frameOf(btc, 7, { book: { ...book, bids: [['99', '1']] } }));
  analyst.frame(frameOf(btc, 8, { book: { ...book, id: 8, bids: [['10.0', '0']], asks: [['11.5', '4']] } }));
  const [snapshot, delta] = told(socket.take());
  const levels = { bids: [['10.0', '1']], asks: [['11.0', '2']] };
  assert.deepEqual(snapshot, ['snapshot', { ...book, ...levels }]);
  assert.deepEqual(delta, ['delta', { ...book, id: 8, bids: [['10.0', '0']], asks: [['11.5', '4']] }]);
  const late = follow('book').socket.take();
  assert.deepEqual(told(late)[0]?.[1], {
    ...book,
    id: 8,
    bids: [],
    asks: [
      ['11.0', '2'],
      ['11.5', '4'],
    ],
  });
});

test('a missing frame, and an analyst that began anew, bring a new picture to everybody', async () => {
  const { clock, analyst, follow } = start();
  const { socket } = follow('trades');
  await clock.advance(1000);
  analyst.frame(frameOf(btc, 1, { trades: [printOf(1)] }));
  analyst.picture = (instrument) => ({ seq: 3, picture: pictureOf(instrument, { trades: [printOf(3)] }) });
  await clock.advance(1000);
  socket.take();
  analyst.frame(frameOf(btc, 3, { trades: [printOf(3)] }));
  assert.deepEqual(socket.take(), []);
  await clock.advance(10);
  assert.deepEqual(told(socket.take()), [['snapshot', { instrument: btc, trades: [printOf(3)] }]]);
  analyst.frame(frameOf(btc, 4, { trades: [printOf(4)] }));
  await clock.advance(1000);
  assert.deepEqual(told(socket.take()), [['delta', { instrument: btc, trades: [printOf(4)] }]]);
  // Numbers begin anew.
  analyst.picture = (instrument) => ({ seq: 1, picture: pictureOf(instrument) });
  analyst.frame(frameOf(btc, 1));
  await clock.advance(10);
  assert.deepEqual(told(socket.take()), [['snapshot', { instrument: btc, trades: [] }]]);
});

test('an analyst that is away leaves topics silent, and they begin when it is back', async () => {
  const { clock, analyst, follow } = start();
  analyst.isAway = true;
  const { socket } = follow('zones');
  await clock.advance(12_000);
  assert.deepEqual(told(socket.take()), []);
  analyst.isAway = false;
  await clock.advance(5000);
  assert.deepEqual(told(socket.take()), [['snapshot', { instrument: btc, zones: [] }]]);
});

test('whoever comes back to the same instrument goes on, and whoever asks for another begins', async () => {
  const { clock, analyst, follow } = start();
  const { socket, client } = follow('trades');
  const other = follow('trades');
  await clock.advance(1000);
  const [snapshot] = socket.take().slice(-1);
  assert.ok(snapshot?.type === 'snapshot');
  client.lost();
  analyst.frame(frameOf(btc, 1, { trades: [printOf(1)] }));
  const place = { epoch: snapshot.epoch, afterSeq: snapshot.seq };
  const back = told(follow('trades', btc, place).socket.take());
  assert.deepEqual(back, [['delta', { instrument: btc, trades: [printOf(1)] }]]);
  const elsewhere = follow('trades', eth, place);
  await clock.advance(10);
  assert.deepEqual(told(elsewhere.socket.take()), [['snapshot', { instrument: eth, trades: [] }]]);
  assert.equal(told(other.socket.take()).length, 2);
});

test('a bar tells the rows that changed, all of them when it closes, and a newcomer all there are', async () => {
  const { clock, analyst, follow } = start();
  const open = (rows: [string, string, string][]) => barOf(0, { isClosed: false, rows });
  const { socket } = follow('footprint');
  await clock.advance(10);
  const rowsTold = () =>
    told(socket.take()).flatMap(([type, data]) =>
      type === 'delta' ? [(data as { bar: { rows: string[][] } }).bar.rows.map((row) => row.join(' '))] : [],
    );
  analyst.frame(
    frameOf(btc, 1, {
      bars: [
        open([
          ['10', '1', '0'],
          ['11', '2', '0'],
        ]),
      ],
    }),
  );
  await clock.advance(500);
  analyst.frame(frameOf(btc, 2, { bars: [open([['11', '2', '5']])] }));
  analyst.frame(frameOf(btc, 3, { bars: [open([['12', '1', '1']])] }));
  await clock.advance(1000);
  assert.deepEqual(rowsTold(), [
    ['10 1 0', '11 2 0'],
    ['11 2 5', '12 1 1'],
  ]);
  const newcomer = told(follow('footprint').socket.take())[0]?.[1] as { bars: { rows: string[][] }[] };
  assert.deepEqual(
    newcomer.bars[0]?.rows.map(([price]) => price),
    ['10', '11', '12'],
  );
  const closed = barOf(0, {
    rows: [
      ['10', '1', '0'],
      ['11', '2', '5'],
      ['12', '1', '1'],
    ],
  });
  const next = barOf(60_000, { isClosed: false, rows: [['12', '0', '1']] });
  analyst.frame(frameOf(btc, 4, { bars: [closed, next] }));
  await clock.advance(1000);
  assert.deepEqual(rowsTold(), [['10 1 0', '11 2 5', '12 1 1'], ['12 0 1']]);
});

/** Random frames, some lost, some twice; the book of a client is that of the analyst in the end. */
test('whatever frames are lost, a client shows the book of the analyst once they come again', async () => {
  const change = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 }));
  const step = fc.record({
    changes: fc.array(change, { maxLength: 4 }),
    fate: fc.constantFrom('sent', 'sent', 'sent', 'lost', 'restart'),
    passMs: fc.constantFrom(250, 250, 1500),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { clock, analyst, follow, watch } = start();
      const truth = new Map<string, string>();
      let seq = 5;
      const levels = (): [string, string][] => [...truth];
      const bookOf = (bids: [string, string][]) => ({ ...pictureOf(btc).book, id: seq, bids });
      analyst.picture = (instrument) => ({ seq, picture: pictureOf(instrument, { book: bookOf(levels()) }) });
      const { socket } = follow('book');
      await clock.advance(10);
      const shown = new Map<string, string>();
      const read = () => {
        for (const [type, data] of told(socket.take())) {
          const { bids } = marketTopics.book[type].parse(data);
          if (type === 'snapshot') shown.clear();
          for (const [price, size] of bids)
            if (Number(size) === 0) shown.delete(price);
            else shown.set(price, size);
        }
      };
      for (const { changes, fate, passMs } of [...steps, { changes: [], fate: 'sent', passMs: 1500 }]) {
        if (fate === 'restart') {
          // A worker takes seconds to come back.
          await clock.advance(6000);
          seq = 0;
        }
        seq++;
        const told = changes.map(([price, size]): [string, string] => [`${price}`, `${size}`]);
        for (const [price, size] of told) size === '0' ? truth.delete(price) : truth.set(price, size);
        if (fate !== 'lost') analyst.frame(frameOf(btc, seq, { book: bookOf(told) }));
        await clock.advance(passMs);
        read();
      }
      for (let i = 0; i < 3; i++) {
        seq++;
        analyst.frame(frameOf(btc, seq));
        await clock.advance(1500);
      }
      read();
      assert.deepEqual([...shown].sort(), [...truth].sort());
      watch.stop();
    }),
    { numRuns: 60 },
  );
});

test('all topics of a busy instrument together are at most ten frames and 40 KB a second', async () => {
  const { clock, analyst, world } = start();
  const { socket, send } = world.connect(guest);
  const topics = ['trades', 'book', 'footprint', 'candles', 'zones', 'heat'];
  for (const [id, topic] of topics.entries())
    send({ type: 'subscribe', id, topic, filter: { instrument: btc } });
  await clock.advance(10);
  socket.take();
  const seconds = 30;
  let frames = 0;
  let bytes = 0;
  const level = (at: number): [string, string] => [`${61_000 + at}.10`, `${at}.1234`];
  for (let seq = 1; seq <= 4 * seconds; seq++) {
    const levels = Array.from({ length: 40 }, (_, at) => level(at));
    const row = (at: number): [string, string, string] => [`${61_000 + at}.10`, `${seq}.123`, `${seq}.456`];
    analyst.frame(
      frameOf(btc, seq, {
        book: { ...pictureOf(btc).book, bids: levels, asks: levels },
        trades: Array.from({ length: 25 }, (_, at) => printOf(seq * 100 + at, { price: '61000.10' })),
        bars: [barOf(0, { isClosed: false, rows: Array.from({ length: 80 }, (_, at) => row(at)) })],
        candles: [candleOf(0, { isClosed: false }), candleOf(60_000)],
        zones: [],
        heat: [{ atMs: seq, from: '60000.0', rowSize: '10.0', cells: 'A'.repeat(400) }],
      }),
    );
    await clock.advance(250);
    for (const frame of socket.take()) {
      frames++;
      bytes += JSON.stringify(frame).length;
    }
  }
  assert.ok(frames / seconds <= 10, `${frames / seconds} frames a second`);
  assert.ok(bytes / seconds <= 40_000, `${bytes / seconds} bytes a second`);
  assert.ok(frames / seconds > 6);
});
