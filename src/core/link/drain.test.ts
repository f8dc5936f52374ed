import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../clock.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { Drain, type Inbox } from './drain.ts';

/** A clock whose turns happen when the test says so. */
function createTurns(): Clock & { turn(): boolean } {
  const booked: (() => void)[] = [];
  return {
    ...createManualClock(),
    nextTurn: (run) => void booked.push(run),
    turn() {
      const due = booked.splice(0);
      for (const run of due) run();
      return due.length > 0;
    },
  };
}

type TestInbox = Inbox & { normal: number; urgent: number };

/** @param step messages in one frame: the least a drain can handle at once */
function createInbox(name: string, log: string[], step = 1): TestInbox {
  const inbox = {
    normal: 0,
    urgent: 0,
    get hasNormal() {
      return inbox.normal > 0;
    },
    get hasUrgent() {
      return inbox.urgent > 0;
    },
    drainUrgent() {
      const handled = inbox.urgent;
      inbox.urgent = 0;
      for (let i = 0; i < handled; i++) log.push(`${name}!`);
      return handled;
    },
    drainNormal(budget: number) {
      let handled = 0;
      while (handled < budget && inbox.normal > 0) {
        const size = Math.min(step, inbox.normal);
        inbox.normal -= size;
        handled += size;
        for (let i = 0; i < size; i++) log.push(name);
      }
      return handled;
    },
  };
  return inbox;
}

const count = (log: readonly string[], name: string): number => log.filter((entry) => entry === name).length;

test('a lone message is handled at once, without waiting for a turn', () => {
  const clock = createTurns();
  const log: string[] = [];
  const inbox = createInbox('a', log);
  inbox.normal = 1;
  new Drain(clock).wake(inbox);
  assert.deepEqual(log, ['a']);
  assert.equal(clock.turn(), false);
});

test('a backlog is handled 256 messages a turn', () => {
  const clock = createTurns();
  const log: string[] = [];
  const inbox = createInbox('a', log);
  inbox.normal = 1000;
  new Drain(clock).wake(inbox);
  const seen = [log.length];
  while (clock.turn()) seen.push(log.length);
  assert.deepEqual(seen.slice(0, 4), [256, 512, 768, 1000]);
  assert.equal(log.length, 1000);
});

test('urgent messages of any link go before the backlog of every link', () => {
  const clock = createTurns();
  const log: string[] = [];
  const [flooded, quiet] = [createInbox('flood', log), createInbox('quiet', log)];
  const drain = new Drain(clock);
  flooded.normal = 20_000;
  drain.wake(flooded);
  assert.equal(log.length, 256);
  quiet.urgent = 1;
  drain.wake(quiet);
  assert.equal(log.at(-1), 'quiet!');
  assert.equal(log.length, 257);
  flooded.urgent = 1;
  clock.turn();
  assert.equal(log[257], 'flood!');
});

test('a message that arrives within a full turn waits for the next one', () => {
  const clock = createTurns();
  const log: string[] = [];
  const [flooded, quiet] = [createInbox('flood', log), createInbox('quiet', log)];
  const drain = new Drain(clock);
  flooded.normal = 10_000;
  drain.wake(flooded);
  quiet.normal = 1;
  drain.wake(quiet);
  assert.equal(count(log, 'quiet'), 0);
  clock.turn();
  clock.turn();
  assert.equal(count(log, 'quiet'), 1);
});

test('links share the turns: none waits until another is empty', () => {
  const clock = createTurns();
  const log: string[] = [];
  const drain = new Drain(clock);
  const inboxes = ['a', 'b', 'c'].map((name) => createInbox(name, log));
  for (const inbox of inboxes) {
    inbox.normal = 5000;
    drain.wake(inbox);
  }
  for (let turn = 0; turn < 30; turn++) clock.turn();
  const shares = ['a', 'b', 'c'].map((name) => count(log, name));
  assert.ok(Math.max(...shares) - Math.min(...shares) <= 512, `shares ${shares}`);
});

test('a flood of urgent messages does not starve the others', () => {
  const clock = createTurns();
  const log: string[] = [];
  const [urgent, normal] = [createInbox('urgent', log), createInbox('normal', log)];
  const drain = new Drain(clock);
  normal.normal = 1000;
  for (let turn = 0; turn < 10; turn++) {
    urgent.urgent = 500;
    drain.wake(urgent);
    drain.wake(normal);
    clock.turn();
  }
  assert.equal(count(log, 'normal'), 1000);
  assert.equal(count(log, 'urgent!'), 5000);
});

test('frames larger than what is left of the budget are handled whole and cost the others only this turn', () => {
  const clock = createTurns();
  const log: string[] = [];
  const drain = new Drain(clock);
  const [large, small] = [createInbox('large', log, 256), createInbox('small', log)];
  large.normal = 2560;
  small.normal = 100;
  drain.wake(large);
  drain.wake(small);
  for (let turn = 0; turn < 3; turn++) clock.turn();
  assert.equal(count(log, 'small'), 100);
});

test('an inbox that is taken away is not touched again', () => {
  const clock = createTurns();
  const log: string[] = [];
  const inbox = createInbox('a', log);
  const drain = new Drain(clock);
  inbox.normal = 1000;
  drain.wake(inbox);
  drain.remove(inbox);
  while (clock.turn());
  assert.equal(log.length, 256);
});
