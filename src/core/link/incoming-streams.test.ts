import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineContract, event } from '../contract.ts';
import { currentScope } from '../scope.ts';
import type { RecordChunk } from '../stream/copied-writer.ts';
import { stream } from '../stream/stream-definition.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { compileContract } from './compiled.ts';
import { Drain } from './drain.ts';
import { frame } from './frames.ts';
import { LinkClient } from './link-client.ts';
import { createStreamSource } from './stream-source.ts';
import { createCountingMeters } from './testing/counting-meters.ts';
import { createLocalWires } from './wire.ts';

const tapeContract = defineContract({
  name: 'tape',
  events: { opened: event({ data: z.int(), whenFull: 'block' }) },
  streams: { prices: stream({ record: z.object({ price: z.number() }), capacity: 16 }) },
});

test('a record behind an event in the same batch has no scope', async () => {
  const clock = createManualClock();
  const contract = compileContract(tapeContract);
  const client = new LinkClient({
    contract,
    clock,
    drain: new Drain(clock),
    meters: createCountingMeters(),
    limits: { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 },
    connect() {},
  });
  const [near, far] = createLocalWires(clock);
  client.connected(near, { service: 'tape', epoch: 'run.1' });
  const seen: unknown[] = [];
  client.subscribe('opened', () => void seen.push(currentScope()?.correlationId));
  client.read('prices', () => void seen.push(currentScope()?.correlationId));

  const chunks: RecordChunk[] = [];
  const [prices] = contract.streams;
  const source = createStreamSource(prices as NonNullable<typeof prices>, null, clock);
  source.attach({ onBell() {}, onChunk: (chunk) => void chunks.push(chunk) });
  source.write({ price: 1 });
  await clock.advance(1000);
  const chunk = chunks[0] as RecordChunk;
  const opened = [frame.event, 0, 'request-7', 'caller.1', 0, 1, 5];
  const attached = [frame.attached, 0, 0, 0, null];
  const records = [frame.chunk, 0, chunk.firstSequence, chunk.count, chunk.bytes];
  far.post([0, 0, 0, 0, ...opened, ...attached, ...records]);
  await clock.advance(0);
  await clock.advance(0);
  assert.deepEqual(seen, ['request-7', undefined]);
});
