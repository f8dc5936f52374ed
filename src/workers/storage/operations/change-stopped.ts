// One change that a person makes at the machine while the program is stopped, in one transaction.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { UnitTx } from '../engine/unit-tx.ts';
import type { Tx } from '../unit.ts';
import type { DatabaseSource } from './database-source.ts';
import { migrateDatabase } from './migrate-database.ts';
import { keepOthersOut, withServer } from './server-connection.ts';

type Given = {
  readonly source: DatabaseSource;
  /** Of the file, beside which a backup is kept when the schema has to change first. */
  readonly path: string;
  readonly dataDir: string;
  readonly nowMs: number;
};

/** The schema is brought up to date before, as by a start. Rejects as `change` and the database do; nothing is changed then. */
export async function changeStopped<T>(given: Given, change: (tx: Tx) => Promise<T>): Promise<T> {
  const { source, nowMs } = given;
  await migrateDatabase(given);
  if (source.engine === 'postgres')
    return withServer(source.url, async (server) => {
      await keepOthersOut(server);
      return changeOn(server, nowMs, change);
    });
  const database = nodeDisk.open(source.path);
  try {
    return await changeOn(createSqliteConnection(database), nowMs, change);
  } finally {
    database.close();
  }
}

async function changeOn<T>(
  connection: WriteConnection,
  nowMs: number,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  await connection.begin('full');
  try {
    const tx = new UnitTx(connection, { correlationId: 'operator', acceptedMs: nowMs });
    const result = await change(tx);
    tx.end();
    await connection.commit();
    return result;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}
