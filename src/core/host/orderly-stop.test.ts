// A service that stops, and its successor: what was on its way to the one is done by the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { call, defineContract } from '../contract.ts';
import { compileContract } from '../link/compiled.ts';
import { Drain } from '../link/drain.ts';
import { LinkClient } from '../link/link-client.ts';
import { createCountingMeters } from '../link/testing/counting-meters.ts';
import { createLocalWires } from '../link/wire.ts';
import { createSeededRandom } from '../random.ts';
import { defineService } from '../service.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { type Doors, ServiceHost } from './service-host.ts';

const limits = { callDeadlineMs: 60_000, maxMessageBytes: 2 ** 20, maxQueueSize: 5000 };
const order = call({ input: z.int(), output: z.string() });
const desk = defineContract({ name: 'desk', calls: { order, urgentOrder: { ...order, urgent: true } } });

async function createDesks() {
  const clock = createManualClock();
  const shared = { clock, drain: new Drain(clock), meters: createCountingMeters(), limits };
  const client = new LinkClient({ ...shared, contract: compileContract(desk), connect() {} });
  const open = async (
    life: string,
    stopping = () => {},
    answer = (_: number) => life as string | Promise<string>,
  ) => {
    const begun: number[] = [];
    const place = (id: number) => {
      begun.push(id);
      return answer(id);
    };
    const host = new ServiceHost({
      ...shared,
      service: defineService({
        contract: desk,
        start: () => ({ handlers: { order: place, urgentOrder: place }, stopping }),
      }),
      self: { service: 'desk', epoch: life },
      settings: undefined,
      maxConcurrent: 10,
      sharesMemory: false,
      streams: {},
      random: createSeededRandom(1),
      doors: {} as Doors,
      connect() {},
      fail() {},
    });
    await host.start();
    const [near, far] = createLocalWires(clock);
    host.serve({ service: 'teller', epoch: 'run.1' }, far);
    client.connected(near, { service: 'desk', epoch: life });
    return { host, begun };
  };
  const ask = (id: number) => {
    const { calls } = compileContract(desk);
    const declared = calls[id % 2];
    if (!declared) throw new Error('no such call');
    return client.call(declared, id);
  };
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) await clock.advance(0);
  };
  return { clock, open, ask, settle };
}

test('calls on their way to a service that stops are done by its successor, each once', async () => {
  const { open, ask, settle } = await createDesks();
  const first = await open('first');
  await settle();
  // More than a window, so that some are on the wire and some still wait for credit.
  const answers = Promise.all(Array.from({ length: 3000 }, (_, id) => ask(id)));
  const stopped = first.host.stop();
  await stopped;
  await settle();
  const second = await open('second');
  await settle();
  const lives = await answers;
  const done = [...first.begun, ...second.begun].sort((a, b) => a - b);
  assert.deepEqual(
    done,
    Array.from({ length: 3000 }, (_, id) => id),
  );
  assert.ok(lives.includes('second'));
});

test('a stop waits a second for a client that does not answer, no longer', async () => {
  const { clock, open, settle } = await createDesks();
  const { host } = await open('first');
  await settle();
  const [, silent] = createLocalWires(clock);
  host.serve({ service: 'deaf', epoch: 'run.1' }, silent);
  let isStopped = false;
  const stopped = host.stop().then(() => {
    isStopped = true;
  });
  await clock.advance(900);
  assert.equal(isStopped, false);
  await clock.advance(200);
  await stopped;
});

test('a service that is told of its stop ends the calls that the stop would wait for', async () => {
  const { open, ask, settle } = await createDesks();
  const long = Promise.withResolvers<string>();
  const { host } = await open(
    'first',
    () => long.resolve('ended early'),
    () => long.promise,
  );
  const answer = ask(1);
  await settle();
  const stopped = host.stop();
  await settle();
  assert.equal(await answer, 'ended early');
  await stopped;
});
