import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientFrame, ServerFrame } from '../../../src/api/live.ts';
import { Connection, type ConnectionState, toRetryDelay } from './connection.ts';
import type { SocketEvents } from './doors.ts';

/** A browser with a clock that a test moves. */
function createBrowser() {
  let nowMs = 1000;
  let timers: { atMs: number; run: () => void }[] = [];
  const sockets: { events: SocketEvents; sent: ClientFrame[]; isClosed: boolean }[] = [];
  const states: ConnectionState[] = [];
  const heard: unknown[] = [];
  const connection = new Connection(
    {
      open(events) {
        const socket = { events, sent: [] as ClientFrame[], isClosed: false };
        sockets.push(socket);
        return {
          send: (text) => void socket.sent.push(JSON.parse(text) as ClientFrame),
          close: () => {
            socket.isClosed = true;
          },
        };
      },
      nowMs: () => nowMs,
      after(delayMs, run) {
        const timer = { atMs: nowMs + delayMs, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
      random: () => 1,
    },
    (state) => void states.push(state),
  );
  return {
    connection,
    sockets,
    heard,
    get state() {
      return states.at(-1) as ConnectionState;
    },
    get socket() {
      return sockets.at(-1) as (typeof sockets)[number];
    },
    events: {
      snapshot: (data: unknown) => void heard.push(['snapshot', data]),
      delta: (data: unknown) => void heard.push(['delta', data]),
      failed: (code: string) => void heard.push(['failed', code]),
    },
    say(frame: ServerFrame) {
      sockets.at(-1)?.events.received(JSON.stringify(frame));
    },
    welcome() {
      sockets.at(-1)?.events.opened();
      this.say({ type: 'welcome', version: '1', mode: 'sandbox', role: 'viewer' });
    },
    pass(byMs: number) {
      const untilMs = nowMs + byMs;
      for (;;) {
        const due = timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        nowMs = due.atMs;
        due.run();
      }
      nowMs = untilMs;
    },
  };
}

const logs = (type: 'snapshot' | 'delta', seq: number, data: string, epoch = 'e1'): ServerFrame => ({
  type,
  topic: 'logs',
  epoch,
  seq,
  data,
});

function connected() {
  const browser = createBrowser();
  browser.connection.subscribe('logs', browser.events);
  browser.connection.start();
  browser.welcome();
  browser.say(logs('snapshot', 5, 'first'));
  return browser;
}

test('topics are asked for once the server has welcomed, and again after another subscription', () => {
  const browser = connected();
  assert.deepEqual(
    browser.socket.sent.map(({ type }) => type),
    ['hello', 'subscribe'],
  );
  browser.connection.subscribe('logs', browser.events, { level: 'warn' });
  assert.deepEqual(browser.socket.sent.at(-1), {
    type: 'subscribe',
    id: 2,
    topic: 'logs',
    filter: { level: 'warn' },
  });
});

test('a second welcome changes nothing', () => {
  const browser = connected();
  browser.say({ type: 'welcome', version: '1', mode: 'sandbox', role: 'viewer' });
  assert.equal(browser.socket.sent.length, 2);
});

test('who comes back says where it was, and goes on from there', () => {
  const browser = connected();
  browser.say(logs('delta', 9, 'jumped'));
  browser.socket.events.closed(1006);
  assert.equal(browser.state.phase, 'waiting');
  browser.pass(500);
  browser.welcome();
  assert.deepEqual(browser.socket.sent[1], {
    type: 'subscribe',
    id: 2,
    topic: 'logs',
    epoch: 'e1',
    afterSeq: 9,
  });
  browser.say(logs('delta', 10, 'missed'));
  assert.deepEqual(browser.heard, [
    ['snapshot', 'first'],
    ['delta', 'jumped'],
    ['delta', 'missed'],
  ]);
});

test('a number that jumps is not a loss; one that was seen is not applied twice', () => {
  const browser = connected();
  for (const seq of [7, 7, 6, 50]) browser.say(logs('delta', seq, String(seq)));
  assert.deepEqual(browser.heard.slice(1), [
    ['delta', '7'],
    ['delta', '50'],
  ]);
});

test('a delta of another life of the program is not applied: a snapshot is asked for', () => {
  const browser = connected();
  browser.say(logs('delta', 6, 'strange', 'e2'));
  assert.deepEqual(browser.socket.sent.at(-1), { type: 'subscribe', id: 2, topic: 'logs' });
  browser.say(logs('snapshot', 2, 'anew', 'e2'));
  browser.say(logs('delta', 3, 'on', 'e2'));
  assert.deepEqual(browser.heard.slice(1), [
    ['snapshot', 'anew'],
    ['delta', 'on'],
  ]);
});

test('the one who was too slow resumes where it stood', () => {
  const browser = connected();
  browser.socket.events.closed(4429);
  browser.pass(500);
  browser.welcome();
  assert.deepEqual(browser.socket.sent[1], {
    type: 'subscribe',
    id: 2,
    topic: 'logs',
    epoch: 'e1',
    afterSeq: 5,
  });
});

test('tries are further and further apart, and a welcome begins anew', () => {
  assert.deepEqual(
    [0, 1, 2, 6, 50].map((tries) => toRetryDelay(tries, 1)),
    [500, 1000, 2000, 30_000, 30_000],
  );
  assert.equal(toRetryDelay(1, 0), 500);
  const browser = connected();
  const lostAtMs = 1000;
  for (const delay of [500, 1000, 2000]) {
    browser.socket.events.closed(1006);
    assert.equal(browser.state.lostAtMs, lostAtMs);
    browser.pass(delay);
  }
  browser.welcome();
  assert.equal(browser.state.lostAtMs, null);
  browser.socket.events.closed(1006);
  assert.equal((browser.state.retryAtMs ?? 0) - (browser.state.lostAtMs ?? 0), 500);
});

test('who was signed out does not knock again until started', () => {
  const browser = connected();
  browser.socket.events.closed(4401);
  browser.pass(600_000);
  assert.equal(browser.state.phase, 'signed-out');
  assert.equal(browser.sockets.length, 1);
  browser.connection.start();
  assert.equal(browser.sockets.length, 2);
});

test('a silent connection is asked, and given up when it does not answer', () => {
  const browser = connected();
  browser.pass(2000);
  assert.equal(browser.socket.sent.at(-1)?.type, 'ping');
  browser.say({ type: 'pong', id: 2, atMs: 3000 });
  browser.pass(7999);
  assert.equal(browser.state.phase, 'open');
  browser.pass(1);
  assert.equal(browser.state.phase, 'waiting');
  assert.ok(browser.sockets[0]?.isClosed);
});

test('three seconds without a word count as lost since the last one, and any word ends that', () => {
  const browser = connected();
  browser.pass(2999);
  assert.equal(browser.state.lostAtMs, null);
  browser.pass(1);
  assert.deepEqual([browser.state.phase, browser.state.lostAtMs], ['open', 1000]);
  browser.say(logs('delta', 6, 'awake'));
  assert.equal(browser.state.lostAtMs, null);
});

test('a socket that does not open within ten seconds is given up, and what it says later is not heard', () => {
  const browser = createBrowser();
  browser.connection.subscribe('logs', browser.events);
  browser.connection.start();
  browser.pass(10_500);
  assert.equal(browser.sockets.length, 2);
  browser.sockets[0]?.events.opened();
  browser.sockets[0]?.events.received(JSON.stringify(logs('snapshot', 1, 'late')));
  assert.deepEqual([browser.sockets[0]?.sent, browser.heard], [[], []]);
});

test('a topic that is refused tells its subscriber, and rubbish is passed over', () => {
  const browser = connected();
  browser.socket.events.received('{');
  browser.say({ type: 'failed', id: 1, code: 'ROLE_MISSING', message: 'No.' });
  assert.deepEqual(browser.heard.at(-1), ['failed', 'ROLE_MISSING']);
});
