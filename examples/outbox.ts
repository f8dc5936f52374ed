// A message that follows its commit: owed in the same transaction as the change, handled until it is confirmed. One that
// cannot be handled steps aside, and a person decides.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../src/core/clock.ts';
import { AppError } from '../src/core/errors.ts';
import { consumeOutbox } from '../src/core/outbox/consume-outbox.ts';
import { systemRandom } from '../src/core/random.ts';
import { startRuntime } from '../src/core/supervisor/start-runtime.ts';
import { storageContract } from '../src/workers/storage/contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'zapflow-example-'));
const runtime = await startRuntime({
  workers: [
    {
      name: 'storage',
      module: new URL('../src/workers/storage/service.ts', import.meta.url).href,
      settings: { path: join(folder, 'zapflow.db'), readerThreads: 1, readTimeoutMs: 5000 },
    },
  ],
  uses: { storage: storageContract },
});
const { storage } = runtime.clients;
await runtime.ready;

let isBlocked = true;
const delivered = new Set<string>();
const others = Promise.withResolvers<void>();
const all = Promise.withResolvers<void>();

const consumer = consumeOutbox({
  source: storage,
  topic: 'notices',
  payload: z.object({ to: z.string() }),
  clock: systemClock,
  random: systemRandom,
  log: runtime.log,
  backoff: { baseMs: 10, maxMs: 100 },
  // It may come again after a crash: whoever receives it is told its key, and knows it.
  handle({ key, payload: { to } }) {
    if (to === 'Bob' && isBlocked) throw new AppError('HTTP_REFUSED', 'Bob has blocked the bot.');
    console.log(`${key} goes to ${to}`);
    delivered.add(key);
    if (delivered.size === 2) others.resolve();
    if (delivered.size === 3) all.resolve();
  },
});

for (const [index, to] of ['Ada', 'Bob', 'Grace'].entries())
  await storage.sendMessage({ topic: 'notices', key: `notice-${index + 1}`, payload: { to } });
// The same again is owed once.
await storage.sendMessage({ topic: 'notices', key: 'notice-1', payload: { to: 'Ada' } });
await others.promise;

const [aside] = await storage.parkedMessages({ topic: 'notices' });
console.log(`${aside?.key} is parked: ${aside?.reason}`);
isBlocked = false;
await storage.resendParked({ seqs: [aside?.seq ?? 0] });
await all.promise;

await consumer.stop();
console.log(`still owed: ${(await storage.messages({ topic: 'notices' })).messages.length}`);
await runtime.stop();
rmSync(folder, { recursive: true });
