import type { Clock } from '../../../src/core/clock.ts';
import type { Database, Disk } from '../../../src/core/disk/disk.ts';
import type { Random } from '../../../src/core/random.ts';
import { defineScenario, type Stage, type View } from '../../../src/core/simulation/scenario.ts';
import { drawChance, drawLogUniform, drawOne } from '../../../src/core/simulation/seeded-streams.ts';
import { storageContract } from '../../../src/workers/storage/contract.ts';
import { createStorageService } from '../../../src/workers/storage/service.ts';
import { PostgresDouble } from '../../../src/workers/storage/testing/postgres-double.ts';
import { STORAGE_DRIVERS, storageFaults } from '../models/storage-faults.ts';
import { createStorageModel, type StorageModel } from '../models/storage-model.ts';
import { drawOperations, performOn, type StorageOperation } from '../models/storage-operations.ts';
import { alwaysHolds, holdsAtRest } from '../models/storage-promises.ts';
import { comeToRest } from '../models/storage-rest.ts';
import { StoredRows } from '../models/stored-rows.ts';
import { LentClock } from '../services/lent-clock.ts';
import { createRelay } from '../services/relay.ts';
import { withoutCopies } from '../services/storage-without-copies.ts';

const SERVER_PATH = 'elsewhere/postgres.db';
const JOURNAL_PATH = 'data/journal.db';
/** What happens to the server, and for how long. */
type ServerFault = {
  readonly way: 'away' | 'slow' | 'cut-kept' | 'cut-lost';
  readonly durationMs: number;
  readonly slowMs: number;
};
type Operation = StorageOperation | ServerFault | { readonly way: 'rest' };
type Model = StorageModel & {
  server: PostgresDouble | undefined;
  usualMs: number;
  /** When the server is well again. */
  wellAtMs: number;
};

function drawFault(random: Random): ServerFault {
  return {
    way: drawOne(random, ['away', 'away', 'slow', 'cut-kept', 'cut-lost'] as const),
    durationMs: drawLogUniform(random, 1, 20_000),
    slowMs: drawLogUniform(random, 1, 3000),
  };
}

/** The machine of the server, of which the connection that writes is looked through: it sees what is committed between two transactions. */
function watched(disk: Disk, onWriter: (writer: Database) => void): Disk {
  return {
    open(path, options) {
      const database = disk.open(path, options);
      if (options?.readOnly !== true) onWriter(database);
      return database;
    },
  };
}

function workers({ model, disk, random }: Stage<Model>) {
  const clock = new LentClock();
  let writer: Database | undefined;
  const machine = watched(disk, (opened) => {
    writer = opened;
  });
  const server = new PostgresDouble({ disk: machine, path: SERVER_PATH, clock });
  model.rows = new StoredRows(() => writer);
  model.server = server;
  model.usualMs = random.next() < 0.5 ? 0 : drawLogUniform(random, 0.1, 20);
  server.slowMs = model.usualMs;
  const size = (max: number) => Math.round(drawLogUniform(random, 1, max));
  const service = withoutCopies(createStorageService({ openServer: server.openServer }));
  const settings = {
    path: 'data/zapflow.db',
    readerThreads: 0,
    readTimeoutMs: 5000,
    databaseUrl: 'postgres://double',
    journalPath: JOURNAL_PATH,
    maxJournaled: size(1000),
  };
  return [
    { service: clock.from(service), settings },
    {
      service: createRelay({
        pageSize: size(256),
        confirmEvery: size(64),
        refusedShare: drawChance(random, 0.5) ? 0 : 0.1,
      }),
    },
  ];
}

function healServer({ server, usualMs }: Model): void {
  if (!server) return;
  server.back();
  server.slowMs = usualMs;
}

function healInTime(model: Model, clock: Clock): void {
  clock.after(Math.max(0, model.wellAtMs - clock.monotonicMs()), () => {
    if (clock.monotonicMs() >= model.wellAtMs) healServer(model);
  });
}

function strike(model: Model, { way, slowMs }: ServerFault): void {
  const { server } = model;
  if (way === 'away') server?.away();
  else if (way === 'slow' && server) server.slowMs = slowMs;
  else if (way !== 'slow') server?.cutNextCommit(way === 'cut-kept' ? 'kept' : 'lost');
}

function journalIsEmpty(_: Model, { disk }: View): string | undefined {
  const journal = disk.open(JOURNAL_PATH, { readOnly: true });
  const left = journal.prepare('select * from entries order by number').all([]);
  journal.close();
  return left[0] && `${left.length} entries are left in the journal, the first is ${left[0]['unit']}.`;
}

export const storagePostgres = defineScenario<Operation, Model, { storage: typeof storageContract }>({
  name: 'storage-postgres',
  summary:
    'With PostgreSQL away, slow or cut off, what was acknowledged is there once in the end, and in order.',
  createModel: (): Model => ({ ...createStorageModel(true), server: undefined, usualMs: 0, wellAtMs: 0 }),
  workers,
  uses: { storage: storageContract },
  drivers: STORAGE_DRIVERS,
  // Whoever was to heal the server may have died.
  onDriver: ({ model, clock }) => healInTime(model, clock),
  plan(random): Operation[] {
    const faults = Array.from({ length: random.below(12) }, () => drawFault(random));
    return [...faults, ...drawOperations(random, 20 + random.below(100))];
  },
  planAfterHeal: (): Operation[] => [{ way: 'rest' }],
  async perform(operation, actor) {
    const { model, clock } = actor;
    if ('durationMs' in operation) {
      strike(model, operation);
      model.wellAtMs = Math.max(model.wellAtMs, clock.monotonicMs() + operation.durationMs);
      healInTime(model, clock);
    } else if (operation.way === 'rest') {
      healServer(model);
      await comeToRest(actor);
    } else await performOn(model, operation, actor);
  },
  invariants: {
    continuous: [{ name: 'money, cursors and confirmations are right at every moment', check: alwaysHolds }],
    atRest: [
      { name: 'stored is what was acknowledged, and every message has one effect', check: holdsAtRest },
      { name: 'the journal is empty', check: journalIsEmpty },
    ],
  },
  faults: storageFaults,
  chaosMs: [2000, 30_000],
});
