// The passphrase of a backup: from a file that nobody else can read, or typed at a terminal that shows nothing.
import { resolvePath } from '../config/resolve-path.ts';
import { AppError } from '../core/errors.ts';
import { loadPassphraseFile, PASSPHRASE_FILE } from '../signer/passphrase.ts';
import { promptPassphrase } from '../signer/prompt-passphrase.ts';
import { refuseWeak } from '../workers/storage/backup/encrypted-file.ts';
import { askTwice } from './ask-twice.ts';
import type { CommandIo } from './command.ts';

type Io = Pick<CommandIo, 'env' | 'cwd' | 'terminal'>;
type Source = { readonly file: string | undefined; readonly signal: AbortSignal };

/**
 * Of a backup that exists. Wipe it. BACKUP_PASSPHRASE_MISSING where there is neither file nor terminal, or it was given up;
 * the reason of the signal on its abort.
 */
export async function readBackupPassphrase({ file, signal }: Source, io: Io): Promise<Buffer> {
  if (file === undefined) return askTerminal('Passphrase of the backup: ', io, signal);
  const env = { ...io.env, [PASSPHRASE_FILE]: resolvePath(file, io) };
  const passphrase = loadPassphraseFile(env, process.getuid?.() ?? -1);
  if (!passphrase) throw new AppError('BACKUP_PASSPHRASE_MISSING');
  return passphrase;
}

/** Of a backup that is to be made: typed twice, and BACKUP_PASSPHRASE_WEAK for one that could be guessed. */
export async function readNewBackupPassphrase(source: Source, io: Io): Promise<Buffer> {
  const passphrase =
    source.file === undefined ? await askNew(source.signal, io) : await readBackupPassphrase(source, io);
  try {
    refuseWeak(passphrase);
    return passphrase;
  } catch (error) {
    passphrase.fill(0);
    throw error;
  }
}

async function askNew(signal: AbortSignal, { terminal }: Io): Promise<Buffer> {
  const typed = terminal && (await askTwice(terminal, 'Passphrase of the backup: ', signal));
  if (typed === 'different')
    throw new AppError('BACKUP_PASSPHRASE_MISSING', 'The two passphrases are not the same.');
  return typed ?? giveUp(signal);
}

async function askTerminal(question: string, { terminal }: Io, signal: AbortSignal): Promise<Buffer> {
  const typed = terminal && (await promptPassphrase(question, terminal, signal));
  return typed ?? giveUp(signal);
}

function giveUp(signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new AppError('BACKUP_PASSPHRASE_MISSING');
}
