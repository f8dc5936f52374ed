import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createSubscriber } from './subscriber.ts';

function open() {
  const clock = createManualClock();
  const sent: { method: string; params: string[]; id: number }[] = [];
  const told: string[] = [];
  const state = { isFull: false };
  const subscriber = createSubscriber({
    clock,
    send(text) {
      if (state.isFull) return false;
      sent.push(JSON.parse(text));
      return true;
    },
    gapMs: 100,
    replyTimeoutMs: 1000,
    onSynced: () => told.push('synced'),
    onRefused: (stream, reason) => told.push(`${stream}: ${reason}`),
    onStuck: () => told.push('stuck'),
  });
  const want = (...streams: readonly string[]) => subscriber.want(new Set(streams));
  const asked = () => sent.map(({ method, params }) => `${method} ${params}`);
  return { clock, subscriber, sent, told, state, want, asked };
}

test('a subscription that was never answered may have come about, and is taken back when it is not wanted', async () => {
  const { clock, subscriber, want, asked, told } = open();
  want('a');
  subscriber.opened();
  await clock.advance(1000);
  want();
  await clock.advance(1000);
  assert.deepEqual(asked(), ['SUBSCRIBE a', 'SUBSCRIBE a', 'UNSUBSCRIBE a']);
  assert.deepEqual(told, []);
  subscriber.replied(3, null);
  assert.deepEqual(told, ['synced']);
});

test('a late or foreign reply changes nothing', async () => {
  const { clock, subscriber, want } = open();
  want('a');
  subscriber.opened();
  subscriber.replied(7, null);
  assert.equal(subscriber.isSynced, false);
  await clock.advance(1000);
  subscriber.replied(1, null);
  assert.equal(subscriber.isSynced, false);
  subscriber.replied(2, null);
  assert.equal(subscriber.isSynced, true);
});

test('what could not be sent because too much waits is sent later', async () => {
  const { clock, subscriber, want, state, asked, told } = open();
  state.isFull = true;
  want('a');
  subscriber.opened();
  await clock.advance(1000);
  state.isFull = false;
  await clock.advance(100);
  assert.deepEqual(asked(), ['SUBSCRIBE a']);
  subscriber.replied(0, null);
  assert.deepEqual(told, ['synced']);
});

test('a stream that was refused is asked for again only after it was given up or the connection is new', async () => {
  const { clock, subscriber, want, asked, told } = open();
  want('a');
  subscriber.opened();
  subscriber.replied(1, 'no');
  assert.deepEqual(told, ['a: no', 'synced']);
  want('a', 'b');
  await clock.advance(100);
  subscriber.replied(2, null);
  want('b');
  want('a', 'b');
  await clock.advance(100);
  assert.deepEqual(asked(), ['SUBSCRIBE a', 'SUBSCRIBE b', 'SUBSCRIBE a']);
  subscriber.lost();
  subscriber.opened();
  await clock.advance(100);
  assert.deepEqual(asked().at(-1), 'SUBSCRIBE a,b');
});
