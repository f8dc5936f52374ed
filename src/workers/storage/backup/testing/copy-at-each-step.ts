// A process that copies its folder before each of its steps on the disk: what a kill -9 at that moment would leave, since
// the system keeps what was written. Arguments: the folder, where the copies go, the action, and what the action takes.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { nodeDisk } from '../../../../core/disk/node-disk.ts';
import type { WriteConnection } from '../../engine/sql-connection.ts';
import { createSqliteConnection } from '../../engine/sqlite-connection.ts';
import { migrate } from '../../migrations/migrate.ts';
import { restoreFile } from '../restore-file.ts';
import { writeBackup } from '../write-backup.ts';

const [folder = '', copies = '', action] = process.argv.slice(2);
const real = { ...fs };
let steps = 0;

function step(): void {
  steps++;
  const copy = join(copies, String(steps).padStart(4, '0'));
  real.mkdirSync(copy);
  // The index of a log is memory shared between processes; nobody takes it over from the dead.
  for (const name of real.readdirSync(folder).filter((file) => !file.endsWith('-shm')))
    real.copyFileSync(join(folder, name), join(copy, name));
}

function stepping<Given extends unknown[], Answer>(run: (...given: Given) => Answer) {
  return (...given: Given): Answer => {
    step();
    return run(...given);
  };
}

function copyAtFileSteps(): void {
  for (const name of ['openSync', 'fsyncSync', 'renameSync', 'rmSync', 'writeFileSync', 'chmodSync'] as const)
    Object.assign(fs, { [name]: stepping(real[name] as (...given: unknown[]) => unknown) });
  syncBuiltinESMExports();
}

function copyAtStatements(connection: WriteConnection): WriteConnection {
  const { query, begin, commit } = connection;
  return { ...connection, query: stepping(query), begin: stepping(begin), commit: stepping(commit) };
}

const path = join(folder, 'zapflow.db');
const backup = join(folder, 'backup.db');
if (action === 'migrate') {
  await migrate(copyAtStatements(createSqliteConnection(nodeDisk.open(path))), 1);
} else if (action === 'restore') {
  copyAtFileSteps();
  await restoreFile(backup, path, 1);
} else if (action === 'backup') {
  copyAtFileSteps();
  const source = { engine: 'sqlite', path } as const;
  await writeBackup({ source, file: backup, isForced: true, madeAtMs: 1, reason: 'asked', dataDir: folder });
}
step();
