// What `zapflow signer` does to the file of the keystore with its passphrase alone.
import { readFileSync } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import {
  hasKeystore,
  loadKeystore,
  storeKeystore,
  toKeystorePath,
} from '../../program/signer/keystore-file.ts';
import { judgeLimits } from '../../signer/judge-limits.ts';
import type { NewSecondFactor, SignerCalls, Stored } from '../../signer/signer-calls.ts';
import type { CommandIo } from '../command.ts';
import { type ConfigInput, loadConfigOf } from '../config-options.ts';
import { readNewKeystorePassphrase, readPassphrase, readPrivateKey, withSecret } from '../secret-input.ts';
import { toOtpUri } from './otp-uri.ts';
import { type OpenSigner, withOwnSigner } from './own-signer.ts';
import { noteWork } from './signer-audit.ts';
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
  return withSecret(await readNewKeystorePassphrase(config, io), async (passphrase) => {
    const made = await withOwnSigner(io, openSigner, (calls) => calls.create(passphrase, limits));
    await showSecondFactor(io, made, async () => {
      await noteWork(dataDir, io, 'init');
      if (hasKeystore(dataDir)) throw new AppError('KEYSTORE_EXISTS');
      storeKeystore(dataDir, made.keystore);
      io.out(
        `The keystore is ${toKeystorePath(dataDir)}. No backup holds it: copy it by hand after each change.\n\n`,
      );
    });
    io.out('\nAdd a key with `./zapflow signer add-key`.\n');
    return exitCodes.ok;
  });
}

export async function addKey(
  { input, io, openSigner }: SignerTools,
  label: string,
  source: string | true | undefined,
): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  const keystore = loadKeystore(dataDir);
  return withSecret(await readPassphrase(config, io), async (passphrase) => {
    const add = async (work: (calls: SignerCalls) => Promise<Stored & { keyId: string }>) => {
      const added = await withOwnSigner(io, openSigner, work);
      await noteWork(dataDir, io, 'addKey', added.keyId);
      replaceKeystore(dataDir, keystore, added.keystore);
      io.out(`${added.keyId}  ${label}\n`);
      await tellRunningSigner(dataDir, io);
      return exitCodes.ok;
    };
    if (source === undefined) return add((calls) => calls.generateKey(keystore, passphrase, label));
    return withSecret(await readPrivateKey(source, io), (secret) =>
      add((calls) => calls.importKey(keystore, passphrase, label, secret)),
    );
  });
}

export async function changePassphrase({ input, io, openSigner }: SignerTools): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir, signer } = config;
  const keystore = loadKeystore(dataDir);
  const exitCode = await withSecret(await readPassphrase(config, io), async (passphrase) =>
    withSecret(await readNewKeystorePassphrase(undefined, io), async (newPassphrase) => {
      const changed = await withOwnSigner(io, openSigner, (calls) =>
        calls.changePassphrase(keystore, passphrase, newPassphrase),
      );
      await noteWork(dataDir, io, 'changePassphrase');
      replaceKeystore(dataDir, keystore, changed.keystore);
      return exitCodes.ok;
    }),
  );
  if (exitCode !== exitCodes.ok) return exitCode;
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

/** Once `store` has kept the keystore that it opens. Wiped in any case; what was shown is text of the terminal. */
export async function showSecondFactor(
  { out }: CommandIo,
  { totpSecret, recoveryCode }: NewSecondFactor,
  store: () => Promise<void>,
): Promise<void> {
  try {
    await store();
    out(`Withdrawals, limits and export of keys need a second factor. It is shown this once:
  for an authenticator app  ${toOtpUri(totpSecret)}
  recovery code             ${recoveryCode.toString('hex')}
`);
  } finally {
    totpSecret.fill(0);
    recoveryCode.fill(0);
  }
}

/** Judged before anybody is asked for a passphrase. Undefined when they cannot be read, which has been said then. */
export function readLimits(file: string, { err }: CommandIo): unknown {
  let limits: unknown;
  try {
    limits = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    err(`error: ${file} is no JSON that can be read: ${(error as Error).message}\n`);
    return undefined;
  }
  judgeLimits(limits);
  return limits;
}
