// One program per data folder: a lock file that a dead program cannot keep.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from './process-identity.ts';
import { type Random, systemRandom } from './random.ts';

export type InstanceLock = {
  /** Gives the folder free; safe to call twice and in an exit handler. */
  release(): void;
};

const contentSchema = z.object({
  pid: z.int().positive(),
  startTime: z.string(),
  bootId: z.string(),
  token: z.string(),
});

type Content = z.infer<typeof contentSchema>;

/** Attempts while other processes come and go at the same moment; each failure means somebody else moved. */
const MAX_ATTEMPTS = 20;

/** Takes the folder, creating it; INSTANCE_RUNNING names the process that has it. */
export function acquireInstanceLock(dataDir: string, random: Random = systemRandom): InstanceLock {
  const token = random.hex(8);
  const lock = join(dataDir, 'lock');
  const mine = join(dataDir, `lock.${token}`);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(mine, JSON.stringify({ ...ownIdentity(), token }), { mode: 0o600, flag: 'wx' });
      take(lock, mine);
    } finally {
      rmSync(mine, { force: true });
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new AppError('DISK_FULL', `The disk of the data folder ${dataDir} is full.`, {
        details: {
          dataDir,
          advice: 'Free room there, or name another folder with `--data`; then try again.',
        },
        cause: error,
      });
    const details = { dataDir, reason: String(error) };
    throw new AppError('DATA_FOLDER_UNUSABLE', undefined, { details, cause: error });
  }
  return {
    release: () => {
      try {
        if (readContent(lock)?.token === token) rmSync(lock, { force: true });
      } catch {
        // In a folder that can only be read since: what a dead process left there keeps nobody out.
      }
    },
  };
}

/** The process that has the folder, or undefined when it is free. */
export function readInstanceHolder(dataDir: string): ProcessIdentity | undefined {
  return aliveHolder(join(dataDir, 'lock'));
}

/** A link is the atomic create: it carries the whole content or fails because the name is taken. */
function take(lock: string, mine: string): void {
  const takeover = `${lock}.takeover`;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (tryLink(mine, lock)) return;
    refuseWhenAlive(lock);
    // only one process may replace a dead one's lock, and only while it is still the dead one's
    if (!tryLink(mine, takeover)) {
      refuseWhenAlive(takeover);
      rmSync(takeover, { force: true });
      continue;
    }
    try {
      refuseWhenAlive(lock);
      renameSync(mine, lock);
      return;
    } finally {
      rmSync(takeover, { force: true });
    }
  }
  throw new AppError('INSTANCE_RUNNING', 'Other programs fight for this data folder.');
}

function refuseWhenAlive(file: string): void {
  const holder = aliveHolder(file);
  if (holder === undefined) return;
  throw new AppError('INSTANCE_RUNNING', `Another Zapflow (pid ${holder.pid}) uses this data folder.`, {
    details: { pid: holder.pid, file },
  });
}

function aliveHolder(file: string): ProcessIdentity | undefined {
  const content = readContent(file);
  return content !== undefined && isSameProcess(content, identifyProcess(content.pid)) ? content : undefined;
}

/** Undefined for a missing file, and for one that a broken disk left without sense. */
function readContent(file: string): Content | undefined {
  try {
    return contentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ownIdentity(): ProcessIdentity {
  return identifyProcess(process.pid) ?? { pid: process.pid, startTime: '', bootId: '' };
}
