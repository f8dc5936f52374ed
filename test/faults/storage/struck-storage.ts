// The real service of storage on the real disk, whose file is filled up or closed to writing, or whose commits are not
// confirmed, when the test says so.
import { z } from 'zod';
import type { Database, Disk } from '../../../src/core/disk/disk.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Service } from '../../../src/core/service.ts';
import { service as storage } from '../../../src/workers/storage/service.ts';

export const strikes = ['none', 'full', 'readOnly', 'unsynced'] as const;
type Strike = (typeof strikes)[number];

const settings = z.object({
  storage: z.unknown(),
  /** Index of the strike in force. */
  strike: z.custom<SharedArrayBuffer>((value) => value instanceof SharedArrayBuffer),
});

const NO_LIMIT = 1_073_741_823;

export const service: Service = {
  ...storage,
  settings,
  start(context) {
    const { storage: own, strike } = context.settings as z.output<typeof settings>;
    const cell = new Int32Array(strike);
    const disk: Disk = {
      open: (path, options = {}) => {
        const database = context.disk.open(path, options);
        return options.readOnly ? database : struck(database, cell);
      },
    };
    return storage.start({ ...context, disk, settings: storage.settings.parse(own) });
  },
};

function struck(database: Database, cell: Int32Array): Database {
  let current: Strike = 'none';
  const follow = () => {
    const wanted = strikes[Atomics.load(cell, 0)] ?? 'none';
    if (wanted === current) return;
    current = wanted;
    database.exec(`pragma query_only = ${wanted === 'readOnly'}`);
    // SQLite takes no limit below what there is, so this one is reached at once.
    database.exec(`pragma max_page_count = ${wanted === 'full' ? 1 : NO_LIMIT}`);
  };
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    begin(durability) {
      follow();
      database.begin(durability);
    },
    commit() {
      database.commit();
      if (current === 'unsynced') throw new AppError('DISK_SYNC_FAILED');
    },
    rollback: () => database.rollback(),
    get isInTransaction() {
      return database.isInTransaction;
    },
    get isInPlace() {
      return database.isInPlace;
    },
    close: () => database.close(),
  };
}
