// Secrets that a command needs: typed at a terminal that shows nothing, or from a file. They are Buffers, which are wiped after
// use, except where the other side takes text: what goes over the control socket is a string for as long as it is sent.
import { readFileSync } from 'node:fs';
import type { Config } from '../config/resolve.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { loadPassphraseFile, PASSPHRASE_FILE } from '../signer/passphrase.ts';
import { promptPassphrase } from '../signer/prompt-passphrase.ts';
import { askTwice } from './ask-twice.ts';
import type { CommandIo } from './command.ts';

type Io = Pick<CommandIo, 'env' | 'err' | 'terminal'>;

const NO_TERMINAL = 'There is no terminal to ask at.';

/** Hands the secret on and wipes it, however the work ends. Without one nothing is done and the exit code is 1. */
export async function withSecret(
  secret: Buffer | undefined,
  work: (secret: Buffer) => Promise<number>,
): Promise<number> {
  if (!secret) return exitCodes.failed;
  try {
    return await work(secret);
  } finally {
    secret.fill(0);
  }
}

/** Of the keystore as it is, from the file that the configuration names or typed in. Undefined when it was given up. */
export async function readPassphrase(config: Config, io: Io): Promise<Buffer | undefined> {
  const told = 'There is no terminal to ask at; name a file in signer.passphraseFile.';
  return fromFile(config, io) ?? askSecret('Passphrase of the keystore: ', io, told);
}

/**
 * One that did not count so far. It is typed twice, but for a first keystore whose file is named.
 * Undefined when it was given up, or typed differently the second time; then that has been said.
 */
export async function readNewKeystorePassphrase(
  config: Config | undefined,
  io: Io,
): Promise<Buffer | undefined> {
  const given = config && fromFile(config, io);
  if (given) return given;
  const { err, terminal } = io;
  const typed = terminal && (await askTwice(terminal, 'New passphrase of the keystore: '));
  if (!terminal) err(`error: ${NO_TERMINAL}\n`);
  if (typed !== 'different') return typed;
  err('error: The two are not the same; nothing was done.\n');
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
  ifNone = NO_TERMINAL,
): Promise<Buffer | undefined> {
  if (terminal) return promptPassphrase(question, terminal);
  err(`error: ${ifNone}\n`);
  return undefined;
}

function fromFile({ signer: { passphraseFile } }: Config, { env }: Io): Buffer | undefined {
  return loadPassphraseFile({ ...env, [PASSPHRASE_FILE]: passphraseFile }, process.getuid?.() ?? -1);
}
