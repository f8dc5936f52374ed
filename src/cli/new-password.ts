// A password for somebody else's account: typed at a terminal that shows nothing, or made. Never from the command line itself.
import { password } from '../api/words.ts';
import type { Random } from '../core/random.ts';
import { askTwice } from './ask-twice.ts';
import type { CommandIo } from './command.ts';

const BYTES = 15;

/** 120 random bits in 20 letters. */
export function makePassword(random: Random): string {
  return Buffer.from(random.hex(BYTES), 'hex').toString('base64url');
}

/** Undefined when it was given up, is too short, or was typed differently the second time; then that has been said. A string, which is what a password is hashed from. */
export async function readNewPassword({
  err,
  terminal,
}: Pick<CommandIo, 'err' | 'terminal'>): Promise<string | undefined> {
  if (!terminal) {
    err('error: There is no terminal to ask at; --print makes a password and prints it.\n');
    return undefined;
  }
  const typed = await askTwice(terminal, 'New password: ');
  if (!typed) return undefined;
  if (typed === 'different') {
    err('error: The two are not the same; nothing was done.\n');
    return undefined;
  }
  const { data } = password.safeParse(typed.toString());
  typed.fill(0);
  if (data === undefined)
    err('error: A password has at least 12 and at most 200 characters; nothing was done.\n');
  return data;
}
