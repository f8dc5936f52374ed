// Each worker's slice of the configuration, in the shape of its own settings schema.
import { join } from 'node:path';
import type { Config } from '../config/resolve.ts';
import { toEffective } from '../config/sources.ts';
import type { WorkerName } from '../workers/index.ts';
import { programVersion } from '../workers/storage/backup/program-version.ts';
import type { DatabaseSource } from '../workers/storage/operations/database-source.ts';
import type { Restarted } from './guard/words.ts';
import { toKeyFingerprint } from './instance-key.ts';
import { toAnalystSettings, toMarketSettings } from './market-settings.ts';
import { toChainSettings, toPricerSettings } from './solana-settings.ts';

type Surroundings = {
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
  readonly cores: number;
  readonly memoryBytes: number;
  /** As many as the process may have open; undefined where the system does not say. */
  readonly openFiles?: number | undefined;
  readonly secrets: InstanceSecrets;
  readonly restarted?: Restarted | null;
};

/** What gateway and storage need beside the configuration; made at the start of the program. */
export type InstanceSecrets = {
  /** SHA-256 of the token that makes the first account. */
  readonly setupTokenHash: string | null;
  /** 32 bytes as hex; seals what is stored secretly. */
  readonly instanceKey: string | null;
};

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

export function toDatabaseSource({ dataDir, storage }: Config): DatabaseSource {
  const url = storage.databaseUrl?.reveal();
  return url === undefined
    ? { engine: 'sqlite', path: toDatabasePath(dataDir) }
    : { engine: 'postgres', url, journalPath: toJournalPath(dataDir) };
}

const slices: Record<WorkerName, (config: Config, surroundings: Surroundings) => unknown> = {
  logger: ({ log, dataDir }, { isTerminal, isColoured }) => ({
    directory: log.toFiles ? join(dataDir, 'logs') : null,
    maxFileBytes: log.maxFileBytes,
    keepFiles: log.keepFiles,
    format: log.format === 'auto' ? (isTerminal ? 'human' : 'json') : log.format,
    isColoured,
  }),
  storage: ({ storage: { databaseUrl, poolConnections, ...rest }, dataDir }, { cores, secrets }) => ({
    ...rest,
    path: toDatabasePath(dataDir),
    journalPath: toJournalPath(dataDir),
    databaseUrl: databaseUrl?.reveal(),
    keyFingerprint: secrets.instanceKey === null ? undefined : toKeyFingerprint(secrets.instanceKey),
    poolConnections: poolConnections || Math.min(20, Math.max(5, 2 * cores)),
  }),
  cache: ({ cache: { redisUrl, ...rest } }) => ({ ...rest, redisUrl: redisUrl?.reveal() ?? null }),
  market: toMarketSettings,
  analyst: toAnalystSettings,
  decoder: () => undefined,
  chain: toChainSettings,
  pricer: toPricerSettings,
  gateway: (config, { secrets, memoryBytes, openFiles, restarted = null }) => {
    const { hosts, trustedProxy, tls, ...rest } = config.gateway;
    return {
      ...rest,
      ...secrets,
      restarted,
      mode: config.mode,
      version: programVersion(),
      hosts: toList(hosts),
      trustedProxy: toList(trustedProxy),
      tls: tls.cert === '' ? null : tls,
      maxConnections: toMaxConnections(openFiles),
      memoryLimitBytes: config.runtime.processMemoryMb > 0 ? config.runtime.processMemoryMb * MIB : null,
      memoryRestartBytes: Math.floor(toProcessMemory(config, memoryBytes)),
      configuration: toEffective(config),
      ...toOutgoing(config),
    };
  },
};

/** What the gateway tells others, and how. */
function toOutgoing({ outside, webhooks, mqtt }: Config) {
  const { url, embedded, host, port, username, password, tls, prefix } = mqtt;
  return {
    outside: { ports: toList(outside.ports).map(Number), trusted: toList(outside.trusted) },
    webhooks: {
      timeoutMs: webhooks.timeoutMs,
      giveUpMs: webhooks.giveUpHours * HOUR_MS,
      disableMs: webhooks.disableDays * 24 * HOUR_MS,
      maxWaiting: webhooks.maxWaiting,
      coolDownMs: webhooks.coolDownSeconds * 1000,
    },
    mqtt: {
      url: url?.reveal() ?? null,
      embedded: embedded
        ? {
            ...{ host, port },
            credentials: password ? { username, password: password.reveal() } : null,
            tls: tls.cert === '' ? null : tls,
          }
        : null,
      prefix,
    },
  };
}

function toList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
}

/** Live connections may be 20,000; what is left is for requests. Files and sockets of the rest of the program stay free. */
function toMaxConnections(openFiles = Number.POSITIVE_INFINITY): number {
  return Math.max(MIN_CONNECTIONS, Math.min(MAX_CONNECTIONS, openFiles - OTHER_FILES));
}

const MAX_CONNECTIONS = 22_000;
const OTHER_FILES = 500;
const MIN_CONNECTIONS = 100;
const HOUR_MS = 3_600_000;
const MIB = 2 ** 20;
/** Of the machine's memory, where nothing is configured. */
const MEMORY_SHARE = 0.8;

/** Resident memory in bytes at which the heaviest worker is restarted. */
export function toProcessMemory({ runtime }: Config, machineBytes: number): number {
  return runtime.processMemoryMb > 0 ? runtime.processMemoryMb * MIB : machineBytes * MEMORY_SHARE;
}
