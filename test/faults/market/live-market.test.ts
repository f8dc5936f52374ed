// The market worker while the exchange misbehaves: what it says of itself, and that the book is right afterwards.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gapReasons } from '../../../src/domain/market/feed-record.ts';
import { openRecording } from '../../../src/venues/binance/recording/open-recording.ts';
import { createPlayer } from '../../../src/venues/binance/recording/play.ts';
import { startLiveMarket } from './live-rig.ts';

test('an exchange that refuses, bans, fails or is slow at the start is tried until it answers', async (t) => {
  const { on, market, until, untilLive, runtimeLines } = await started(t, { refuse: { how: 'reset' } });
  assert.deepEqual(await market.instruments(), []);
  for (;;) {
    const { status, says } = await market.health();
    if (status === 'Disconnected') {
      assert.match(says, /^The usdm market cannot be reached: /);
      break;
    }
  }
  on.clear();
  on.set('rest-slow', { byMs: 200 });
  assert.match((await until(({ state }) => state === 'starting')).says ?? '', /on its way/);
  await untilLive();
  const { status, says } = await market.health();
  assert.deepEqual({ status, says }, { status: 'Healthy', says: '1 order books follow their streams.' });
  assert.ok((await runtimeLines()).some(({ msg }) => msg.startsWith('the usdm market cannot be reached')));
});

for (const [fault, settings] of [
  ['rest-429', { retryAfterS: 1 }],
  ['rest-418', { retryAfterS: 1 }],
  ['rest-5xx', { status: 503 }],
] as const)
  test(`a hole while requests are answered with ${fault} is healed when they are not`, async (t) => {
    const { on, market, until, untilLive } = await started(t);
    await untilLive();
    on.set(fault, settings);
    on.set('drop-depth', { oneIn: 1 });
    // the hole shows at the next message that comes
    await until(({ messagesPerSecond }) => messagesPerSecond > 0);
    await pause(t, 250);
    on.delete('drop-depth');
    const { says, gaps } = await until(({ state }) => state === 'syncing');
    assert.equal(says, 'The book is asked for anew: a message is missing.');
    assert.equal(gaps, 1);
    assert.equal((await market.health()).word, 'starting');
    on.clear();
    await untilLive();
  });

for (const [fault, settings] of [
  ['drop-depth', { oneIn: 5 }],
  ['malformed', { share: 0.2 }],
  ['duplicate', { oneIn: 3 }],
  ['reorder', { oneIn: 3 }],
] as const)
  test(`after a stream with ${fault} the book is that of the exchange, and no touch was wrong before`, async (t) => {
    const { on, records, until, untilLive } = await started(t);
    const before = await untilLive();
    on.set(fault, settings);
    if (fault === 'duplicate') await pause(t, 1000);
    else await until(({ gaps }) => gaps > before.gaps);
    on.clear();
    const after = await untilLive();
    assert.equal(after.exact, after.compared);
    if (fault === 'duplicate') assert.equal(after.gaps, before.gaps);
    const gaps = records.filter(({ kind }) => kind === 'gap').map(({ size }) => gapReasons[size]);
    assert.ok(gaps.every((reason) => reason === 'sequence'));
  });

for (const [fault, settings] of [
  ['disconnect', { everyS: 0.3 }],
  ['reset-mid-frame', { everyS: 0.3 }],
] as const)
  test(`${fault}: the loss of the connection is told, and the book comes back`, async (t) => {
    const { on, records, market, until, untilLive } = await started(t);
    await untilLive();
    on.set(fault, settings);
    on.set('refuse', { how: 'status' });
    const { says } = await until(({ state }) => state === 'disconnected');
    assert.match(says ?? '', /^The connection was lost: /);
    assert.equal((await market.health()).status, 'Disconnected');
    on.clear();
    await untilLive();
    const [gap] = records.filter(({ kind }) => kind === 'gap');
    assert.equal(gapReasons[gap!.size], 'disconnected');
  });

