import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { fileStat } from '../backup/durable-files.ts';
import type { DatabaseSource } from './database-source.ts';
import { readDatabaseStatus } from './database-status.ts';
import type { VacuumReport } from './operation-calls.ts';
import { withServer } from './server-connection.ts';

/** While the program is stopped: rewrites the whole file without its gaps. */
export async function vacuumDatabase(source: DatabaseSource): Promise<VacuumReport> {
  const { bytes: bytesBefore } = await readDatabaseStatus(source);
  if (source.engine === 'postgres') await vacuumServer(source.url);
  else if (fileStat(source.path)) vacuumFile(source.path);
  const { bytes: bytesAfter } = await readDatabaseStatus(source);
  return { bytesBefore, bytesAfter };
}

/** The server goes on meanwhile; it reuses the room rather than giving it back. */
export async function vacuumServer(url: string): Promise<void> {
  await withServer(url, async (server) => void (await server.query('vacuum (analyze)', [])));
}

function vacuumFile(path: string): void {
  const database = nodeDisk.open(path);
  try {
    database.exec('vacuum; pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
}
