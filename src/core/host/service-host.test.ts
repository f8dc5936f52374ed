// One service from start to stop, its peers on the same thread.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { call, defineContract, event } from '../contract.ts';
import { compileContract } from '../link/compiled.ts';
import { Drain } from '../link/drain.ts';
import { LinkClient } from '../link/link-client.ts';
import { WINDOW } from '../link/link-end.ts';
import { createCountingMeters } from '../link/testing/counting-meters.ts';
import { createLocalWires } from '../link/wire.ts';
import { createSeededRandom } from '../random.ts';
import { type Client, type Context, defineService, type Uses } from '../service.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { type Doors, ServiceHost } from './service-host.ts';

const limits = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 };
const tapeContract = defineContract({
  name: 'tape',
  events: { printed: event({ data: z.int(), whenFull: 'block', capacity: 10_000 }) },
});

/** A running tape, the context it was given, and one client of it. */
async function createTape<U extends Uses = Record<never, never>>(uses: U = {} as U) {
  const clock = createManualClock();
  let started: Context<typeof tapeContract, U> | undefined;
  const service = defineService({
    contract: tapeContract,
    uses,
    start(given) {
      started = given;
      return { handlers: {} };
    },
  });
  const self = { service: 'tape', epoch: 'run.1' };
  const shared = { clock, drain: new Drain(clock), meters: createCountingMeters(), limits };
  const host = new ServiceHost({
    ...shared,
    service,
    self,
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
  const client = new LinkClient({ ...shared, contract: compileContract(tapeContract), connect() {} });
  const [near, far] = createLocalWires(clock);
  host.serve({ service: 'reader', epoch: 'run.1' }, far);
  client.connected(near, self);
  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await clock.advance(0);
  };
  const context = started as NonNullable<typeof started>;
  return { host, client, settle, context, publish: context.publish };
}

test('an orderly stop hands over every event it accepted, and accepts no more', async () => {
  const { host, client, settle, publish } = await createTape();
  let seen = 0;
  client.subscribe('printed', async () => void seen++);
  await settle();
  for (let sequence = 0; sequence < 5000; sequence++) await publish('printed', sequence);
  await host.stop();
  await assert.rejects(publish('printed', 5000), { code: 'SERVICE_STOPPING' });
  await settle();
  assert.equal(seen, 5000);
});

test('the depth of a service includes the calls it waits for', async () => {
  const other = defineContract({ name: 'other', calls: { ask: call({}) } });
  const { host, context } = await createTape({ other });
  const asked = (context.clients.other as Client<typeof other>).ask().catch((error) => error.code);
  assert.equal(host.depth, 1);
  host.close();
  assert.equal(await asked, 'SERVICE_STOPPING');
  assert.equal(host.depth, 0);
});

test('how full a service is is how full its fullest queue is, in or out', async () => {
  const other = defineContract({ name: 'other', calls: { ask: call({ capacity: 4 }) } });
  const { host, client, context, settle, publish } = await createTape({ other });
  assert.equal(host.fill, 0);
  const ask = () => (context.clients.other as Client<typeof other>).ask().catch(() => {});
  void ask();
  void ask();
  assert.equal(host.fill, 0.5);
  client.subscribe('printed', () => new Promise(() => {}));
  await settle();
  // As many are on their way as there are credits; the others wait in a lane of ten thousand.
  for (let sequence = 0; sequence < 9000 + WINDOW; sequence++) await publish('printed', sequence);
  assert.ok(host.fill > 0.8 && host.fill <= 1, String(host.fill));
  host.close();
  assert.equal(host.fill, 0);
});

test('a stop waits for a subscriber that hangs no longer than it lives', async () => {
  const { host, client, settle, publish } = await createTape();
  client.subscribe('printed', () => new Promise(() => {}));
  await settle();
  for (let sequence = 0; sequence < 2000; sequence++) await publish('printed', sequence);
  let isStopped = false;
  const stopped = host.stop().then(() => {
    isStopped = true;
  });
  await settle();
  assert.equal(isStopped, false);
  client.close();
  await stopped;
  assert.equal(host.depth, 0);
});
