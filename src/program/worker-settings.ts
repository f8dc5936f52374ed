// Each worker's slice of the configuration, in the shape of its own settings schema.
import { join } from 'node:path';
import type { Config } from '../config/resolve.ts';
import type { WorkerName } from '../workers/index.ts';

type Output = { readonly isTerminal: boolean; readonly isColoured: boolean };

export function toSettings(worker: WorkerName, config: Config, output: Output): unknown {
  return slices[worker](config, output);
}

const slices: Record<WorkerName, (config: Config, output: Output) => unknown> = {
  logger: ({ log, dataDir }, { isTerminal, isColoured }) => ({
    directory: log.toFiles ? join(dataDir, 'logs') : null,
    maxFileBytes: log.maxFileBytes,
    keepFiles: log.keepFiles,
    format: log.format === 'auto' ? (isTerminal ? 'human' : 'json') : log.format,
    isColoured,
  }),
  storage: ({ storage, dataDir }) => ({
    path: join(dataDir, 'zapflow.db'),
    readerThreads: storage.readerThreads,
    readTimeoutMs: storage.readTimeoutMs,
  }),
  gateway: ({ gateway, mode }) => ({ host: gateway.host, port: gateway.port, mode }),
};
