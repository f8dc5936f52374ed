// A subscriber without room: how long its publisher waits for it, and what it is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AnyPublish, createPublisher } from '../host/publisher.ts';
import { compileContract } from './compiled.ts';
import { WINDOW } from './link-end.ts';
import type { LinkServer } from './link-server.ts';
import { deskContract, deskHandlers } from './testing/desk-contract.ts';
import { createPair } from './testing/linked-pair.ts';

const CAPACITY = 100;
const tick = { key: 'a', sequence: 1 };

test('a subscriber that hangs holds a publisher no longer than a call may take, and is told of once', async () => {
  const pair = createPair(deskContract, deskHandlers(), { limits: { callDeadlineMs: 300 } });
  pair.client.on('block', () => new Promise<void>(() => {}));
  await pair.settle();
  for (let i = 0; i < WINDOW + CAPACITY; i++) await pair.publish('block', tick);
  const told: unknown[] = [];
  for (let i = 0; i < 2; i++)
    pair.publish('block', tick).catch(({ code, details }) => told.push(code, details));
  await pair.clock.advance(299);
  assert.deepEqual(told, []);
  await pair.clock.advance(1);
  const full = ['QUEUE_FULL', { accepted: 0, refused: 1 }];
  assert.deepEqual(told, [...full, ...full]);
  assert.equal(pair.meters.server.counts.stalled, 1);
});

test('a publisher learns how many subscribers have the event and how many refused it', async () => {
  const answering = (answer: boolean | undefined) => ({ publish: () => answer }) as unknown as LinkServer;
  const servers = new Set([true, true, false, undefined].map(answering));
  const publish: AnyPublish = createPublisher(compileContract(deskContract), servers, 1000);
  await assert.rejects(publish('refuse', tick), {
    code: 'QUEUE_FULL',
    details: { accepted: 2, refused: 1 },
  });
});
