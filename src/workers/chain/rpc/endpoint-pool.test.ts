import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createFakeChain, createFakeNode, refusal } from '../testing/fake-chain.ts';
import { createEndpointPool } from './endpoint-pool.ts';

const { signal } = new AbortController();
const tx = (signature: string) => ({ method: 'getTransaction', params: [signature] });

function rig() {
  const clock = createManualClock();
  const chain = createFakeChain(100);
  chain.add(101, { a: ['ann'], b: ['ann'] });
  const [one, two] = [createFakeNode(chain, 'one'), createFakeNode(chain, 'two')];
  return { clock, chain, one, two, pool: createEndpointPool([one, two], clock) };
}

test('the first that is well is asked, in the order of preference', async () => {
  const { one, two, pool } = rig();
  for (let i = 0; i < 3; i++) await pool.call(tx('a'));
  assert.deepEqual([one.asked.length, two.asked.length], [3, 0]);
  for (const state of ['slow', 'limited', 'behind', 'away'] as const) {
    one.state = state;
    await pool.call(tx('a'));
  }
  assert.deepEqual([one.asked.length, two.asked.length], [3, 4]);
});

test('where one fails or refuses what another may grant, the next is asked; a wrong request goes to one only', async () => {
  const { one, two, pool } = rig();
  for (const failure of [
    new AppError('HTTP_REFUSED'),
    new AppError('HTTP_BROKEN'),
    refusal(-32001, 'gone'),
  ]) {
    one.says = () => {
      throw failure;
    };
    assert.equal(((await pool.call(tx('a'))) as { slot: number }).slot, 101);
  }
  one.says = () => {
    throw refusal(-32602, 'wrong');
  };
  const before = two.asked.length;
  await assert.rejects(pool.call(tx('a')), { code: 'RPC_REFUSED' });
  assert.equal(two.asked.length, before);
});

test('a call that was ended is not asked of another', async () => {
  const { one, two, pool } = rig();
  const stop = new AbortController();
  one.says = () => {
    stop.abort();
    throw new AppError('CALL_CANCELLED');
  };
  await assert.rejects(pool.call(tx('a'), { signal: stop.signal }), { code: 'CALL_CANCELLED' });
  assert.equal(two.asked.length, 0);
});

test('a hedged call takes the first answer that knows something', async () => {
  const { clock, one, two, pool } = rig();
  one.lag = 5;
  assert.equal(((await pool.call(tx('a'), { hedgeMs: 500 })) as { slot: number }).slot, 101);
  one.lag = 0;
  one.says = () => new Promise(() => {});
  const asked = pool.call(tx('a'), { hedgeMs: 500 });
  const before = two.asked.length;
  await clock.advance(499);
  assert.equal(two.asked.length, before, 'not before its time');
  await clock.advance(1);
  assert.equal(((await asked) as { slot: number }).slot, 101);
  one.says = () => undefined;
  assert.equal(await pool.call(tx('nobody knows'), { hedgeMs: 500 }), null);
});

test('of a batch, what one node does not know another is asked for', async () => {
  const { one, two, pool } = rig();
  one.says = ({ params }) => (params[0] === 'a' ? null : undefined);
  const answers = await pool.batch([tx('a'), tx('b'), tx('x')]);
  assert.deepEqual(
    answers.map((answer) => answer && 'there'),
    ['there', 'there', null],
  );
  assert.equal(two.asked.length, 2, 'what is known is not asked for again');
});

test('that a node could not say outweighs that another does not know', async () => {
  const { one, two, pool } = rig();
  one.says = () => refusal(-32005, 'behind');
  two.says = () => null;
  assert.ok((await pool.batch([tx('a')]))[0] instanceof AppError);
  one.says = () => null;
  two.says = () => refusal(-32005, 'behind');
  assert.ok((await pool.batch([tx('a')]))[0] instanceof AppError);
});

test('a batch fails only where no node answers', async () => {
  const { one, two, pool } = rig();
  const away = () => {
    throw new AppError('HTTP_UNREACHABLE');
  };
  one.says = ({ params }) => (params[0] === 'a' ? null : undefined);
  two.batch = async () => away();
  assert.deepEqual(
    (await pool.batch([tx('a'), tx('b')])).map((answer) => answer !== null),
    [false, true],
  );
  one.batch = async () => away();
  await assert.rejects(pool.batch([tx('a')]), { code: 'HTTP_UNREACHABLE' });
});

test('how far a node is behind counts from when it told its slot', async () => {
  const { clock, one, two, pool } = rig();
  const told: number[] = [];
  two.noteBehind = (slots) => void told.push(slots);
  one.noteSlot(1000);
  two.noteSlot(960);
  Object.assign(one, { slotAtMs: 0 });
  await pool.call(tx('a'));
  await clock.advance(4000);
  await pool.call(tx('a'));
  await clock.advance(60_000);
  await pool.call(tx('a'));
  assert.deepEqual(told, [40, 30], 'an old word says nothing');
});

test('those that told no slot lately, or are not well, are asked for it', async () => {
  const { clock, one, two, pool } = rig();
  one.noteSlot(101);
  two.noteSlot(101);
  await pool.probe(signal);
  assert.deepEqual([one.asked, two.asked], [[], []]);
  two.state = 'slow';
  await pool.probe(signal);
  assert.deepEqual([one.asked, two.asked], [[], ['getSlot']]);
  await clock.advance(9000);
  one.says = () => {
    throw new Error('away');
  };
  await pool.probe(signal);
  assert.deepEqual([one.asked.length, two.asked.length], [1, 2]);
});
