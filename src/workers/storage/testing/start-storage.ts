// The storage service on the thread of a test, with the real clock and disk and nothing else around it.
import { type Clock, systemClock } from '../../../core/clock.ts';
import type { Disk } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import type { AppError } from '../../../core/errors.ts';
import type { Envelope } from '../../../core/link/envelope.ts';
import { createSeededRandom } from '../../../core/random.ts';
import type { Client, Context } from '../../../core/service.ts';
import type { storageContract } from '../contract.ts';
import { openPostgres } from '../engine/postgres-client.ts';
import type { OpenServer } from '../engine/postgres-server.ts';
import { createStorageService } from '../service.ts';

export type StorageOptions = {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  readonly openServer?: OpenServer | undefined;
  readonly maxJournaled?: number;
  readonly keyFingerprint?: string;
  readonly clock?: Clock;
  readonly disk?: Disk;
  /** How long calls wait for an answer. */
  readonly deadlineMs?: number;
};

export type TestStorage = {
  readonly client: Omit<Client<typeof storageContract>, 'on' | 'read'>;
  /** Topics of `messagesOwed` in order. */
  readonly owed: string[];
  /** What ended the service. */
  readonly failures: AppError[];
  /** Messages of its log lines. */
  readonly lines: string[];
  /** Counters by name, of all labels together. */
  readonly counted: ReadonlyMap<string, number>;
  stop(): Promise<void>;
};

export async function startStorage(options: StorageOptions): Promise<TestStorage> {
  const {
    folder,
    databaseUrl,
    openServer = openPostgres,
    maxJournaled = 100_000,
    clock = systemClock,
    disk = nodeDisk,
    deadlineMs = 10_000,
  } = options;
  const owed: string[] = [];
  const failures: AppError[] = [];
  const lines: string[] = [];
  const counted = new Map<string, number>();
  const counter = (name: string) => ({
    add: (by = 1) => void counted.set(name, (counted.get(name) ?? 0) + by),
  });
  const tell = (line: string) => void lines.push(line);
  const service = createStorageService({ openServer });
  const context = {
    name: 'storage',
    clock,
    random: createSeededRandom(1),
    disk,
    log: { debug: tell, info: tell, warn: tell, error: tell, fatal: tell },
    metrics: { counter, gauge: () => idle, histogram: () => idle },
    publish: async (_: string, { topic }: { topic: string }) => void owed.push(topic),
    pool: () => ({
      run: () => Promise.reject(new Error('There are no threads here.')),
      close: async () => {},
    }),
    fail: (error: AppError) => void failures.push(error),
    settings: service.settings.parse({
      path: `${folder}/zapflow.db`,
      journalPath: `${folder}/journal.db`,
      readerThreads: 0,
      readTimeoutMs: 5000,
      databaseUrl,
      maxJournaled,
      keyFingerprint: options.keyFingerprint,
    }),
  };
  const { handlers, stop } = await service.start(context as unknown as Context);
  const client = Object.fromEntries(
    Object.entries(handlers as Record<string, (input: unknown, request: Envelope) => unknown>).map(
      ([name, handle]) => [
        name,
        async (input: unknown) =>
          handle(input, { correlationId: 'test', deadlineMs: clock.monotonicMs() + deadlineMs } as Envelope),
      ],
    ),
  );
  return {
    client: client as unknown as TestStorage['client'],
    owed,
    failures,
    lines,
    counted,
    stop: async () => void (await stop?.()),
  };
}

const idle = { add() {}, set() {}, record() {} };
