// Puts the signer onto the standard streams of this process.

import { deriveByScrypt } from './sealed-file.ts';
import { type Ending, endings, serve } from './serve.ts';
import { createSigner } from './signer.ts';

export function startSigner(): void {
  // the code is read; from here on not even its own folder can be opened
  process.permission.drop('fs.read');
  const signer = createSigner({
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    derive: deriveByScrypt,
    collectGarbage: () => globalThis.gc?.(),
  });
  const end = (ending: Ending, cause?: unknown): void => {
    if (ending === 'bug') process.stderr.write(`signer: ended by a fault of its own\n${framesOf(cause)}\n`);
    process.exit(endings[ending]);
  };
  const onFault = (cause: unknown): void => {
    signer.wipe();
    end('bug', cause);
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
  serve(signer, process.stdin, process.stdout, end);
}

/** Where it happened, never the message: that may quote what it was about. */
function framesOf(cause: unknown): string {
  const lines = cause instanceof Error ? (cause.stack ?? '').split('\n') : [];
  return lines.filter((line) => /^ +at /.test(line)).join('\n');
}
