import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemState } from '../../../../api/system.ts';
import { createLogger } from '../../../../core/log/logger.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import { createWorld, guest } from '../testing/client-on-clock.ts';
import { startSystemTopic } from './system.ts';

const state = (says: string) => ({ says }) as SystemState;

test('figures are taken once a second for everybody, one reading at a time, and a failed one is left out', async () => {
  const clock = createManualClock();
  const answers = [
    () => Promise.reject(new Error('the supervisor is away')),
    async () => state('first'),
    () => new Promise<SystemState>((resolve) => clock.after(2500, () => resolve(state('slow')))),
    async () => state('last'),
  ];
  let asked = 0;
  const system = startSystemTopic({
    clock,
    log: createLogger({ write: () => {}, clock, worker: 'gateway' }),
    epoch: 'e',
    read: () => answers[Math.min(asked++, answers.length - 1)]!(),
  });
  const { connect } = createWorld([system.topic]);
  const { socket, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'system' });
  const says = () =>
    socket.take().flatMap((frame) => ('data' in frame ? [(frame.data as SystemState).says] : []));
  await clock.advance(999);
  assert.deepEqual(says(), []);
  await clock.advance(1);
  assert.deepEqual(says(), ['first']);
  await clock.advance(3000);
  assert.deepEqual([says(), asked], [[], 3]);
  await clock.advance(500);
  assert.deepEqual(says(), ['slow']);
  await clock.advance(500);
  assert.deepEqual(says(), ['last']);
  system.stop();
  await clock.advance(5000);
  assert.equal(asked, 4);
});
