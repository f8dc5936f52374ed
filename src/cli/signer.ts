import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { hasKeystore, loadKeystore, storeKeystore, toKeystorePath } from '../program/signer/keystore-file.ts';
import { type SignerState, signerState } from '../workers/signer/contract.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadConfigOf, loadDataDir } from './config-options.ts';
import { openControlClient } from './control-client.ts';
import { exitCodes } from './exit-codes.ts';
import { toOtpUri } from './otp-uri.ts';
import { withOwnSigner } from './own-signer.ts';
import { readPassphrase, readSecret } from './secret-input.ts';
import { toLines } from './table.ts';

/** In the order of the usage. */
const actions = {
  status: 'whether it is armed, and its keys',
  init: 'make an empty keystore: signer init --limits FILE',
  'add-key': 'add a new key, or one you have: signer add-key --label main [--import [FILE]]',
} as const;

const usage = `Usage: zapflow signer ACTION [options]

${toLines(actions)}`;

export const signer = defineCommand({
  name: 'signer',
  summary: 'the keeper of keys: its status, a new keystore, a new key',
  positionals: [['[action]', Object.keys(actions).join(', ')]],
  isConfigured: true,
  options: [
    { flags: '--limits <file>', summary: 'of init: what it may sign at most, as JSON; docs/signer.md' },
    { flags: '--label <name>', summary: 'of add-key: the name of the key' },
    { flags: '--import [file]', summary: 'of add-key: a key you have, from a file or typed in' },
    { flags: '--json', summary: 'print the status as JSON' },
  ],
  details: `${toLines(actions)}
The passphrase is asked at the terminal, or taken from signer.passphraseFile. Nobody can open a keystore without it.`,
  input: configInput.extend({
    action: z.string().optional(),
    limits: z.string().optional(),
    label: z.string().min(1).max(60).default('main'),
    import: z.union([z.literal(true), z.string()]).optional(),
    json: z.boolean().default(false),
  }),
  run: async ({ action, limits, label, import: source, json, ...input }, io) => {
    if (action === 'status') return showStatus(input, io, json);
    if (action === 'init' && limits !== undefined) return init(input, io, limits);
    if (action === 'add-key') return addKey(input, io, label, source);
    io.err(usage);
    return exitCodes.usage;
  },
});

async function showStatus(input: ConfigInput, io: CommandIo, json: boolean): Promise<number> {
  const dataDir = loadDataDir(input, io);
  const state = await askProgram(dataDir, io, 'signerStatus');
  if (json) io.out(`${JSON.stringify(state ?? { state: 'away' })}\n`);
  else if (state) io.out(`${state.says}\n${state.keys.map(({ id, label }) => `${id}  ${label}\n`).join('')}`);
  else
    io.out(
      `Zapflow does not run. ${hasKeystore(dataDir) ? 'There is a keystore.' : 'There is no keystore.'}\n`,
    );
  return exitCodes.ok;
}

async function init(input: ConfigInput, io: CommandIo, limitsFile: string): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  if (hasKeystore(dataDir)) throw new AppError('KEYSTORE_EXISTS');
  const limits = readLimits(limitsFile, io);
  if (limits === undefined) return exitCodes.failed;
  const passphrase = await readPassphrase(config, io, { isNew: true });
  if (!passphrase) return exitCodes.failed;
  await withOwnSigner(io, async (calls) => {
    const { keystore, totpSecret, recoveryCode } = await calls.create(passphrase, limits);
    storeKeystore(dataDir, keystore);
    io.out(`The keystore is ${toKeystorePath(dataDir)}; it belongs to a backup.\n
Withdrawals and export of keys need a second factor. It is shown this once:
  for an authenticator app  ${toOtpUri(totpSecret)}
  recovery code             ${recoveryCode.toString('hex')}\n
Add a key with \`zapflow signer add-key\`.\n`);
    totpSecret.fill(0);
    recoveryCode.fill(0);
  });
  return exitCodes.ok;
}

/** The signer checks what they say. */
function readLimits(file: string, { err }: CommandIo): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    err(`error: ${file} is no JSON that can be read: ${(error as Error).message}\n`);
    return undefined;
  }
}

async function addKey(
  input: ConfigInput,
  io: CommandIo,
  label: string,
  source: string | true | undefined,
): Promise<number> {
  const config = loadConfigOf(input, io);
  const { dataDir } = config;
  const keystore = loadKeystore(dataDir);
  const passphrase = await readPassphrase(config, io);
  if (!passphrase) return exitCodes.failed;
  const secret = source === undefined ? undefined : await readSecret(source, io);
  if (source !== undefined && !secret) return exitCodes.failed;
  await withOwnSigner(io, async (calls) => {
    const added = secret
      ? await calls.importKey(keystore, passphrase, label, secret)
      : await calls.generateKey(keystore, passphrase, label);
    storeKeystore(dataDir, added.keystore);
    io.out(`${added.keyId}  ${label}\n`);
  });
  const state = await askProgram(dataDir, io, 'signerReload');
  if (state && !state.keys.some((key) => key.label === label))
    io.out('Enter the passphrase on the dashboard, so that the running signer has the key too.\n');
  return exitCodes.ok;
}

/** Deriving the key of a keystore may take long on a busy machine. */
const RELOAD_MS = 45_000;

/** Undefined while Zapflow does not run. */
async function askProgram(
  dataDir: string,
  { clock }: CommandIo,
  command: 'signerStatus' | 'signerReload',
): Promise<SignerState | undefined> {
  try {
    const client = await openControlClient(dataDir, clock);
    try {
      return signerState.parse(await client.request(command, {}, RELOAD_MS));
    } finally {
      client.close();
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'PROGRAM_NOT_RUNNING') return undefined;
    throw error;
  }
}
