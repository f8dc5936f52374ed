// Asks for the passphrase at a terminal that shows nothing of it.
import type { Readable, Writable } from 'node:stream';

/** Standard input and error of a terminal. */
export type Terminal = {
  readonly input: Readable & { setRawMode(isRaw: boolean): unknown };
  readonly output: Writable;
};

const MAX_BYTES = 1024;
const [INTERRUPT, END, BACKSPACE, LINE_FEED, RETURN, DELETE] = [0x03, 0x04, 0x08, 0x0a, 0x0d, 0x7f] as const;

/** The bytes typed until the end of the line; wipe them. Nothing when it was given up with Ctrl-C or Ctrl-D, or by the signal. */
export async function promptPassphrase(
  question: string,
  { input, output }: Terminal,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const typed = Buffer.alloc(MAX_BYTES);
  let length = 0;
  const { promise, resolve } = Promise.withResolvers<'line' | 'given up'>();
  const onData = (chunk: Buffer): void => {
    for (const byte of chunk) {
      if (byte === RETURN || byte === LINE_FEED) resolve('line');
      else if (byte === INTERRUPT || byte === END) resolve('given up');
      else if (byte === DELETE || byte === BACKSPACE) length = eraseLetter(typed, length);
      // a byte too many is left out; such a passphrase is then refused as wrong
      else if (length < MAX_BYTES) typed[length++] = byte;
    }
    chunk.fill(0);
  };
  const onEnd = () => resolve('given up');

  // In this order, so that nothing is shown of who types at once.
  input.setRawMode(true);
  output.write(question);
  input.on('data', onData);
  input.on('end', onEnd);
  signal?.addEventListener('abort', onEnd);
  if (signal?.aborted) onEnd();
  input.resume();
  try {
    if ((await promise) === 'given up') return undefined;
    const passphrase = Buffer.alloc(length);
    typed.copy(passphrase, 0, 0, length);
    return passphrase;
  } finally {
    input.off('data', onData);
    input.off('end', onEnd);
    signal?.removeEventListener('abort', onEnd);
    input.pause();
    input.setRawMode(false);
    output.write('\n');
    typed.fill(0);
  }
}

/** Takes the last letter back, which in UTF-8 may be several bytes; gives the new length. */
function eraseLetter(typed: Buffer, length: number): number {
  let kept = length;
  do kept -= 1;
  while (kept > 0 && ((typed[kept] ?? 0) & 0xc0) === 0x80);
  return Math.max(0, kept);
}
