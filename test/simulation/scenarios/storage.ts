import type { Database, Disk } from '../../../src/core/disk/disk.ts';
import { AppError } from '../../../src/core/errors.ts';
import { defineScenario, type Stage } from '../../../src/core/simulation/scenario.ts';
import { drawChance, drawLogUniform } from '../../../src/core/simulation/seeded-streams.ts';
import { storageContract } from '../../../src/workers/storage/contract.ts';
import { service as storageService } from '../../../src/workers/storage/service.ts';
import { STORAGE_DRIVERS, storageFaults } from '../models/storage-faults.ts';
import { createStorageModel, type StorageModel } from '../models/storage-model.ts';
import { drawOperations, performOn, type StorageOperation } from '../models/storage-operations.ts';
import { alwaysHolds, holdsAtRest } from '../models/storage-promises.ts';
import { comeToRest } from '../models/storage-rest.ts';
import { StoredRows } from '../models/stored-rows.ts';
import { createRelay } from '../services/relay.ts';
import { withoutCopies } from '../services/storage-without-copies.ts';

// Beside it storage looks on the real disk for a list of backups: in a folder that nobody has, there is none.
const PATH = 'simulated/zapflow.db';
type Operation = StorageOperation | { readonly way: 'rest' };

function openIfThere(disk: Disk): Database | undefined {
  try {
    return disk.open(PATH, { readOnly: true });
  } catch (error) {
    if (error instanceof AppError && error.code === 'DATABASE_UNOPENABLE') return undefined;
    throw error;
  }
}

function workers({ model, disk, random }: Stage<StorageModel>) {
  model.rows = new StoredRows(() => openIfThere(disk));
  const size = (max: number) => Math.round(drawLogUniform(random, 1, max));
  return [
    {
      service: withoutCopies(storageService),
      settings: { path: PATH, readerThreads: 0, readTimeoutMs: 5000 },
    },
    {
      service: createRelay({
        pageSize: size(256),
        confirmEvery: size(64),
        refusedShare: drawChance(random, 0.5) ? 0 : 0.1,
      }),
    },
  ];
}

export const storage = defineScenario({
  name: 'storage',
  summary:
    'What storage acknowledged lasts whole, the rest is whole or absent, and every message has one effect.',
  createModel: () => createStorageModel(false),
  workers,
  uses: { storage: storageContract },
  drivers: STORAGE_DRIVERS,
  plan: (random): Operation[] => drawOperations(random, 20 + random.below(100)),
  planAfterHeal: (): Operation[] => [{ way: 'rest' }],
  async perform(operation, actor) {
    if (operation.way === 'rest') await comeToRest(actor);
    else await performOn(actor.model, operation, actor);
  },
  invariants: {
    continuous: [{ name: 'money, cursors and confirmations are right at every moment', check: alwaysHolds }],
    atRest: [
      { name: 'stored is what was acknowledged, and every message has one effect', check: holdsAtRest },
    ],
  },
  faults: storageFaults,
  chaosMs: [2000, 30_000],
});
