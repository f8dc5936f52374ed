import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import { AppError } from '../../../core/errors.ts';
import { createOutsideDoor } from '../../../core/host/outside-door.ts';
import { createScriptedHttp, type ScriptedAnswer } from '../../../core/outside/testing/scripted-http.ts';
import { createScriptedSocket } from '../../../core/outside/testing/scripted-socket.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createLineLog } from '../testing/line-log.ts';
import { createRpcEndpoint } from './rpc-endpoint.ts';

type Asked = { id: number; method: string };
type Answer = (asked: Asked[], count: number) => ScriptedAnswer;

const replyTo = ({ id, method }: Asked) => ({ jsonrpc: '2.0', id, result: `${method} ${id}` });
const wellTold: Answer = (asked) => ({
  body: asked.length === 1 ? replyTo(asked[0] as Asked) : asked.map(replyTo),
});

function rig(answer: Answer, callsPerSecond = 100) {
  const clock = createManualClock();
  const metrics = openMetrics(allocateMetricRegion());
  const http = createScriptedHttp(({ body }, count) => answer([JSON.parse(String(body))].flat(), count));
  const machine = { clock, random: createSeededRandom(1), http, socket: createScriptedSocket() };
  const outside = createOutsideDoor('chain', metrics, machine);
  const options = { name: 'n', http: 'http://node.test/key', socket: '', callsPerSecond };
  const endpoint = createRpcEndpoint({ clock, outside, metrics, log: createLineLog() }, options);
  return { clock, http, endpoint };
}

const calls = (count: number) =>
  Array.from({ length: count }, () => ({ method: 'getTransaction', params: [] }));
const codesOf = (answers: readonly unknown[]) =>
  answers.map((one) => (one instanceof AppError ? one.code : 'answer'));

test('answers of a batch are found by their numbers, and one that fails fails alone', async () => {
  const { endpoint } = rig((asked) => ({
    body: [
      { id: asked[2]?.id, error: { code: -32005, message: 'behind' } },
      { id: asked[0]?.id, result: 'first', error: null },
      { id: 999, result: 'of nobody' },
    ],
  }));
  const answers = await endpoint.batch(calls(3));
  assert.deepEqual(codesOf(answers), ['answer', 'RPC_REFUSED', 'RPC_BEHIND']);
  assert.equal(answers[0], 'first');
});

test('a batch is never larger than what the limit lets go in a second', async () => {
  const { clock, endpoint, http } = rig(wellTold, 10);
  const told = endpoint.batch(calls(35));
  await clock.advance(2999);
  assert.equal(http.requests.length, 3);
  await clock.advance(1);
  assert.deepEqual(codesOf(await told), Array(35).fill('answer'));
  const sizes = http.requests.map(({ body }) => JSON.parse(String(body)).length);
  assert.deepEqual(sizes, [10, 10, 10, 5]);
});

test('waiting for our own limit does not make a node look slow', async () => {
  const { clock, endpoint } = rig(wellTold, 1);
  const told = endpoint.batch(calls(8));
  await clock.advance(8000);
  await told;
  assert.deepEqual([endpoint.state, endpoint.tell(0).latencyMs], ['ready', null]);
});

test('a node that takes no batches is asked one by one from then on', async () => {
  const { endpoint, http } = rig((asked, count) =>
    asked.length > 1
      ? { body: { id: null, error: { code: -32600, message: 'no batches' } } }
      : wellTold(asked, count),
  );
  assert.deepEqual(codesOf(await endpoint.batch(calls(4))), Array(4).fill('answer'));
  const before = http.requests.length;
  await endpoint.batch(calls(4));
  assert.equal(http.requests.length - before, 4);
  const other = rig((asked, count) =>
    asked.length > 2 ? { status: 413, body: 'large' } : wellTold(asked, count),
  );
  assert.deepEqual(codesOf(await other.endpoint.batch(calls(7))), Array(7).fill('answer'));
});