test('streams that say nothing are told as silent, and as live when they speak again', async (t) => {
  const { on, records, market, until, untilLive } = await started(t);
  await untilLive();
  on.set('silent', {});
  assert.match((await until(({ state }) => state === 'silent')).says ?? '', /^Nothing came for \d+ s\.$/);
  assert.equal((await market.health()).status, 'Disconnected');
  assert.ok(records.some(({ kind }) => kind === 'silent'));
  on.clear();
  await untilLive();
  assert.equal((await market.health()).status, 'Healthy');
});

for (const byMs of [10_000, -10_000])
  test(`an exchange whose clock is ${byMs} ms off is measured and its book followed all the same`, async (t) => {
    const { records, untilLive, until } = await started(t, { 'clock-skew': { byMs } });
    await untilLive();
    await until(() => records.some(({ kind }) => kind === 'clock'));
    const { size, price } = records.find(({ kind }) => kind === 'clock')!;
    assert.ok(Math.abs(size - byMs) <= price + 1, `${size} ± ${price}`);
  });

test('a book that is asked for again comes whole, and one that nobody follows is refused', async (t) => {
  const { market, records, untilLive, until } = await started(t);
  await untilLive();
  const from = records.length;
  await market.resend({ index: 0 });
  await until(() => records.slice(from).some(({ kind }) => kind === 'snapshot'));
  const sent = records.slice(records.findIndex(({ kind }, at) => at >= from && kind === 'snapshot'));
  assert.ok(sent.filter(({ kind }) => kind === 'bid').length > 20);
  await assert.rejects(market.resend({ index: 9 }), { code: 'INSTRUMENT_UNKNOWN' });
  const candles = { instrument: 'usdm:NOPE', interval: '1m', fromMs: 0, toMs: 1 };
  await assert.rejects(market.candles(candles), { code: 'INSTRUMENT_UNKNOWN' });
});

test('what is recorded is played beside the live feed, and is the same again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-record-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { market, records, until, untilLive, stop } = await started(t, {}, { enabled: true, folder });
  await untilLive();
  assert.deepEqual(await market.record({ isOn: false }), { isOn: false, folder });
  const paths = readdirSync(folder).map((name) => join(folder, name));
  assert.equal(paths.length, 1);
  const { instruments } = await market.replay({ paths, speed: 0 });
  assert.deepEqual(
    instruments.map(({ id }) => id),
    ['replay:BTCUSDT'],
  );
  const ended = await until(({ state }) => state === 'ended', 1);
  assert.equal(ended.says, 'The recording has ended.');
  assert.ok(ended.compared > 0 && ended.exact === ended.compared);
  const { state } = (await market.instruments())[0]!;
  assert.equal(state, 'live', 'the live book goes on');
  const told = (instrument: number) =>
    records.flatMap(({ kind, price, size, id, instrument: of }) =>
      of === instrument && (kind === 'buy' || kind === 'sell') ? [`${kind} ${price} ${size} ${id}`] : [],
    );
  await until(() => told(1).length > 0);
  assert.deepEqual(told(1), told(0).slice(0, told(1).length));
  await stop();

  const recording = await openRecording(paths);
  const player = createPlayer(recording, () => {});
  for await (const line of recording.lines()) player.accept(line);
  assert.deepEqual(recording.broken, []);
  assert.equal(player.malformed, 0);
});

test('a recording that is none is refused, and one that is not there', async (t) => {
  const { market } = await started(t);
  const replay = (path: string) => market.replay({ paths: [path], speed: 0 });
  await assert.rejects(replay(import.meta.filename), { code: 'RECORDING_INVALID' });
  await assert.rejects(replay('/nowhere/at.all'), { code: 'FILE_UNREADABLE' });
  assert.equal(await market.replayState(), null);
});

async function started(t: Parameters<typeof startLiveMarket>[0], faults = {}, recorder = {}) {
  const rig = await startLiveMarket(t, { faults, recorder });
  return { ...rig, runtimeLines: rig.lines };
}

/** The fault is on for so long. */
function pause(_: object, ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
