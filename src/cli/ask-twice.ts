import { promptPassphrase, type Terminal } from '../signer/prompt-passphrase.ts';

/**
 * A secret that did not count so far, typed twice so that no slip is kept. Wipe it. Undefined when it was given up, or by the
 * signal.
 */
export async function askTwice(
  terminal: Terminal,
  question: string,
  signal?: AbortSignal,
): Promise<Buffer | 'different' | undefined> {
  const typed = await promptPassphrase(question, terminal, signal);
  const again = typed && (await promptPassphrase('The same again: ', terminal, signal));
  const isSame = typed && again?.equals(typed);
  again?.fill(0);
  if (isSame) return typed;
  typed?.fill(0);
  return again && 'different';
}
