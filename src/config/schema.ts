// Every setting once: its type, bounds, default and description. Documentation and loader are derived from it.
import { z } from 'zod';
import { analystSchema } from './analyst-schema.ts';
import { cacheSchema } from './cache-schema.ts';
import { chainSchema } from './chain-schema.ts';
import { gatewaySchema } from './gateway-schema.ts';
import { marketSchema } from './market-schema.ts';
import { mqttSchema } from './mqtt-schema.ts';
import { pricerSchema } from './pricer-schema.ts';
import { runtimeSchema } from './runtime-schema.ts';
import { sandboxSchema } from './sandbox-schema.ts';
import { signerSchema } from './signer-schema.ts';
import { storageSchema } from './storage-schema.ts';
import { outsideSchema, webhookSchema } from './webhook-schema.ts';
import { type AgentName, type WorkerDefaults, workerDefaults } from './worker-defaults.ts';

const logLevels = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const moduleName = z
  .string()
  .regex(/^[a-z][\w./-]{0,99}$/i)
  .refine((name) => !name.split('.').some((part) => part === 'constructor' || part === 'prototype'))
  .describe('a module name such as core.link');

const log = z.strictObject({
  level: z.enum(logLevels).default('info').describe('The least severe lines that are written.'),
  levels: z
    .record(moduleName, z.enum(logLevels))
    .default({})
    .describe('Levels by module prefix; the longest prefix wins.'),
  format: z
    .enum(['auto', 'json', 'human'])
    .default('auto')
    .describe('Format of the terminal: auto is human on a terminal and JSON in a pipe.'),
  toFiles: z.boolean().default(true).describe('Whether lines also go to files in `dataDir`/logs.'),
  maxFileBytes: z
    .int()
    .min(65_536)
    .max(2 ** 31)
    .default(10_485_760)
    .describe('Size in bytes at which a log file is rotated.'),
  keepFiles: z.int().min(1).max(1000).default(5).describe('Rotated files kept of each log.'),
});

const memoryMb = z.int().min(32).max(1_048_576);

function worker(defaults: WorkerDefaults) {
  return z
    .strictObject({
      enabled: z.boolean().default(true).describe('Whether the worker runs.'),
      maxMemoryMb: memoryMb
        .default(defaults.maxMemoryMb)
        .describe('Heap limit in MB; never above `runtime.maxWorkerMemoryMb`.'),
      restartOnError: z
        .boolean()
        .default(defaults.restartOnError)
        .describe('Whether a worker that died is started again.'),
      maxRestarts: z
        .int()
        .min(0)
        .max(1000)
        .default(defaults.maxRestarts)
        .describe('Restarts allowed within `runtime.restartWindowMs`.'),
      atCap: z
        .enum(['degrade', 'stop'])
        .default(defaults.atCap)
        .describe('What follows the last allowed restart: run on without the worker, or stop the program.'),
      hotSpare: z
        .boolean()
        .default(defaults.hotSpare)
        .describe('Whether a second thread waits ready to take over within milliseconds.'),
      maxConcurrent: z
        .int()
        .min(1)
        .max(defaults.maxConcurrentLimit)
        .default(defaults.maxConcurrent)
        .describe('Calls the worker handles at the same time; further ones wait.'),
      group: z
        .string()
        .regex(/^([a-z][a-z0-9-]{0,31})?$/)
        .meta({ words: 'a name of small letters, digits and dashes, or nothing' })
        .default(defaults.group)
        .describe(
          'Workers of one group share a thread in compact placement; empty keeps a thread of its own.',
        ),
    })
    .prefault({});
}

type WorkerSchemas = Record<AgentName, ReturnType<typeof worker>>;

const workers = Object.fromEntries(
  Object.entries(workerDefaults).map(([name, defaults]) => [name, worker(defaults)]),
) as WorkerSchemas;

export const configSchema = z.strictObject({
  mode: z
    .enum(['sandbox', 'paper', 'live'])
    .default('sandbox')
    .describe(
      'sandbox: everything local and simulated; paper: live data, simulated fills; live: real money.',
    ),
  placement: z
    .enum(['auto', 'isolated', 'compact', 'single'])
    .default('auto')
    .describe(
      'How workers share threads: one each, light ones together, all on the main thread; auto decides.',
    ),
  dataDir: z
    .string()
    .min(1)
    .default('./data')
    .meta({ env: 'ZAPFLOW_DATA' })
    .describe('Folder of everything Zapflow keeps; relative to where it is started, `~` is the home folder.'),
  gateway: gatewaySchema.prefault({}),
  log: log.prefault({}),
  runtime: runtimeSchema.prefault({}),
  storage: storageSchema.prefault({}),
  cache: cacheSchema.prefault({}),
  sandbox: sandboxSchema.prefault({}),
  market: marketSchema.prefault({}),
  analyst: analystSchema.prefault({}),
  chain: chainSchema.prefault({}),
  pricer: pricerSchema.prefault({}),
  signer: signerSchema.prefault({}),
  outside: outsideSchema.prefault({}),
  webhooks: webhookSchema.prefault({}),
  mqtt: mqttSchema.prefault({}),
  workers: z.strictObject(workers).prefault({}),
});

export type Settings = z.output<typeof configSchema>;
