// What `zapflow signer` asks of the signer that runs beside the program.
import { AppError, toAppError } from '../core/errors.ts';
import { hasKeystore } from '../program/signer/keystore-file.ts';
import { type SignerState, signerState } from '../workers/signer/contract.ts';
import type { CommandIo } from './command.ts';
import { type ConfigInput, loadConfigOf, loadDataDir } from './config-options.ts';
import { openControlClient } from './control-client.ts';
import { exitCodes } from './exit-codes.ts';
import { askSecret, readPassphrase } from './secret-input.ts';
import { toDuration } from './status.ts';

export async function showStatus(input: ConfigInput, io: CommandIo, json: boolean): Promise<number> {
  const dataDir = loadDataDir(input, io);
  const state = await askIfRunning(dataDir, io, 'signerStatus');
  if (json) io.out(`${JSON.stringify(state ?? { state: 'away' })}\n`);
  else if (state) io.out(toText(state));
  else
    io.out(
      `Zapflow does not run. ${hasKeystore(dataDir) ? 'There is a keystore.' : 'There is no keystore: `zapflow signer init` makes one.'}\n`,
    );
  return exitCodes.ok;
}

function toText({ state, says, keys, unlockedForMs, lockedOutForMs, lately }: SignerState): string {
  if (state !== 'armed') return `${says}\n`;
  const lines = [
    says,
    ...keys.map(({ id, label }) => `${id}  ${label}`),
    unlockedForMs > 0
      ? `Withdrawals are unlocked for ${toDuration(unlockedForMs)}.`
      : 'Withdrawals and export are locked.',
  ];
  if (lockedOutForMs > 0)
    lines.push(`After too many wrong codes none counts for ${toDuration(lockedOutForMs)}.`);
  if (lately) {
    const { spanMs, signed, refused } = lately;
    lines.push(
      `In the last ${toDuration(spanMs)}: signed ${toCounts(signed)}; refused ${toCounts(refused)}.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function toCounts(counts: Readonly<Record<string, number>>): string {
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return told.length === 0 ? 'nothing' : told.join(', ');
}

/** Loads the keystore into the running signer. */
export async function arm(input: ConfigInput, io: CommandIo): Promise<number> {
  const config = loadConfigOf(input, io);
  const passphrase = await readPassphrase(config, io);
  if (!passphrase) return exitCodes.failed;
  const state = await askProgram(config.dataDir, io, 'signerArm', { passphrase: String(passphrase) });
  passphrase.fill(0);
  io.out(`${state.says}\n`);
  return exitCodes.ok;
}

export async function unlock(input: ConfigInput, io: CommandIo): Promise<number> {
  const dataDir = loadDataDir(input, io);
  const code = await askSecret('Code of the authenticator: ', io);
  if (!code) return exitCodes.failed;
  const { unlockedForMs } = await askProgram(dataDir, io, 'signerUnlock', { code: String(code) });
  io.out(
    `Withdrawals are unlocked for ${toDuration(unlockedForMs)}; \`zapflow signer lock\` ends that at once.\n`,
  );
  return exitCodes.ok;
}

export async function lock(input: ConfigInput, io: CommandIo): Promise<number> {
  await askProgram(loadDataDir(input, io), io, 'signerLock');
  io.out('Withdrawals and export are locked.\n');
  return exitCodes.ok;
}

/** After the file was changed: the running signer loads it where a passphrase file says how; else the person is told how. */
export async function tellRunningSigner(dataDir: string, io: CommandIo): Promise<void> {
  const todo = 'the running signer does not have the change yet: `zapflow signer arm`';
  try {
    const state = await askIfRunning(dataDir, io, 'signerReload');
    if (state && (state.isOutdated || state.state === 'waiting')) io.out(`Done, but ${todo}.\n`);
  } catch (error) {
    io.err(`Done, but ${todo}. It said: ${toAppError(error).message}\n`);
  }
}

/** Deriving the key of a keystore may take long on a busy machine. */
const LONGEST_MS = 45_000;

type Question = 'signerStatus' | 'signerReload' | 'signerArm' | 'signerUnlock' | 'signerLock';

async function askProgram(
  dataDir: string,
  { clock }: CommandIo,
  question: Question,
  fields: Readonly<Record<string, string>> = {},
): Promise<SignerState> {
  const client = await openControlClient(dataDir, clock);
  try {
    return signerState.parse(await client.request(question, fields, LONGEST_MS));
  } finally {
    client.close();
  }
}

/** Undefined while Zapflow does not run. */
export async function askIfRunning(
  dataDir: string,
  io: CommandIo,
  question: 'signerStatus' | 'signerReload',
): Promise<SignerState | undefined> {
  try {
    return await askProgram(dataDir, io, question);
  } catch (error) {
    if (error instanceof AppError && error.code === 'PROGRAM_NOT_RUNNING') return undefined;
    throw error;
  }
}
