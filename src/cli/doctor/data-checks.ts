// Checks of the data folder: writable, with room, its control socket within the system's limit.
import { accessSync, constants, statSync } from 'node:fs';
import { fileStat, freeBytes } from '../../workers/storage/backup/durable-files.ts';
import { toControlPath } from '../control-client.ts';
import { toStoppedDatabase } from '../database.ts';
import { nearestExisting } from '../disk-room.ts';
import { type Check, type Finding, ok, problem, warning } from './check.ts';

const MB = 2 ** 20;
const MAX_SOCKET_PATH_BYTES = process.platform === 'linux' ? 107 : 103;

export const dataFolder: Check = {
  name: 'data folder',
  run: async ({ config }) => {
    const { dataDir } = config;
    const existing = nearestExisting(dataDir);
    const advice = 'make it writable for the user who runs Zapflow, or name another with --data';
    try {
      if (!statSync(existing).isDirectory()) return problem(`${existing} is not a folder`, advice);
      accessSync(existing, constants.W_OK | constants.X_OK);
    } catch {
      return problem(`${existing} cannot be written`, advice);
    }
    if (Buffer.byteLength(toControlPath(dataDir)) > MAX_SOCKET_PATH_BYTES)
      return problem(
        `${dataDir} is too long for a control socket`,
        'name a folder with a shorter path with --data',
      );
    return ok(existing === dataDir ? dataDir : `${dataDir} (made at the first start)`);
  },
};

export const diskSpace: Check = {
  name: 'disk',
  run: async ({ config }) => {
    const { source } = toStoppedDatabase(config);
    const databaseBytes = source.engine === 'sqlite' ? (fileStat(source.path)?.bytes ?? 0) : 0;
    return judgeDisk(freeBytes(nearestExisting(config.dataDir)) / MB, databaseBytes / MB);
  },
};

/** An update keeps a copy beside the database, and a restore the one it replaces. */
export function judgeDisk(freeMb: number, databaseMb = 0): Finding {
  const found = `${Math.floor(freeMb)} MB free`;
  if (freeMb < 200) return problem(found, 'free at least 200 MB; nothing can be stored safely');
  if (freeMb < databaseMb)
    return warning(
      `${found}, less than the database has`,
      `free ${Math.ceil(databaseMb)} MB: an update or a restore keeps a copy of the database beside it`,
    );
  return freeMb < 1024 ? warning(found, 'free 1 GB, or lower log.keepFiles') : ok(found);
}
