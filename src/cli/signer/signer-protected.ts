// What `zapflow signer` does to the file of the keystore with passphrase and second factor.
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { loadKeystore } from '../../program/signer/keystore-file.ts';
import type { KeystoreFacts, SignerCalls } from '../../signer/signer-calls.ts';
import type { CommandIo } from '../command.ts';
import { loadConfigOf } from '../config-options.ts';
import { askSecret, readPassphrase, withSecret } from '../secret-input.ts';
import { withOwnSigner } from './own-signer.ts';
import { noteWork } from './signer-audit.ts';
import { toNumberList } from './signer-key-file.ts';
import { readLimits, replaceKeystore, type SignerTools, showSecondFactor } from './signer-keystore.ts';
import { askSignerIfRunning, tellRunningSigner } from './signer-running.ts';

/** Those in force where a signer is armed; else those of the file. */
export async function showLimits({ input, io, openSigner }: SignerTools): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  const keystore = loadKeystore(dataDir);
  const running = await askSignerIfRunning(dataDir, io, 'signerStatus');
  let limits: unknown = running?.limits ?? undefined;
  if (limits === undefined) {
    const exitCode = await withSecret(await readPassphrase(config, io), async (passphrase) => {
      ({ limits } = await withOwnSigner(io, openSigner, (calls) => calls.load(keystore, passphrase)));
      return exitCodes.ok;
    });
    if (exitCode !== exitCodes.ok) return exitCode;
  }
  io.out(`${JSON.stringify(limits, undefined, 2)}\n`);
  if (running?.isOutdated)
    io.err('The keystore was changed since these were loaded: `./zapflow signer arm`.\n');
  return exitCodes.ok;
}

export async function setLimits({ input, io, openSigner }: SignerTools, file: string): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  const keystore = loadKeystore(dataDir);
  const limits = readLimits(file, io);
  if (limits === undefined) return exitCodes.failed;
  return withSecret(await readPassphrase(config, io), async (passphrase) => {
    const changed = await withOwnSigner(io, openSigner, async (calls) => {
      await calls.load(keystore, copyOf(passphrase));
      // locked it refuses in any case, but wrong limits first: nobody looks for a code in vain
      await calls.changeLimits(keystore, copyOf(passphrase), limits).catch(throwUnlessLocked);
      if (!(await unlockOwn(calls, io))) return undefined;
      return calls.changeLimits(keystore, passphrase, limits);
    });
    if (!changed) return exitCodes.failed;
    await noteWork(dataDir, io, 'setLimits');
    replaceKeystore(dataDir, keystore, changed.keystore);
    io.out('The limits are changed.\n');
    await tellRunningSigner(dataDir, io);
    return exitCodes.ok;
  });
}

export async function replaceTotp({ input, io, openSigner }: SignerTools): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  const keystore = loadKeystore(dataDir);
  const question = 'Recovery code (nothing: a code of the authenticator you have): ';
  return withSecret(await readPassphrase(config, io), async (passphrase) =>
    withSecret(await askSecret(question, io), async (typed) => {
      const made = await withOwnSigner(io, openSigner, async (calls) => {
        if (typed.length === 0) {
          await calls.load(keystore, copyOf(passphrase));
          if (!(await unlockOwn(calls, io))) return undefined;
        }
        // text for a moment: a recovery code counts once, and this was its time
        return calls.replaceSecondFactor(keystore, passphrase, Buffer.from(String(typed).trim(), 'hex'));
      });
      if (!made) return exitCodes.failed;
      await showSecondFactor(io, made, async () => {
        await noteWork(dataDir, io, 'replaceTotp');
        replaceKeystore(dataDir, keystore, made.keystore);
      });
      await tellRunningSigner(dataDir, io);
      return exitCodes.ok;
    }),
  );
}

/** Writes one key to a new file, as wallets read it. `wanted` is its address or label. */
export async function exportKey(
  { input, io, openSigner }: SignerTools,
  wanted: string,
  to: string,
): Promise<number> {
  const config = loadConfigOf(input, io);
  const path = resolve(io.cwd, to);
  if (existsSync(path)) return fail(io, `${path} exists already; name a file that does not.`);
  const keystore = loadKeystore(config.dataDir);
  return withSecret(await readPassphrase(config, io), (passphrase) =>
    withOwnSigner(io, openSigner, async (calls) => {
      const { keys } = await calls.load(keystore, passphrase);
      const named = keys.filter(({ id, label }) => id === wanted || label === wanted);
      const [key] = named;
      if (!key || named.length > 1)
        return fail(
          io,
          named.length === 0
            ? `No key is called ${wanted}.`
            : `More than one key is called ${wanted}; name one by its address: ${named.map(({ id }) => id).join(', ')}.`,
        );
      if (!(await isConfirmed(io, key, path))) return exitCodes.failed;
      if (!(await unlockOwn(calls, io))) return exitCodes.failed;
      return withSecret(await calls.exportKey(key.id), async (pair) => {
        await noteWork(config.dataDir, io, 'export', key.id);
        writeKeyFile(path, pair);
        io.out(
          `${key.id} is in ${path}. Whoever reads that file has the key: keep it offline, then delete it.\n`,
        );
        return exitCodes.ok;
      });
    }),
  );
}

/** Never over a file that is there, whose rights somebody else may have chosen. */
function writeKeyFile(path: string, pair: Buffer): void {
  const list = toNumberList(pair);
  try {
    writeFileSync(path, list, { mode: 0o600, flag: 'wx', flush: true });
  } finally {
    list.fill(0);
  }
}

async function isConfirmed(io: CommandIo, { id, label }: KeystoreFacts['keys'][number], path: string) {
  const end = id.slice(-4);
  const answer = await io.ask?.(
    `${label} (${id}) goes to ${path} without any protection. Type its last four characters to go on: `,
  );
  if (answer?.trim() === end) return true;
  io.err(answer === undefined ? 'error: There is no terminal to ask at.\n' : 'Nothing was exported.\n');
  return false;
}

const STEP_MS = 30_000;

/** Asks for a code once one counts, in a signer that has loaded the keystore; false when that was given up. */
async function unlockOwn(calls: SignerCalls, io: CommandIo): Promise<boolean> {
  // a new signer does not know which codes were used before it: only those that begin from now on count
  const nowMs = io.clock.now();
  const waitMs = (Math.floor(nowMs / STEP_MS) + 2) * STEP_MS - nowMs;
  io.err(
    `A code that is shown now may have been used already; waiting ${Math.ceil(waitMs / 1000)} s for a new one.\n`,
  );
  try {
    await io.clock.sleep(waitMs, io.interrupted());
  } catch {
    return false;
  }
  const code = await askSecret('Code of the authenticator: ', io);
  if (!code) return false;
  await calls.unlockWithdrawals(code);
  return true;
}

function throwUnlessLocked(error: unknown): void {
  if (!(error instanceof AppError && error.details['reason'] === 'LOCKED')) throw error;
}

function fail({ err }: CommandIo, why: string): number {
  err(`error: ${why}\n`);
  return exitCodes.failed;
}

/** Not `Buffer.from`, which takes from a shared pool. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.alloc(bytes.length);
  bytes.copy(copy);
  return copy;
}
