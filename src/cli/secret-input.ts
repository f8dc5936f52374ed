// Secrets that a command needs: typed at a terminal that shows nothing, or from a file. They are Buffers throughout.
import { readFileSync } from 'node:fs';
import type { Config } from '../config/resolve.ts';
import { loadPassphraseFile, PASSPHRASE_FILE } from '../signer/passphrase.ts';
import { promptPassphrase } from '../signer/prompt-passphrase.ts';
import type { CommandIo } from './command.ts';

type Io = Pick<CommandIo, 'env' | 'err'>;

/** Undefined when it was given up, or typed differently the second time; then that has been said. */
export async function readPassphrase(
  { signer: { passphraseFile } }: Config,
  io: Io,
  { isNew = false } = {},
): Promise<Buffer | undefined> {
  const env = { ...io.env, [PASSPHRASE_FILE]: passphraseFile };
  const fromFile = loadPassphraseFile(env, process.getuid?.() ?? -1);
  if (fromFile) return fromFile;
  const passphrase = await askTerminal('Passphrase of the keystore: ', io);
  if (!passphrase || !isNew) return passphrase;
  const again = await askTerminal('The same again: ', io);
  const isSame = again?.equals(passphrase) ?? false;
  again?.fill(0);
  if (isSame) return passphrase;
  passphrase.fill(0);
  io.err('error: The two are not the same; nothing was done.\n');
  return undefined;
}

/** A private key: of a file, or typed in. */
export async function readSecret(source: string | true, io: Io): Promise<Buffer | undefined> {
  if (source === true) return askTerminal('Private key: ', io);
  try {
    return readFileSync(source);
  } catch {
    io.err(`error: ${source} cannot be read.\n`);
    return undefined;
  }
}

async function askTerminal(question: string, { err }: Io): Promise<Buffer | undefined> {
  const { stdin: input, stderr: output } = process;
  if (input.isTTY) return promptPassphrase(question, { input, output });
  err('error: There is no terminal to ask at; name a file in signer.passphraseFile.\n');
  return undefined;
}
