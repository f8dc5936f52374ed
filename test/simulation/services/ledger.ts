// A small ledger on the disk: commits, and answers only then.
import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';
import type { Database, Durability } from '../../../src/core/disk/disk.ts';
import { faultPoint } from '../../../src/core/fault-point.ts';
import { defineService, type Service } from '../../../src/core/service.ts';

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
    start({ disk, log }) {
      const database = disk.open(LEDGER_PATH);
      database.exec('CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, amount INTEGER NOT NULL)');
      const write =
        (durability: Durability) =>
        ({ id, amount }: z.output<typeof entry>) =>
          add(database, durability, id, amount);
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

function add(database: Database, durability: Durability, id: string, amount: number): void {
  database.begin(durability);
  faultPoint('ledger.begun');
  try {
    database.prepare('INSERT INTO entries VALUES (?, ?)').run([id, amount]);
  } catch (error) {
    // SQLite may have ended the transaction itself.
    if (database.isInTransaction) database.rollback();
    throw error;
  }
  commit(database);
  faultPoint('ledger.committed');
}

function commit(database: Database): void {
  try {
    database.commit();
  } catch (error) {
    if (database.isInTransaction) database.rollback();
    throw error;
  }
}
