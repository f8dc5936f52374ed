// Operations that go on for long, and those who cannot wait for their end.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import type { Envelope } from '../../../core/link/envelope.ts';
import type { RunOptions } from '../../../core/pool/pool.ts';
import { createFolder } from '../backup/testing/small-database.ts';
import { createOperations, type OperationOptions } from './create-operations.ts';

/** Pools whose backups never end by themselves, and hold up what is asked of the same pool behind them. */
function createStuckPools(onBackup: (file: string) => void): OperationOptions['context'] {
  const openPool = () => {
    let last: Promise<unknown> = Promise.resolve();
    const backUp = ({ file }: { file: string }, { signal }: RunOptions) => {
      onBackup(file);
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new AppError('CALL_CANCELLED')));
      });
    };
    return {
      run(name: string, input: { file: string }, options: RunOptions) {
        const before = last.catch(() => {});
        last = before.then(() => (name === 'backup' ? backUp(input, options) : `the ${name}`));
        return last;
      },
      close: async () => {},
    };
  };
  const context = { clock: { now: () => 1 }, pool: openPool, fail: () => {} };
  return context as unknown as OperationOptions['context'];
}

test('a backup that nobody waits for any more is ended by its name, and what there is of it is removed', async (t) => {
  const folder = createFolder(t);
  const path = join(folder, 'zapflow.db');
  const file = join(folder, 'backup.db');
  const begun = Promise.withResolvers<void>();
  const context = createStuckPools((target) => {
    writeFileSync(`${target}.partial`, 'half of it');
    begun.resolve();
  });
  const operations = createOperations({ context, path, source: { engine: 'sqlite', path } });
  const { backup, cancelBackup } = operations.handlers({} as never);
  const request = {} as Envelope;
  assert.equal(await cancelBackup({ file }, request), false);
  const ended = assert.rejects(Promise.resolve(backup({ file, isForced: false }, request)), {
    code: 'CALL_CANCELLED',
  });
  await begun.promise;
  assert.equal(await cancelBackup({ file: join(folder, 'other.db') }, request), false);
  assert.equal(await cancelBackup({ file }, request), true);
  await ended;
  assert.equal(existsSync(`${file}.partial`), false);
  assert.equal(await cancelBackup({ file }, request), false);
  await operations.close();
});

test('a status is answered while a backup runs, and a stop ends the backup and removes what there is of it', async (t) => {
  const folder = createFolder(t);
  const path = join(folder, 'zapflow.db');
  const file = join(folder, 'backup.db');
  const begun = Promise.withResolvers<void>();
  const context = createStuckPools((target) => {
    writeFileSync(`${target}.partial`, 'half of it');
    begun.resolve();
  });
  const operations = createOperations({ context, path, source: { engine: 'sqlite', path } });
  const { backup, databaseStatus } = operations.handlers({} as never);
  const request = {} as Envelope;
  const backingUp = Promise.resolve(backup({ file, isForced: false }, request));
  await begun.promise;
  assert.equal(await databaseStatus(undefined, request), 'the status');
  const ended = assert.rejects(backingUp, { code: 'SERVICE_STOPPING' });
  operations.end();
  await ended;
  await operations.close();
  assert.equal(existsSync(`${file}.partial`), false);
});
