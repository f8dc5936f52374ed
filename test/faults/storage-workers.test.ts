// One worker of a pair dies with messages on their way between storage and a consumer; the other one lives on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { axeContract } from './storage/axe-contract.ts';
import { TOPIC } from './storage/axe-units.ts';
import { receiverContract } from './storage/receiver-contract.ts';
import { toStorageSettings } from './storage/storage-settings.ts';
import { judge } from './storage/verdict.ts';

const addressOf = (name: string) => new URL(`./storage/${name}.ts`, import.meta.url).href;

async function start(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-outbox-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const runtime = await startWatchedRuntime(
    t,
    [
      testWorker('storage', {
        module: addressOf('axe-storage'),
        settings: toStorageSettings(folder),
        maxMemoryMb: 256,
      }),
      testWorker('receiver', { module: addressOf('receiver'), settings: { reports: false } }),
    ],
    { storage: axeContract, receiver: receiverContract },
  );
  const { storage, receiver } = runtime.clients;
  const acknowledged = new Set<string>();
  return {
    ...runtime,
    storage,
    receiver,
    async book(from: number, to: number): Promise<void> {
      const keys = Array.from({ length: to - from }, (_, i) => `key-${from + i}`);
      await Promise.all(
        keys.map(async (key) => {
          await storage.bookAndTell({ key });
          acknowledged.add(key);
        }),
      );
    },
    /** Waits until nothing is owed any more, and judges. */
    async judge(): Promise<void> {
      while ((await storage.messages({ topic: TOPIC, max: 1 })).messages.length > 0);
      await runtime.stop();
      judge(join(folder, 'zapflow.db'), acknowledged);
    },
  };
}

test('a storage worker that dies in the middle of a transaction costs its consumers nothing', async (t) => {
  const { storage, book, until, judge } = await start(t);
  await book(0, 50);
  const deadly = storage.dieInside({ key: 'half' }).catch(() => {});
  await Promise.all([book(50, 100), deadly]);
  await until('storage', ({ state, restarts }) => state === 'ready' && restarts === 1);
  await book(100, 150);
  await judge();
});

test('a consumer that dies between handling and confirming is followed by one that does nothing twice', async (t) => {
  const { receiver, book, until, judge } = await start(t);
  await receiver.dieAfter({ key: 'key-30' });
  await book(0, 60);
  await until('receiver', ({ state, restarts }) => state === 'ready' && restarts === 1);
  await book(60, 100);
  await judge();
});
