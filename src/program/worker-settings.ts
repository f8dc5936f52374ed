// Each worker's slice of the configuration, in the shape of its own settings schema.
import { join } from 'node:path';
import type { Config } from '../config/resolve.ts';
import type { WorkerName } from '../workers/index.ts';

type Surroundings = { readonly isTerminal: boolean; readonly isColoured: boolean; readonly cores: number };

export function toSettings(worker: WorkerName, config: Config, surroundings: Surroundings): unknown {
  return slices[worker](config, surroundings);
}

/** The database file, where no server is configured. */
export function toDatabasePath(dataDir: string): string {
  return join(dataDir, 'zapflow.db');
}

/** Writes that wait until the server is back. */
export function toJournalPath(dataDir: string): string {
  return join(dataDir, 'journal.db');
}

const slices: Record<WorkerName, (config: Config, surroundings: Surroundings) => unknown> = {
  logger: ({ log, dataDir }, { isTerminal, isColoured }) => ({
    directory: log.toFiles ? join(dataDir, 'logs') : null,
    maxFileBytes: log.maxFileBytes,
    keepFiles: log.keepFiles,
    format: log.format === 'auto' ? (isTerminal ? 'human' : 'json') : log.format,
    isColoured,
  }),
  storage: ({ storage: { databaseUrl, poolConnections, ...rest }, dataDir }, { cores }) => ({
    ...rest,
    path: toDatabasePath(dataDir),
    journalPath: toJournalPath(dataDir),
    databaseUrl: databaseUrl?.reveal(),
    poolConnections: poolConnections || Math.min(20, Math.max(5, 2 * cores)),
  }),
  cache: ({ cache: { redisUrl, ...rest } }) => ({ ...rest, redisUrl: redisUrl?.reveal() ?? null }),
  gateway: ({ gateway, mode }) => ({ host: gateway.host, port: gateway.port, mode }),
};