test('what is no JSON, or of another form, is an error and not an answer', async () => {
  for (const chunks of [['<html>'], ['{"id":{}}'], ['']]) {
    const { clock, endpoint } = rig(() => ({ chunks }));
    const asked = assert.rejects(endpoint.call({ method: 'getSlot', params: [] }), { code: /^HTTP_/ });
    await clock.advance(5000);
    await asked;
    assert.equal(endpoint.tell(0).errors, 1);
  }
});

test('a refusal without a number is of the one that was asked', async () => {
  const { endpoint } = rig(() => ({ body: { id: null, error: { code: -32005, message: 'behind' } } }));
  await assert.rejects(endpoint.call({ method: 'getSlot', params: [] }), { code: 'RPC_BEHIND' });
});

test('a request that hangs makes a node slow before it fails, and its failure too', async () => {
  const { clock, endpoint } = rig(() => 'silent');
  const asked = assert.rejects(endpoint.call({ method: 'getSlot', params: [] }), { code: 'OUTSIDE_TIMEOUT' });
  await clock.advance(3000);
  assert.equal(endpoint.state, 'ready');
  await clock.advance(1);
  assert.equal(endpoint.state, 'slow');
  await clock.advance(60_000);
  await asked;
  assert.equal(endpoint.state, 'slow');
});

test('a node that says too many is limited until it answers, and is left alone as long as it says', async () => {
  let isBusy = true;
  const { clock, endpoint, http } = rig((asked, count) =>
    isBusy ? { status: 429, headers: { 'retry-after': '20' }, body: 'slowly' } : wellTold(asked, count),
  );
  await assert.rejects(endpoint.call({ method: 'getSlot', params: [] }), { code: 'HTTP_RATE_LIMITED' });
  assert.equal(endpoint.state, 'limited');
  isBusy = false;
  const told = endpoint.call({ method: 'getBlock', params: [] });
  await clock.advance(19_000);
  assert.equal(http.requests.length, 1);
  await clock.advance(1500);
  await told;
  assert.equal(endpoint.state, 'ready');
});

test('after five failures it is left alone for ten seconds', async () => {
  let isAway = true;
  const { clock, endpoint } = rig((asked, count) => (isAway ? 'unreachable' : wellTold(asked, count)));
  for (let i = 0; i < 3; i++) {
    const asked = endpoint.call({ method: 'getBlock', params: [] }).catch(() => {});
    await clock.advance(2000);
    await asked;
  }
  assert.equal(endpoint.state, 'away');
  isAway = false;
  await clock.advance(10_000);
  await endpoint.call({ method: 'getBlock', params: [] });
  assert.equal(endpoint.state, 'ready');
});

test('a slot that it was asked for is known, and one behind the others is told so', async () => {
  const { clock, endpoint } = rig(([asked]) => ({ body: { id: asked?.id, result: 77 } }));
  await clock.advance(500);
  await endpoint.call({ method: 'getBlockHeight', params: [] });
  assert.equal(endpoint.slot, 0);
  await endpoint.call({ method: 'getSlot', params: [] });
  assert.deepEqual([endpoint.slot, endpoint.slotAtMs], [77, 500]);
  endpoint.noteBehind(20);
  assert.equal(endpoint.state, 'ready');
  endpoint.noteBehind(21);
  assert.deepEqual([endpoint.state, endpoint.tell(3).says], ['behind', 'It is 21 slots behind the others.']);
});

test('calls are counted one by one, for a minute', async () => {
  const { clock, endpoint } = rig(wellTold);
  await endpoint.batch(calls(5));
  await clock.advance(30_000);
  await endpoint.batch(calls(2));
  assert.equal(endpoint.tell(0).callsPerMinute, 7);
  await clock.advance(30_000);
  assert.equal(endpoint.tell(0).callsPerMinute, 2);
  await endpoint.batch(calls(3));
  assert.equal(endpoint.tell(0).callsPerMinute, 5, 'the second of a minute ago is counted anew');
  await clock.advance(60_000);
  assert.equal(endpoint.tell(0).callsPerMinute, 0);
});
