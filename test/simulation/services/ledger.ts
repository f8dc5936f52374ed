// A small ledger on the disk: commits, and answers only then.
import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';
import type { Database, Durability } from '../../../src/core/disk/disk.ts';
import { toAppError } from '../../../src/core/errors.ts';
import { faultPoint } from '../../../src/core/fault-point.ts';
import { type Context, defineService, type Service } from '../../../src/core/service.ts';

const entry = z.object({ id: z.string(), amount: z.int() });

export const ledgerContract = defineContract({
  name: 'ledger',
  calls: {
    /** Survives a power cut once it is answered. */
    record: call({ input: entry }),
    /** Survives the death of the process once it is answered. */
    note: call({ input: entry }),
    balance: call({ output: z.int(), idempotent: true }),
  },
});

export const LEDGER_PATH = 'ledger.db';

export function createLedger(): Service {
  return defineService({
    contract: ledgerContract,
    start({ disk, fail, log }) {
      const database = disk.open(LEDGER_PATH);
      database.exec('CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, amount INTEGER NOT NULL)');
      const write =
        (durability: Durability) =>
        ({ id, amount }: z.output<typeof entry>) =>
          add({ database, fail }, durability, { id, amount });
      return {
        handlers: {
          record: write('full'),
          note: write('normal'),
          balance() {
            const [row] = database.prepare('SELECT coalesce(sum(amount), 0) AS sum FROM entries').all([]);
            return Number(row?.['sum']);
          },
        },
        stop() {
          log.info('closing the ledger');
          database.close();
        },
      };
    },
  });
}

type Doors = { readonly database: Database; readonly fail: Context['fail'] };

function add(doors: Doors, durability: Durability, { id, amount }: z.output<typeof entry>): void {
  const { database } = doors;
  database.begin(durability);
  faultPoint('ledger.begun');
  try {
    database.prepare('INSERT INTO entries VALUES (?, ?)').run([id, amount]);
  } catch (error) {
    // SQLite may have ended the transaction itself.
    if (database.isInTransaction) database.rollback();
    throw error;
  }
  commit(doors);
  faultPoint('ledger.committed');
}

function commit({ database, fail }: Doors): void {
  try {
    database.commit();
  } catch (thrown) {
    if (database.isInTransaction) database.rollback();
    const error = toAppError(thrown);
    if (error.code === 'DISK_SYNC_FAILED') {
      // What this connection writes from now on may be lost too, whatever the disk says; and the end comes only later.
      database.close();
      fail(error);
    }
    throw error;
  }
}
