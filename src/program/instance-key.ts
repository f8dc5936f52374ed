// The key under which this data folder's stored secrets are sealed. Without it they cannot be opened, so it belongs to a backup.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { systemRandom } from '../core/random.ts';
import { moveInPlace } from '../workers/storage/backup/durable-files.ts';

const FILE = 'instance.key';
const BYTES = 32;

/** 32 bytes as hex; made at the first start, readable by its owner only. Throws DATA_FOLDER_UNUSABLE, INSTANCE_KEY_BROKEN. */
export function loadInstanceKey(dataDir: string): string {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) writeKey(path);
  const key = readKey(path);
  if (!/^[0-9a-f]{64}$/.test(key))
    throw new AppError('INSTANCE_KEY_BROKEN', undefined, { details: { path } });
  return key;
}

/** By a second name, so that a start that dies here leaves no half of a key. The lock of the folder keeps others away. */
function writeKey(path: string): void {
  try {
    writeFileSync(`${path}.new`, `${systemRandom.hex(BYTES)}\n`, { mode: 0o600, flush: true });
    moveInPlace(`${path}.new`, path);
  } catch (cause) {
    throw new AppError('DATA_FOLDER_UNUSABLE', undefined, { details: { path }, cause });
  }
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new AppError('INSTANCE_KEY_BROKEN', undefined, { details: { path }, cause });
  }
}
