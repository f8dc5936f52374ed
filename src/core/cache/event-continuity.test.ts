import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventContinuity, SILENCE_MS } from './event-continuity.ts';

const moment = (epoch: string, sequence: number) => ({ epoch, sequence });

test('numbers without a gap follow each other; whatever came before the first is not known', () => {
  const heard = new EventContinuity();
  assert.equal(heard.hasHeard, false);
  assert.equal(heard.hear(moment('a', 7), 0), false);
  assert.equal(heard.hear(moment('a', 8), 0), true);
  assert.equal(heard.hear(moment('a', 9), 0), true);
});

test('a gap, a repetition and a new life are noticed, and go on from there', () => {
  const heard = new EventContinuity();
  heard.hear(moment('a', 1), 0);
  for (const next of [moment('a', 3), moment('a', 3), moment('a', 1), moment('b', 2), moment('c', 3)]) {
    assert.equal(heard.hear(next, 0), false);
    assert.equal(heard.hear(moment(next.epoch, next.sequence + 1), 0), true);
    heard.hear(moment(next.epoch, next.sequence), 0);
  }
});

test('a worker that says nothing for a second is no longer live', () => {
  const heard = new EventContinuity();
  assert.equal(heard.isLive(0), false);
  heard.hear(moment('a', 1), 5000);
  assert.equal(heard.isLive(5000 + SILENCE_MS - 1), true);
  assert.equal(heard.isLive(5000 + SILENCE_MS), false);
});
