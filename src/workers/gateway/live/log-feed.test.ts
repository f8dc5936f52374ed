import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { followLogger, type LoggerClient } from './log-feed.ts';

type Written = { life: string; seq: number; line: string; level: number };

/** A logger that writes when it is told to, and whose tail is answered when the test says so. */
function createFeed() {
  let life = 'a';
  let lines: string[] = [];
  let heard: ((written: Written) => unknown) | undefined;
  const asked: { answer(): void; fail(): void }[] = [];
  const logger = {
    on: (_event: string, handler: (written: Written) => unknown) => {
      heard = handler;
      return () => {
        heard = undefined;
      };
    },
    tail: () =>
      new Promise((resolve, reject) => {
        asked.push({
          answer: () => resolve({ life, seq: lines.length, lines: [...lines] }),
          fail: () => reject(new AppError('CALL_EXPIRED')),
        });
      }),
  } as unknown as LoggerClient;
  const got: string[] = [];
  const missed: number[] = [];
  const stop = followLogger({
    logger,
    onLine: (line) => void got.push(line),
    onMissed: (count) => {
      missed.push(count);
      got.push(`missed ${count}`);
    },
  });
  return {
    got,
    missed,
    asked,
    stop,
    /** An unheard line is one that was shed on the way. */
    write(line: string, isHeard = true) {
      lines.push(line);
      if (isHeard) heard?.({ life, seq: lines.length, line, level: 30 });
    },
    hear: (written: Written) => heard?.(written),
    restart(name: string) {
      life = name;
      lines = [];
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

test('lines of before, of meanwhile and of after come once each and in order', async () => {
  const feed = createFeed();
  feed.write('1', false);
  feed.write('2');
  feed.asked[0]?.answer();
  feed.write('3');
  await feed.settle();
  feed.write('4');
  assert.deepEqual(feed.got, ['1', '2', '3', '4']);
});

test('lines that were shed on the way are told, by their number', async () => {
  const feed = createFeed();
  feed.asked[0]?.answer();
  await feed.settle();
  feed.write('1');
  for (const line of ['2', '3', '4']) feed.write(line, false);
  feed.write('5');
  assert.deepEqual(feed.got, ['1', 'missed 3', '5']);
});

test('a logger that began anew is asked for what it wrote before it was heard again', async () => {
  const feed = createFeed();
  feed.asked[0]?.answer();
  await feed.settle();
  feed.write('a1');
  feed.restart('b');
  feed.write('b1', false);
  feed.write('b2');
  feed.write('b3');
  feed.asked[1]?.answer();
  await feed.settle();
  feed.write('b4');
  assert.deepEqual(feed.got, ['a1', 'b1', 'b2', 'b3', 'b4']);
  assert.deepEqual(feed.missed, []);
});

test('a line of a former life that comes late is left out', async () => {
  const feed = createFeed();
  feed.asked[0]?.answer();
  await feed.settle();
  feed.restart('b');
  feed.write('b1');
  feed.asked[1]?.answer();
  await feed.settle();
  feed.hear({ life: 'a', seq: 7, line: 'a7', level: 30 });
  feed.write('b2');
  feed.asked[2]?.answer();
  await feed.settle();
  assert.deepEqual(feed.got, ['b1', 'b2']);
});

test('a logger that writes but does not answer is heard all the same', async () => {
  const feed = createFeed();
  feed.write('1', false);
  feed.write('2');
  feed.asked[0]?.fail();
  await feed.settle();
  feed.write('3');
  assert.deepEqual(feed.got, ['2', '3']);
});

test('nothing comes after the end', async () => {
  const feed = createFeed();
  feed.write('1');
  feed.stop();
  feed.asked[0]?.answer();
  await feed.settle();
  feed.write('2');
  assert.deepEqual(feed.got, []);
});
