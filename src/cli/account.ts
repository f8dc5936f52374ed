import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { systemRandom } from '../core/random.ts';
import { createPasswords } from '../workers/gateway/security/passwords.ts';
import { changeStopped } from '../workers/storage/operations/change-stopped.ts';
import { operator } from '../workers/storage/operations/operator.ts';
import { readStopped } from '../workers/storage/operations/read-stopped.ts';
import { users } from '../workers/storage/reads/users.ts';
import type { Tx } from '../workers/storage/unit.ts';
import { user } from '../workers/storage/units/account-words.ts';
import { recoverAccount } from '../workers/storage/units/recover-account.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadConfigOf } from './config-options.ts';
import { advised, askProgram, toStoppedDatabase, withStoppedDatabase } from './database.ts';
import { toCount, toMoment } from './figures.ts';
import { makePassword, readNewPassword } from './new-password.ts';
import { toLines, toTable } from './table.ts';

/** In the order of the usage. */
const actions = {
  list: 'who may sign in',
  'reset-password': 'give NAME another password; it is typed, or made and printed once with --print',
  'reset-totp':
    'take the second factor of NAME away, for who lost it; in live mode the next sign-in sets one',
} as const;

const usage = `Usage: ./zapflow account ACTION [NAME] [options]

${toLines(actions)}`;

export const account = defineCommand({
  name: 'account',
  summary: 'help somebody in who cannot sign in: list accounts, reset a password or a second factor',
  positionals: [
    ['[action]', Object.keys(actions).join(', ')],
    ['[name]', 'of the account'],
  ],
  isConfigured: true,
  options: [{ flags: '--print', summary: 'of reset-password: make a password and print it, this once' }],
  details: `${toLines(actions)}
Whether Zapflow runs or not. All sessions of the account end; its API tokens go on. The audit names the operator at the machine.`,
  input: configInput.extend({
    action: z.string().optional(),
    name: z.string().optional(),
    print: z.boolean().default(false),
  }),
  run: async ({ action, name, print, ...input }, io) => {
    if (action === 'list') return list(input, io);
    if (action === 'reset-password' && name !== undefined) return resetPassword(input, io, name, print);
    if (action === 'reset-totp' && name !== undefined) {
      const ended = await recover(input, io, { name, removesTotp: true });
      io.out(`${name} has no second factor any more; ${toCount(ended, 'session')} ended.\n`);
      return exitCodes.ok;
    }
    io.err(usage);
    return exitCodes.usage;
  },
});

async function list(input: ConfigInput, io: CommandIo): Promise<number> {
  const asked = await askProgram(input, io, { command: 'accounts' });
  const found = z.array(user).parse(asked ? asked.answer : await readUsers(input, io));
  if (found.length === 0) {
    io.out('There is no account yet: a start prints the address that makes the first one.\n');
    return exitCodes.ok;
  }
  const rows = found.map(({ name, role, hasTotp, createdAtMs, disabledAtMs }) => [
    name,
    role,
    hasTotp ? 'second factor' : 'password only',
    disabledAtMs === null ? `since ${toMoment(createdAtMs)}` : `closed ${toMoment(disabledAtMs)}`,
  ]);
  io.out(toTable(['name', 'role', 'signs in by', 'state'], rows));
  return exitCodes.ok;
}

/** Of a program that is stopped. */
async function readUsers(input: ConfigInput, io: CommandIo): Promise<unknown> {
  const { source, dataDir } = toStoppedDatabase(loadConfigOf(input, io));
  const found = await advised(dataDir, () => readStopped(source, 'users', (db) => users.run(db, undefined)));
  return found ?? [];
}

async function resetPassword(
  input: ConfigInput,
  io: CommandIo,
  name: string,
  isMade: boolean,
): Promise<number> {
  const password = isMade ? makePassword(systemRandom) : await readNewPassword(io);
  if (password === undefined) return exitCodes.failed;
  // Nothing but its hash goes to the program or the database.
  const passwordHash = await createPasswords(systemRandom).hash(password);
  const ended = await recover(input, io, { name, passwordHash, removesTotp: false });
  io.out(`${name} has another password; ${toCount(ended, 'session')} ended.\n`);
  if (isMade) io.out(`${password}\n`);
  return exitCodes.ok;
}

type Recovery = { readonly name: string; readonly passwordHash?: string; readonly removesTotp: boolean };

/** Gives the number of sessions that ended. */
async function recover(input: ConfigInput, io: CommandIo, wish: Recovery): Promise<number> {
  const asked = await askProgram(input, io, { command: 'recoverAccount', args: wish });
  const { sessionsEnded } = recoverAccount.output!.parse(
    asked
      ? asked.answer
      : await changeDatabase(input, io, (tx) => recoverAccount.run(tx, { by: operator, ...wish })),
  );
  return sessionsEnded;
}

function changeDatabase<T>(input: ConfigInput, io: CommandIo, change: (tx: Tx) => Promise<T>): Promise<T> {
  return withStoppedDatabase(input, io, (database) =>
    changeStopped({ ...database, nowMs: io.clock.now() }, change),
  );
}
