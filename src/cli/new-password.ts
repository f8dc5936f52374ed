// A password for somebody else's account: typed at a terminal that shows nothing, or made. Never from the command line itself.
import { password } from '../api/words.ts';
import type { Random } from '../core/random.ts';
import { promptPassphrase } from '../signer/prompt-passphrase.ts';
import type { CommandIo } from './command.ts';

const BYTES = 15;

/** 120 random bits in 20 letters. */
export function makePassword(random: Random): string {
  return Buffer.from(random.hex(BYTES), 'hex').toString('base64url');
}

/** Undefined when it was given up, is too short, or was typed differently the second time; then that has been said. */
export async function readNewPassword({ err }: Pick<CommandIo, 'err'>): Promise<string | undefined> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY) {
    err('error: There is no terminal to ask at; --print makes a password and prints it.\n');
    return undefined;
  }
  const typed = await promptPassphrase('New password: ', { input, output });
  const again = typed && (await promptPassphrase('The same again: ', { input, output }));
  if (!typed || !again) return undefined;
  const checked = password.safeParse(typed.toString());
  const isSame = typed.equals(again);
  typed.fill(0);
  again.fill(0);
  if (isSame && checked.success) return checked.data;
  err(
    `error: ${isSame ? 'A password has at least 12 and at most 200 characters' : 'The two are not the same'}; nothing was done.\n`,
  );
  return undefined;
}
