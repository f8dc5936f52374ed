// Storage as a real worker on a real disk, with what the faults of the disk are judged by.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { systemClock } from '../../../src/core/clock.ts';
import type { AppError } from '../../../src/core/errors.ts';
import { testWorker } from '../../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../../src/core/testing/watched-runtime.ts';
import { storageContract } from '../../../src/workers/storage/contract.ts';
import { toStorageSettings } from './storage-settings.ts';
import { strikes } from './struck-storage.ts';

type Owner = { after(release: () => unknown): void };

/** What comes last is released first: a folder goes when nobody writes into it any more. */
export function inReverse(t: TestContext): Owner {
  const releases: (() => unknown)[] = [];
  t.after(async () => {
    for (const release of releases.reverse()) await release();
  });
  return { after: (release) => void releases.push(release) };
}

export function createFolder(owner: Owner): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-disk-'));
  owner.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A small disk of its own, where the system allows to make one. */
export function mountDisk(owner: Owner): string | undefined {
  const folder = createFolder(owner);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  owner.after(() => execFileSync('umount', ['-l', folder]));
  return folder;
}

export async function startOnDisk(owner: Owner, folder: string) {
  const strike = new SharedArrayBuffer(4);
  const fatal = Promise.withResolvers<AppError>();
  const runtime = await startWatchedRuntime(
    owner,
    [
      testWorker('storage', {
        module: new URL('./struck-storage.ts', import.meta.url).href,
        settings: { storage: toStorageSettings(folder), strike },
        maxMemoryMb: 256,
      }),
    ],
    { storage: storageContract },
    { onFatal: (_: string, cause: AppError) => fatal.resolve(cause) },
  );
  const { storage } = runtime.clients;
  let booked = 0;
  const health = async () => (await storage.health()) as { status: string; failing: { code: string } | null };
  return {
    ...runtime,
    storage,
    /** Resolves with what the program ends for. */
    fatal: fatal.promise,
    health,
    strike: (name: (typeof strikes)[number]) =>
      void Atomics.store(new Int32Array(strike), 0, strikes.indexOf(name)),
    /** One coin more, and a wide row beside it; resolves with the error code, or 'done'. */
    async book(): Promise<string> {
      const key = `key ${booked++}`;
      const fill = {
        id: key,
        correlationId: '',
        parentId: '',
        worker: '',
        step: '',
        at: 0,
        details: 'x'.repeat(2000),
      };
      const writes = [
        storage.changeBalance({ key, account: 'a', asset: 'x', amount: '1', reason: '' }),
        storage.recordTraces({ traces: Array(5).fill(fill) }),
      ];
      const [outcome] = await Promise.allSettled(writes);
      return outcome?.status === 'rejected' ? (outcome.reason as AppError).code : 'done';
    },
    total: async () => Number((await storage.holding({ account: 'a', asset: 'x' })).total),
    /** Asks only the log, because health would look for itself when asked. */
    async untilHealthy(): Promise<void> {
      const count = async (msg: string) => (await runtime.lines()).filter((line) => line.msg === msg).length;
      while ((await count('writing goes on')) < (await count('writing fails'))) await systemClock.sleep(20);
      assert.equal((await health()).status, 'Healthy');
    },
    async isDegraded(code: string): Promise<void> {
      const { status, failing } = await health();
      assert.deepEqual([status, failing?.code], ['Degraded', code]);
    },
  };
}
