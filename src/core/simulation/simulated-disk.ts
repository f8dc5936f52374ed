// The disk of a simulated machine: databases by path that outlive their workers, and every way in which a disk fails.
import type { Database, Disk, OpenOptions } from '../disk/disk.ts';
import { AppError } from '../errors.ts';
import type { Life } from './life.ts';
import { SimulatedDatabase } from './simulated-database.ts';
import { SimulatedFile } from './simulated-file.ts';

/** Where a disk may fail. */
export type DiskAction = 'open' | 'write' | 'commit';

/** How: `durationMs` is how long the thread stands; `isKept` whether a commit that was not confirmed is there all the same. */
export type DiskStrike = {
  readonly code: 'DISK_FULL' | 'DISK_FAILED' | 'DISK_SYNC_FAILED' | 'DATABASE_LOCKED' | undefined;
  readonly durationMs: number;
  readonly isKept: boolean;
  /** SQLite may end the transaction of a statement that failed. */
  readonly endsTransaction: boolean;
};

/** Draws what goes wrong with an action of a life, if anything. */
export type StrikeDisk = (action: DiskAction, life: Life) => DiskStrike | undefined;

export type SimulatedDiskOptions = {
  readonly strike: StrikeDisk;
  /** False spares the copies that only a power cut needs. */
  readonly canLosePower: boolean;
};

export class SimulatedDisk {
  readonly #options: SimulatedDiskOptions;
  readonly #files = new Map<string, SimulatedFile>();

  constructor(options: SimulatedDiskOptions) {
    this.#options = options;
  }

  /** The door of one life; whatever it left open is undone when the life ends. */
  of(life: Life): Disk {
    return { open: (path, options = {}) => this.#open(path, options, life) };
  }

  /** Every thread is dead by now. Asks per file whether what was not certainly on the disk is lost. */
  cutPower(isTailLost: () => boolean): void {
    for (const file of this.#files.values()) file.losePower(file.hasUnsynced && isTailLost());
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }

  #open(path: string, options: OpenOptions, life: Life): Database {
    let file = path === ':memory:' ? undefined : this.#files.get(path);
    if (!file && options.readOnly)
      throw new AppError('DATABASE_UNOPENABLE', undefined, { details: { path } });
    if (!file) {
      file = new SimulatedFile(this.#options.canLosePower);
      if (path !== ':memory:') this.#files.set(path, file);
    }
    return new SimulatedDatabase(file, options, life, this.#options.strike);
  }
}
