// What `zapflow signer` asks of the signer that runs beside the program.
import { toAppError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { hasKeystore } from '../../program/signer/keystore-file.ts';
import { type ToldState, toldState } from '../../workers/signer/contract.ts';
import type { CommandIo } from '../command.ts';
import { type ConfigInput, loadConfigOf, loadDataDir } from '../config-options.ts';
import { toDuration } from '../figures.ts';
import { isNotRunning, withProgram } from '../running-program.ts';
import { askSecret, readPassphrase, withSecret } from '../secret-input.ts';

export async function showStatus(input: ConfigInput, io: CommandIo, json: boolean): Promise<number> {
  const dataDir = loadDataDir(input, io);
  const state = await askSignerIfRunning(dataDir, io, 'signerStatus');
  if (json) io.out(`${JSON.stringify(state ?? { state: 'away' })}\n`);
  else if (state) io.out(toText(state));
  else
    io.out(
      `Zapflow does not run. ${hasKeystore(dataDir) ? 'There is a keystore.' : 'There is no keystore: `./zapflow signer init` makes one.'}\n`,
    );
  return exitCodes.ok;
}

function toText({ state, says, keys, unlockedForMs, lockedOutForMs, lately }: ToldState): string {
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
  return withSecret(await readPassphrase(config, io), async (passphrase) => {
    const state = await askSigner(config.dataDir, io, 'signerArm', { passphrase: String(passphrase) });
    io.out(`${state.says}\n`);
    return exitCodes.ok;
  });
}

export async function unlock(input: ConfigInput, io: CommandIo): Promise<number> {
  const dataDir = loadDataDir(input, io);
  return withSecret(await askSecret('Code of the authenticator: ', io), async (code) => {
    const { unlockedForMs } = await askSigner(dataDir, io, 'signerUnlock', { code: String(code) });
    io.out(
      `Withdrawals are unlocked for ${toDuration(unlockedForMs)}; \`./zapflow signer lock\` ends that at once.\n`,
    );
    return exitCodes.ok;
  });
}

export async function lock(input: ConfigInput, io: CommandIo): Promise<number> {
  await askSigner(loadDataDir(input, io), io, 'signerLock');
  io.out('Withdrawals and export are locked.\n');
  return exitCodes.ok;
}

/** After the file was changed: the running signer loads it where a passphrase file says how; else the person is told how. */
export async function tellRunningSigner(dataDir: string, io: CommandIo): Promise<void> {
  const todo = 'the running signer does not have the change yet: `./zapflow signer arm`';
  try {
    const state = await askSignerIfRunning(dataDir, io, 'signerReload');
    if (state && (state.isOutdated || state.state === 'waiting')) io.out(`Done, but ${todo}.\n`);
  } catch (error) {
    io.err(`Done, but ${todo}. It said: ${toAppError(error).message}\n`);
  }
}

/** Deriving the key of a keystore may take long on a busy machine. */
const LONGEST_MS = 45_000;

type Question = 'signerStatus' | 'signerReload' | 'signerArm' | 'signerUnlock' | 'signerLock';

/** What is secret in the fields goes over as text, as the control socket takes it. */
function askSigner(
  dataDir: string,
  io: CommandIo,
  question: Question,
  fields: Readonly<Record<string, string>> = {},
): Promise<ToldState> {
  return withProgram(dataDir, io, async (client) =>
    toldState.parse(await client.request(question, fields, LONGEST_MS)),
  );
}

/** Undefined while Zapflow does not run. */
export async function askSignerIfRunning(
  dataDir: string,
  io: CommandIo,
  question: 'signerStatus' | 'signerReload',
): Promise<ToldState | undefined> {
  try {
    return await askSigner(dataDir, io, question);
  } catch (error) {
    if (isNotRunning(error)) return undefined;
    throw error;
  }
}
