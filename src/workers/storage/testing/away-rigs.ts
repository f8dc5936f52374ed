// The servers that tests of an unreachable database run on: one of our own that is stopped and started, and the double.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../core/clock.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import type { OpenServer } from '../engine/postgres-server.ts';
import { startCommitProxy } from './commit-proxy.ts';
import { OwnPostgres, skipsOwnPostgres } from './own-postgres.ts';
import { PostgresDouble } from './postgres-double.ts';

export type AwayServer = {
  readonly databaseUrl: string;
  /** The way on which commits can be cut. */
  readonly cutUrl: string;
  readonly openServer?: OpenServer;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** On `cutUrl` the connection is cut while the next commit is under way, which is kept or lost; it may stay away. */
  cutNextCommit(outcome: 'kept' | 'lost', staysAway?: boolean): void;
  /** From now on its answers take so long. */
  slow(ms: number): void;
  ask(sql: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
};

export type AwayRig = {
  readonly name: string;
  readonly skip: string | false;
  create(): Promise<AwayServer>;
};

export const awayRigs: readonly AwayRig[] = [
  { name: 'the double', skip: false, create: createDouble },
  { name: 'PostgreSQL', skip: skipsOwnPostgres, create: createOwn },
];

async function createDouble(): Promise<AwayServer> {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-double-'));
  const double = new PostgresDouble({ disk: nodeDisk, path: `${folder}/double.db`, clock: systemClock });
  return {
    databaseUrl: 'postgres://double',
    cutUrl: 'postgres://double',
    openServer: double.openServer,
    stop: async () => double.away(),
    start: async () => double.back(),
    cutNextCommit: (outcome, staysAway) => double.cutNextCommit(outcome, staysAway),
    slow: (ms) => {
      double.slowMs = ms;
    },
    ask: async (sql) => double.ask(sql),
    async remove() {
      double.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function createOwn(): Promise<AwayServer> {
  const server = await OwnPostgres.create();
  const proxy = await startCommitProxy(server.port);
  return {
    databaseUrl: server.url,
    cutUrl: server.url.replace(String(server.port), String(proxy.port)),
    stop: () => server.stop(),
    start: () => server.start(),
    cutNextCommit: (outcome, staysAway) => proxy.cutNextCommit(outcome, staysAway),
    slow: (ms) => proxy.slow(ms),
    ask: (sql) => server.ask(sql),
    async remove() {
      await proxy.close();
      await server.remove();
    },
  };
}
