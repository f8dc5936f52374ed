import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ServerFrame } from '../../../api/live.ts';
import { createWorld, guest } from './testing/client-on-clock.ts';
import { createCountingTopic } from './testing/counting-topic.ts';

type Step = { readonly kind: 'publish' | 'skip' | 'cut' | 'room'; readonly times: number };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('publish' as const, 'publish' as const, 'skip' as const, 'cut' as const, 'room'),
    times: fc.integer({ min: 1, max: 6 }),
  }) as fc.Arbitrary<Step>,
  { maxLength: 60 },
);

test('whoever falls behind where topics begin anew has everything in the end, and is never sent away', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 8 }), (run, backlog) => {
      const source = createCountingTopic({ whenSlow: 'anew', backlog });
      const { connect } = createWorld([source.topic]);
      const have: number[] = [];
      let place: { epoch?: string; afterSeq?: number } = {};
      const read = (frame: ServerFrame) => {
        if (frame.type === 'snapshot') have.splice(0, have.length, ...(frame.data as number[]));
        else if (frame.type === 'delta') have.push(frame.data as number);
        else return;
        place = { epoch: frame.epoch, afterSeq: frame.seq };
      };
      const join = () => {
        const link = connect(guest);
        link.send({ type: 'subscribe', id: 1, topic: 'alerts', ...place });
        return link;
      };
      let link = join();
      for (const { kind, times } of run) {
        if (kind === 'publish') for (let i = 0; i < times; i++) source.publish();
        else if (kind === 'skip') source.skip();
        else if (kind === 'room') {
          link.socket.room = times;
          link.client.drained();
        } else {
          link.client.lost();
          link = join();
        }
        for (const frame of link.socket.take()) read(frame);
        assert.deepEqual(have, source.all.slice(0, have.length));
        assert.deepEqual(link.socket.closes, []);
      }
      link.socket.room = Number.POSITIVE_INFINITY;
      link.client.drained();
      for (const frame of link.socket.take()) read(frame);
      assert.deepEqual(have, source.all);
    }),
    { numRuns: 300 },
  );
});

test('what was left out is counted, and a topic without followers is made into text for nobody', () => {
  const { topic, publish, skip } = createCountingTopic({ whenSlow: 'anew', backlog: 2 });
  const { connect, skipped } = createWorld([topic]);
  skip();
  assert.equal(topic.kept, 0);
  const { socket, client, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'alerts' });
  socket.room = 1;
  for (let i = 0; i < 7; i++) publish();
  socket.room = 10;
  client.drained();
  const told = socket.take().flatMap((frame) => ('seq' in frame ? [[frame.type, frame.seq]] : []));
  assert.deepEqual(told, [
    ['snapshot', 1],
    ['delta', 2],
    ['snapshot', 8],
  ]);
  assert.deepEqual(skipped, [5]);
});
