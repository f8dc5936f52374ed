// Storage on a server that can be away, and the words in which its tests are written.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../core/clock.ts';
import type { AppError } from '../../../core/errors.ts';
import type { AwayRig, AwayServer } from './away-rigs.ts';
import type { Owner } from './engines.ts';
import { type StorageOptions, startStorage, type TestStorage } from './start-storage.ts';

export type AwayFixture = {
  readonly server: AwayServer;
  /** Where the journal lies. */
  readonly folder: string;
  start(options?: Partial<StorageOptions>): Promise<TestStorage>;
};

export async function createAwayFixture(owner: Owner, rig: AwayRig): Promise<AwayFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-away-'));
  const server = await rig.create();
  const started: TestStorage[] = [];
  owner.after(async () => {
    for (const storage of started) await storage.stop();
    await server.remove();
    rmSync(folder, { recursive: true });
  });
  const { databaseUrl, openServer } = server;
  return {
    server,
    folder,
    async start(options = {}) {
      const storage = await startStorage({ folder, databaseUrl, openServer, ...options });
      const { stop } = storage;
      let isStopped = false;
      const once = async () => {
        if (!isStopped) await stop();
        isStopped = true;
      };
      started.push({ ...storage, stop: once });
      return { ...storage, stop: once };
    },
  };
}

export const codeOf = (error: AppError) => error.code;
export const deposit = (key: string, amount = '1') => ({
  key,
  account: 'a',
  asset: 'SOL',
  amount,
  reason: 'test',
});
export const alert = (key: string) => ({ topic: 'alerts', key, payload: { key } });
export const keysOf = async (server: AwayServer) =>
  (await server.ask('select message_key as key from outbox order by seq')).map(({ key }) => String(key));

/** Asks again and again until it is so, and leaves the processor to the server in between. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await systemClock.sleep(2);
}
export const untilHealthy = ({ client }: Pick<TestStorage, 'client'>) =>
  until(async () => (await client.health()).status === 'Healthy');
/** Nothing is away any more, though something may still need a person. */
export const untilBack = ({ client }: Pick<TestStorage, 'client'>) =>
  until(async () => (await client.health()).failing === null);
export const untilDegraded = ({ client }: Pick<TestStorage, 'client'>) =>
  until(async () => (await client.health()).status === 'Degraded');
