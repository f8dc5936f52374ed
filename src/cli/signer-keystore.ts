// What `zapflow signer` does to the file of the keystore with its passphrase alone.
import { readFileSync } from 'node:fs';
import { AppError } from '../core/errors.ts';
import { hasKeystore, loadKeystore, storeKeystore, toKeystorePath } from '../program/signer/keystore-file.ts';
import type { NewSecondFactor } from '../signer/signer-calls.ts';
import type { CommandIo } from './command.ts';
import { type ConfigInput, loadConfigOf } from './config-options.ts';
import { exitCodes } from './exit-codes.ts';
import { toOtpUri } from './otp-uri.ts';
import { type OpenSigner, withOwnSigner } from './own-signer.ts';
import { readNewPassphrase, readPassphrase, readPrivateKey } from './secret-input.ts';
import { tellRunningSigner } from './signer-running.ts';

export type SignerTools = {
  readonly input: ConfigInput;
  readonly io: CommandIo;
  readonly openSigner: OpenSigner;
};

export async function init({ input, io, openSigner }: SignerTools, limitsFile: string): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  if (hasKeystore(dataDir)) throw new AppError('KEYSTORE_EXISTS');
  const limits = readLimits(limitsFile, io);
  if (limits === undefined) return exitCodes.failed;
  const passphrase = await readNewPassphrase(config, io);
  if (!passphrase) return exitCodes.failed;
  await withOwnSigner(io, openSigner, async (calls) => {
    const { keystore, ...factor } = await calls.create(passphrase, limits);
    if (hasKeystore(dataDir)) throw new AppError('KEYSTORE_EXISTS');
    storeKeystore(dataDir, keystore);
    io.out(`The keystore is ${toKeystorePath(dataDir)}; it belongs to a backup.\n\n`);
    showSecondFactor(io, factor);
    io.out('\nAdd a key with `zapflow signer add-key`.\n');
  });
  return exitCodes.ok;
}

export async function addKey(
  { input, io, openSigner }: SignerTools,
  label: string,
  source: string | true | undefined,
): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  const keystore = loadKeystore(dataDir);
  const passphrase = await readPassphrase(config, io);
  if (!passphrase) return exitCodes.failed;
  const secret = source === undefined ? undefined : await readPrivateKey(source, io);
  if (source !== undefined && !secret) return exitCodes.failed;
  await withOwnSigner(io, openSigner, async (calls) => {
    const added = secret
      ? await calls.importKey(keystore, passphrase, label, secret)
      : await calls.generateKey(keystore, passphrase, label);
    replaceKeystore(dataDir, keystore, added.keystore);
    io.out(`${added.keyId}  ${label}\n`);
  });
  await tellRunningSigner(dataDir, io);
  return exitCodes.ok;
}

export async function changePassphrase({ input, io, openSigner }: SignerTools): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir, signer } = config;
  const keystore = loadKeystore(dataDir);
  const passphrase = await readPassphrase(config, io);
  if (!passphrase) return exitCodes.failed;
  const newPassphrase = await readNewPassphrase(undefined, io);
  if (!newPassphrase) return exitCodes.failed;
  await withOwnSigner(io, openSigner, async (calls) => {
    const changed = await calls.changePassphrase(keystore, passphrase, newPassphrase);
    replaceKeystore(dataDir, keystore, changed.keystore);
  });
  const path = toKeystorePath(dataDir);
  io.out(
    `The passphrase is changed. Older copies still open with the old one: ${path}.before and backups.\n`,
  );
  if (signer.passphraseFile)
    io.out(`Write the new one into ${signer.passphraseFile}, or the signer will not arm itself again.\n`);
  // a file that still has the old one would count as a wrong try
  else await tellRunningSigner(dataDir, io);
  return exitCodes.ok;
}

/** Throws KEYSTORE_UNUSABLE, also when the file is no longer the one that was read: somebody else changed it meanwhile. */
export function replaceKeystore(dataDir: string, before: Buffer, after: Buffer): void {
  if (!loadKeystore(dataDir).equals(before))
    throw new AppError(
      'KEYSTORE_UNUSABLE',
      'The keystore was changed by somebody else meanwhile; nothing was done. Do it again.',
    );
  storeKeystore(dataDir, after);
}

export function showSecondFactor(
  { out }: CommandIo,
  { totpSecret, recoveryCode }: Pick<NewSecondFactor, 'totpSecret' | 'recoveryCode'>,
): void {
  out(`Withdrawals, limits and export of keys need a second factor. It is shown this once:
  for an authenticator app  ${toOtpUri(totpSecret)}
  recovery code             ${recoveryCode.toString('hex')}
`);
  totpSecret.fill(0);
  recoveryCode.fill(0);
}

/** The signer checks what they say. Undefined when they cannot be read, which has been said then. */
export function readLimits(file: string, { err }: CommandIo): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    err(`error: ${file} is no JSON that can be read: ${(error as Error).message}\n`);
    return undefined;
  }
}
