// The key under which this data folder's stored secrets are sealed. Without it they cannot be opened, so it belongs to a backup.
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';
import { systemRandom } from '../core/random.ts';
import { moveInPlace } from '../workers/storage/backup/durable-files.ts';
import { toStamp } from '../workers/storage/backup/stamp.ts';
import { toInstanceKeyPath } from '../workers/storage/instance-key-check.ts';

const BYTES = 32;

/**
 * 32 bytes as hex; made at the first start, readable by its owner only. `holdsSealed` is asked when there is none: whether the
 * database has secrets that only the lost one opens. Rejects with INSTANCE_KEY_MISSING, INSTANCE_KEY_BROKEN,
 * DATA_FOLDER_UNUSABLE, and as `holdsSealed` does.
 */
export async function loadInstanceKey(dataDir: string, holdsSealed: () => Promise<boolean>): Promise<string> {
  const path = toInstanceKeyPath(dataDir);
  if (!existsSync(path)) {
    if (await holdsSealed())
      throw new AppError('INSTANCE_KEY_MISSING', `The key of the data folder, ${path}, is missing.`, {
        details: { path },
      });
    writeKey(path);
  }
  const key = readKey(path);
  if (!/^[0-9a-f]{64}$/.test(key))
    throw new AppError('INSTANCE_KEY_BROKEN', undefined, { details: { path } });
  return key;
}

/** Makes another key and keeps the one before beside it. Answers where; undefined where there was none. */
export function replaceInstanceKey(dataDir: string, nowMs: number): string | undefined {
  const path = toInstanceKeyPath(dataDir);
  const kept = existsSync(path) ? `${path}.before-${toStamp(nowMs)}` : undefined;
  if (kept !== undefined) moveInPlace(path, kept);
  writeKey(path);
  return kept;
}

/** By which a database knows its key again, and from which nobody learns the key. */
export function toKeyFingerprint(key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update('zapflow instance key').digest('hex');
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
