import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { defineCommand } from './command.ts';
import { configInput } from './config-options.ts';
import { type OpenSigner, openSignerProcess } from './signer/own-signer.ts';
import { addKey, changePassphrase, init, type SignerTools } from './signer/signer-keystore.ts';
import { exportKey, replaceTotp, setLimits, showLimits } from './signer/signer-protected.ts';
import { arm, lock, showStatus, unlock } from './signer/signer-running.ts';
import { toLines } from './table.ts';

/** In the order of the usage. */
const actions = {
  status: 'whether it is armed, its keys, what it signed and refused lately',
  init: 'make an empty keystore: signer init --limits FILE',
  'add-key': 'add a new key, or one you have: signer add-key --label main [--import [FILE]]',
  arm: 'give the running signer the passphrase, so that it trades',
  unlock: 'unlock withdrawals of the running signer for some minutes, by a code',
  lock: 'lock them again at once',
  limits: 'what it may sign at most: signer limits show, or signer limits set FILE',
  export: 'write a key to a new file: signer export KEY --to FILE',
  'change-passphrase': 'seal the keystore with another passphrase',
  'replace-totp': 'a new authenticator, by the recovery code or a code of the old one',
} as const;

const usage = `Usage: ./zapflow signer ACTION [options]

${toLines(actions)}`;

type Words = {
  readonly action?: string | undefined;
  readonly values: readonly string[];
  readonly limits?: string | undefined;
  readonly label: string;
  readonly import?: string | true | undefined;
  readonly to?: string | undefined;
  readonly json: boolean;
};

/** `openSigner` starts the signer that works on the file of the keystore. */
export function createSignerCommand(openSigner: OpenSigner) {
  return defineCommand({
    name: 'signer',
    summary: 'the keeper of keys: its status, keystore, keys, limits and locks',
    positionals: [
      ['[action]', Object.keys(actions).join(', ')],
      ['[values...]', 'what the action takes'],
    ],
    isConfigured: true,
    options: [
      { flags: '--limits <file>', summary: 'of init: what it may sign at most, as JSON; docs/signer.md' },
      { flags: '--label <name>', summary: 'of add-key: the name of the key' },
      { flags: '--import [file]', summary: 'of add-key: a key you have, from a file or typed in' },
      { flags: '--to <file>', summary: 'of export: the file, which must not exist' },
      { flags: '--json', summary: 'print the status as JSON' },
    ],
    details: `${toLines(actions)}
The passphrase is asked at the terminal, or taken from signer.passphraseFile. Nobody can open a keystore without it.`,
    input: configInput.extend({
      action: z.string().optional(),
      values: z.array(z.string()).default([]),
      limits: z.string().optional(),
      label: z.string().min(1).max(60).default('main'),
      import: z.union([z.literal(true), z.string()]).optional(),
      to: z.string().optional(),
      json: z.boolean().default(false),
    }),
    run: async ({ action, values, limits, label, import: source, to, json, ...input }, io) => {
      const words = { action, values, limits, label, import: source, to, json };
      const done = choose(words, { input, io, openSigner });
      if (done) return done;
      io.err(usage);
      return exitCodes.usage;
    },
  });
}

export const signer = createSignerCommand(openSignerProcess);

/** Undefined for words that mean nothing. */
function choose(words: Words, tools: SignerTools): Promise<number> | undefined {
  const { action, values, limits, to } = words;
  const { input, io } = tools;
  const [first, second] = values;
  if (action === 'limits') {
    if (first === 'show' && values.length === 1) return showLimits(tools);
    return first === 'set' && second !== undefined && values.length === 2
      ? setLimits(tools, second)
      : undefined;
  }
  if (action === 'export')
    return first !== undefined && values.length === 1 && to !== undefined
      ? exportKey(tools, first, to)
      : undefined;
  if (values.length > 0) return undefined;
  if (action === 'init') return limits === undefined ? undefined : init(tools, limits);
  const plain: Readonly<Record<string, () => Promise<number>>> = {
    status: () => showStatus(input, io, words.json),
    'add-key': () => addKey(tools, words.label, words.import),
    arm: () => arm(input, io),
    unlock: () => unlock(input, io),
    lock: () => lock(input, io),
    'change-passphrase': () => changePassphrase(tools),
    'replace-totp': () => replaceTotp(tools),
  };
  return action !== undefined && Object.hasOwn(plain, action) ? plain[action]?.() : undefined;
}
