// The servers that tests of an unreachable database run on: one of our own that is stopped and started, and the double.
import { systemClock } from '../../../core/clock.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import type { OpenServer } from '../engine/postgres-server.ts';
import { OwnPostgres, skipsOwnPostgres } from './own-postgres.ts';
import { PostgresDouble } from './postgres-double.ts';

export type AwayServer = {
  readonly databaseUrl: string;
  readonly openServer?: OpenServer;
  stop(): Promise<void>;
  start(): Promise<void>;
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
  { name: 'PostgreSQL', skip: skipsOwnPostgres, create: () => OwnPostgres.create().then(toAwayServer) },
];

async function createDouble(): Promise<AwayServer> {
  const database = nodeDisk.open(':memory:');
  const double = new PostgresDouble(database, systemClock);
  return {
    databaseUrl: 'postgres://double',
    openServer: double.openServer,
    stop: async () => double.away(),
    start: async () => double.back(),
    ask: async (sql) => database.prepare(sql).all([]),
    remove: async () => database.close(),
  };
}

function toAwayServer(server: OwnPostgres): AwayServer {
  return {
    databaseUrl: server.url,
    stop: () => server.stop(),
    start: () => server.start(),
    ask: (sql) => server.ask(sql),
    remove: () => server.remove(),
  };
}
