import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { AppError } from '../../core/errors.ts';
import { testWorker } from '../../core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../core/testing/watched-runtime.ts';
import { storageContract } from './contract.ts';
import { SCHEMA_VERSION } from './migrations/migrate.ts';

function createFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-service-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(
  owner: { after(stop: () => Promise<unknown>): void },
  folder: string,
  placement: 'isolated' | 'single',
) {
  const runtime = await startWatchedRuntime(
    owner,
    [
      testWorker('storage', {
        module: new URL('./service.ts', import.meta.url).href,
        settings: { path: join(folder, 'test.db'), readerThreads: 1, readTimeoutMs: 5000 },
        maxMemoryMb: 256,
      }),
    ],
    { storage: storageContract },
    { placement },
  );
  const { storage } = runtime.clients;
  const book = (key: string, amount = '1') =>
    storage.changeBalance({ key, account: 'a', asset: 'x', amount, reason: '' });
  return { ...runtime, storage, book };
}

for (const placement of ['isolated', 'single'] as const) {
  test(`${placement}: what was acknowledged is there after a stop and a start`, async (t) => {
    const folder = createFolder(t);
    const first = await start({ after: () => {} }, folder, placement);
    await Promise.all(Array.from({ length: 100 }, (_, i) => first.book(`key ${i}`)));
    await first.storage.sendMessage({ topic: 'told', key: 'k', payload: { is: 'there' } });
    await first.stop();
    const { storage } = await start(t, folder, placement);
    assert.deepEqual(await storage.holding({ account: 'a', asset: 'x' }), { total: '100', reserved: '0' });
    const { messages } = await storage.messages({ topic: 'told' });
    assert.deepEqual(
      messages.map(({ key, payload }) => [key, JSON.parse(payload)]),
      [['k', { is: 'there' }]],
    );
  });

  test(`${placement}: a stop lets writes that were called for end first`, async (t) => {
    const folder = createFolder(t);
    const first = await start({ after: () => {} }, folder, placement);
    const outcomes = Promise.allSettled(Array.from({ length: 300 }, (_, i) => first.book(`key ${i}`)));
    await first.stop();
    const done = (await outcomes).filter(({ status }) => status === 'fulfilled').length;
    const { storage } = await start(t, folder, placement);
    const { total } = await storage.holding({ account: 'a', asset: 'x' });
    assert.ok(Number(total) >= done, `${total} of ${done}`);
  });

  test(`${placement}: every answer was committed before, whoever reads it`, async (t) => {
    const { storage, book } = await start(t, createFolder(t), placement);
    const seen = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        await book(`key ${i}`);
        return Number((await storage.holding({ account: 'a', asset: 'x' })).total) >= i + 1;
      }),
    );
    assert.ok(seen.every(Boolean));
  });

  test(`${placement}: whoever waits for messages is told that some are owed, and of those only`, async (t) => {
    const { storage } = await start(t, createFolder(t), placement);
    const told = Promise.withResolvers<string>();
    storage.on('messagesOwed', ({ topic }) => told.resolve(topic));
    await storage.health();
    await storage.advanceCursor({ name: 'c', from: null, to: '1' });
    await storage.sendMessage({ topic: 'orders', key: 'k', payload: null });
    assert.equal(await told.promise, 'orders');
  });
}

test('a refusal reaches its caller with what it needs to decide', async (t) => {
  const { storage, book } = await start(t, createFolder(t), 'isolated');
  await book('in', '5');
  const intent = { id: 'i', account: 'a', asset: 'x', amount: '6' };
  await assert.rejects(storage.reserveFunds(intent), ({ code, kind, details }: AppError) => {
    assert.deepEqual(
      [code, kind, details['available'], details['wanted']],
      ['FUNDS_INSUFFICIENT', 'refused', '5', '6'],
    );
    return true;
  });
});

test('nonsense does not come past the contract', async (t) => {
  const { storage, book } = await start(t, createFolder(t), 'isolated');
  for (const amount of ['1.5', '-', '01', '1e9', ''])
    await assert.rejects(book('k', amount), { kind: 'input' }, amount);
  await assert.rejects(storage.reserveFunds({ id: 'i', account: 'a', asset: 'x', amount: '-1' }), {
    kind: 'input',
  });
  assert.equal((await storage.holding({ account: 'a', asset: 'x' })).total, '0');
});

test('health of a database that is well', async (t) => {
  const { storage } = await start(t, createFolder(t), 'isolated');
  const { status, engine, schemaVersion, failing, journaled, queued } = await storage.health();
  assert.deepEqual(
    [status, engine, schemaVersion, failing, journaled],
    ['Healthy', 'sqlite', SCHEMA_VERSION, null, 0],
  );
  assert.ok(queued >= 0);
});
