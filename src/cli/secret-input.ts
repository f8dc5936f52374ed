// Secrets that a command needs: typed at a terminal that shows nothing, or from a file. They are Buffers throughout.
import { readFileSync } from 'node:fs';
import type { Config } from '../config/resolve.ts';
import { loadPassphraseFile, PASSPHRASE_FILE } from '../signer/passphrase.ts';
import { promptPassphrase } from '../signer/prompt-passphrase.ts';
import type { CommandIo } from './command.ts';

type Io = Pick<CommandIo, 'env' | 'err' | 'terminal'>;

/** Of the keystore as it is, from the file that the configuration names or typed in. Undefined when it was given up. */
export async function readPassphrase(config: Config, io: Io): Promise<Buffer | undefined> {
  const told = 'There is no terminal to ask at; name a file in signer.passphraseFile.';
  return fromFile(config, io) ?? askSecret('Passphrase of the keystore: ', io, told);
}

/**
 * One that did not count so far. It is typed twice, but for a first keystore whose file is named.
 * Undefined when it was given up, or typed differently the second time; then that has been said.
 */
export async function readNewPassphrase(config: Config | undefined, io: Io): Promise<Buffer | undefined> {
  const given = config && fromFile(config, io);
  if (given) return given;
  const passphrase = await askSecret('New passphrase of the keystore: ', io);
  if (!passphrase) return undefined;
  const again = await askSecret('The same again: ', io);
  const isSame = again?.equals(passphrase) ?? false;
  again?.fill(0);
  if (isSame) return passphrase;
  passphrase.fill(0);
  io.err('error: The two are not the same; nothing was done.\n');
  return undefined;
}

/** A private key: of a file, or typed in. */
export async function readPrivateKey(source: string | true, io: Io): Promise<Buffer | undefined> {
  if (source === true) return askSecret('Private key: ', io);
  try {
    return readFileSync(source);
  } catch {
    io.err(`error: ${source} cannot be read.\n`);
    return undefined;
  }
}

/** Undefined when it was given up, or there is nobody to ask; then that has been said. */
export async function askSecret(
  question: string,
  { err, terminal }: Io,
  ifNone = 'There is no terminal to ask at.',
): Promise<Buffer | undefined> {
  if (terminal) return promptPassphrase(question, terminal);
  err(`error: ${ifNone}\n`);
  return undefined;
}

function fromFile({ signer: { passphraseFile } }: Config, { env }: Io): Buffer | undefined {
  return loadPassphraseFile({ ...env, [PASSPHRASE_FILE]: passphraseFile }, process.getuid?.() ?? -1);
}
