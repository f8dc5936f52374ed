// Backups that only a passphrase opens, as files.
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import { readBeginning, sync } from './durable-files.ts';
import {
  decryptChunks,
  encryptChunks,
  HEADER_BYTES,
  hasMagic,
  makeKey,
  openKey,
  SALT_BYTES,
} from './encrypted-chunks.ts';

const MIN_PASSPHRASE_BYTES = 12;

/** False also where there is no such file, or none that can be read. */
export function isEncrypted(file: string): boolean {
  return hasMagic(readBeginning(file, HEADER_BYTES));
}

/** BACKUP_PASSPHRASE_WEAK for one that could be guessed. */
export function refuseWeak(passphrase: Buffer): void {
  if (passphrase.length < MIN_PASSPHRASE_BYTES) throw new AppError('BACKUP_PASSPHRASE_WEAK');
}

/**
 * Into a file that is there and private already; afterwards it is on the disk. Throws the reason of the signal on its abort,
 * and what the file system says.
 */
export async function encryptFile(
  from: string,
  to: string,
  { passphrase, random }: { readonly passphrase: Buffer; readonly random: Random },
  signal?: AbortSignal,
): Promise<void> {
  const key = await makeKey(passphrase, Buffer.from(random.hex(SALT_BYTES), 'hex'));
  await flow(signal, async (options) => {
    const pieces = async function* (plain: AsyncIterable<Buffer>) {
      yield key.header;
      yield* encryptChunks(plain, key);
    };
    await pipeline(createReadStream(from), pieces, createWriteStream(to), options);
  });
  key.key.fill(0);
  sync(to);
}

/** As `encryptFile`; also BACKUP_PASSPHRASE_WRONG, and BACKUP_UNUSABLE for one that was changed or cut. */
export async function decryptFile(
  from: string,
  to: string,
  passphrase: Buffer,
  signal?: AbortSignal,
): Promise<void> {
  const key = await openKey(passphrase, readBeginning(from, HEADER_BYTES));
  if (!key) throw new AppError('BACKUP_PASSPHRASE_WRONG', undefined, { details: { file: from } });
  await flow(signal, async (options) => {
    const plain = async function* (pieces: AsyncIterable<Buffer>) {
      try {
        yield* decryptChunks(pieces, key);
      } catch (cause) {
        throw isOfSystem(cause) ? cause : toDamaged(from, cause);
      }
    };
    const pieces = createReadStream(from, { start: HEADER_BYTES });
    await pipeline(pieces, plain, createWriteStream(to), options);
  });
  key.key.fill(0);
  sync(to);
}

/** An abort ends a pipeline with an error of Node's own. */
async function flow(
  signal: AbortSignal | undefined,
  run: (options: { signal?: AbortSignal }) => Promise<void>,
): Promise<void> {
  try {
    await run(signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function isOfSystem(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function toDamaged(file: string, cause: unknown): AppError {
  const reason = 'it is damaged, or its end is missing';
  return new AppError('BACKUP_UNUSABLE', `${file} cannot be restored: ${reason}.`, {
    details: { file, reason },
    cause,
  });
}
