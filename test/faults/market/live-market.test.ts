// The market worker while the exchange misbehaves: what it says of itself, and that the book is right afterwards.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gapReasons } from '../../../src/domain/market/feed-record.ts';
import { startLiveMarket } from './live-rig.ts';

const timeout = 30_000;
type Rig = Awaited<ReturnType<typeof startLiveMarket>>;

const gapsSince = ({ records }: Rig, from: number) =>
  records.slice(from).flatMap(({ kind, size }) => (kind === 'gap' ? [gapReasons[size]!] : []));
/** Something came since. */
const untilHeard = ({ records, until }: Rig, count: number) => {
  const from = records.length;
  return until(() => records.length > from + count);
};

describe('the market worker', { concurrency: 5 }, () => {
  test('an exchange that refuses, and then is slow, is tried until it answers', { timeout }, async (t) => {
    const rig = await startLiveMarket(t, { faults: { refuse: { how: 'reset' } } });
    const { on, market, until, untilLive, lines } = rig;
    assert.deepEqual(await market.instruments(), []);
    let health = await market.health();
    while (health.status !== 'Disconnected') health = await market.health();
    assert.match(health.says ?? '', /^The usdm market cannot be reached: /);
    on.clear();
    on.set('rest-slow', { byMs: 200 });
    assert.match((await until(({ state }) => state === 'starting')).says ?? '', /on its way/);
    await untilLive();
    on.clear();
    const { status, says } = await market.health();
    assert.deepEqual({ status, says }, { status: 'Healthy', says: '1 order books follow their streams.' });
    assert.ok((await lines()).some(({ msg }) => msg.startsWith('the usdm market cannot be reached')));
  });

  for (const [fault, settings] of [
    ['rest-429', { retryAfterS: 1 }],
    ['rest-418', { retryAfterS: 1 }],
    ['rest-5xx', { status: 503 }],
  ] as const)
    test(`a hole while requests are answered with ${fault} is healed when they are not`, {
      timeout,
    }, async (t) => {
      const rig = await startLiveMarket(t);
      const { on, market, until, untilLive } = rig;
      const before = await untilLive();
      on.set(fault, settings);
      on.set('drop-depth', { oneIn: 1 });
      await untilHeard(rig, 40);
      on.delete('drop-depth');
      const { says, gaps } = await until(({ state }) => state === 'syncing');
      assert.equal(says, 'The book is asked for anew: a message is missing.');
      assert.equal(gaps, before.gaps + 1);
      assert.equal((await market.health()).word, 'starting');
      on.clear();
      await untilLive();
    });

  for (const [fault, settings, reasons] of [
    ['drop-depth', { oneIn: 5 }, ['sequence']],
    ['malformed', { share: 0.2 }, ['sequence', 'ticker-disagrees']],
    ['reorder', { oneIn: 3 }, ['sequence', 'ticker-disagrees']],
  ] as const)
    test(`after a stream with ${fault} the book is that of the exchange`, { timeout }, async (t) => {
      const rig = await startLiveMarket(t);
      const { on, records, until, untilLive } = rig;
      const before = await untilLive();
      const from = records.length;
      on.set(fault, settings);
      await until(({ gaps }) => gaps > before.gaps);
      on.clear();
      await untilLive();
      for (const reason of gapsSince(rig, from))
        assert.ok((reasons as readonly string[]).includes(reason), reason);
    });

  test('messages that come twice change nothing', { timeout }, async (t) => {
    const rig = await startLiveMarket(t);
    const { on, records, untilLive } = rig;
    const before = await untilLive();
    const from = records.length;
    on.set('duplicate', { oneIn: 1 });
    await untilHeard(rig, 200);
    on.clear();
    const after = await untilLive();
    assert.deepEqual([after.gaps, gapsSince(rig, from)], [before.gaps, []]);
    assert.equal(after.exact - before.exact, after.compared - before.compared);
  });

  for (const fault of ['disconnect', 'reset-mid-frame'])
    test(`${fault}: the loss of the connection is told, and the book comes back`, { timeout }, async (t) => {
      const rig = await startLiveMarket(t);
      const { on, records, market, until, untilLive } = rig;
      await untilLive();
      const from = records.length;
      on.set(fault, { everyS: 0.1 });
      on.set('refuse', { how: 'status' });
      const { says } = await until(({ state }) => state === 'disconnected');
      assert.match(says ?? '', /^The connection was lost: /);
      assert.equal((await market.health()).status, 'Disconnected');
      assert.deepEqual(gapsSince(rig, from), ['disconnected']);
      on.clear();
      await untilLive();
    });

  test('streams that say nothing are told as silent, and as live when they speak again', {
    timeout,
  }, async (t) => {
    const rig = await startLiveMarket(t);
    const { on, records, market, until, untilLive } = rig;
    await untilLive();
    on.set('silent', {});
    assert.match((await until(({ state }) => state === 'silent')).says ?? '', /^Nothing came for \d+ s\.$/);
    assert.equal((await market.health()).status, 'Disconnected');
    assert.ok(records.some(({ kind }) => kind === 'silent'));
    on.clear();
    await untilLive();
    assert.equal((await market.health()).status, 'Healthy');
  });

  test('a book asked for again comes whole; of what nobody follows there is none', { timeout }, async (t) => {
    const rig = await startLiveMarket(t);
    const { market, records, untilLive, until } = rig;
    await untilLive();
    const from = records.length;
    await market.resend({ index: 0 });
    const since = (kind: string) => records.slice(from).filter((record) => record.kind === kind).length;
    await until(() => since('snapshot') > 0 && since('bid') > 20 && since('ask') > 20);
    await assert.rejects(market.resend({ index: 9 }), { code: 'INSTRUMENT_UNKNOWN' });
    const candles = { instrument: 'usdm:NOPE', interval: '1m', fromMs: 0, toMs: 1 };
    await assert.rejects(market.candles(candles), { code: 'INSTRUMENT_UNKNOWN' });
  });

  test('a recording that is none is refused, and one that is not there', { timeout }, async (t) => {
    const rig = await startLiveMarket(t);
    const replay = (path: string) => rig.market.replay({ paths: [path], speed: 0 });
    await assert.rejects(replay(import.meta.filename), { code: 'RECORDING_INVALID' });
    await assert.rejects(replay('/nowhere/at.all'), { code: 'FILE_UNREADABLE' });
    assert.equal(await rig.market.replayState(), null);
  });

  test('what is recorded is played beside the live feed, and is the same again', { timeout }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'zapflow-record-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const rig = await startLiveMarket(t, { recorder: { folder } });
    const { market, records, until, untilLive } = rig;
    await untilLive();
    assert.deepEqual(await market.record({ isOn: true }), { isOn: true, folder });
    // the file, and the snapshot that makes it one of use, are there after a second
    const { lastMs } = await untilLive();
    await until((now) => (now.lastMs ?? 0) > (lastMs ?? 0) + 2500);
    assert.deepEqual(await market.record({ isOn: false }), { isOn: false, folder });
    const paths = readdirSync(folder).map((name) => join(folder, name));
    assert.equal(paths.length, 1);
    const { instruments } = await market.replay({ paths, speed: 0 });
    assert.deepEqual(
      instruments.map(({ id }) => id),
      ['replay:usdm:BTCUSDT'],
    );
    const ended = await until(({ state }) => state === 'ended', 1);
    assert.equal(ended.says, 'The recording has ended.');
    assert.ok(ended.compared > 0 && ended.exact === ended.compared);
    assert.equal((await market.instruments())[0]!.state, 'live', 'the live book goes on');
    const trades = (instrument: number) =>
      records.flatMap(({ kind, price, size, id, instrument: of }) =>
        of === instrument && (kind === 'buy' || kind === 'sell') ? [`${kind} ${price} ${size} ${id}`] : [],
      );
    await until(() => trades(1).length > 0);
    const played = trades(1);
    const live = trades(0);
    const from = live.indexOf(played[0]!);
    assert.ok(from >= 0);
    assert.deepEqual(played, live.slice(from, from + played.length));
  });
});
