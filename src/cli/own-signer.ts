// A signer process of the command line's own, for work on the file of a keystore.
import { createSignerClient } from '../signer/client.ts';
import { createSignerCalls, type SignerCalls } from '../signer/signer-calls.ts';
import { spawnSigner } from '../signer/spawn-signer.ts';
import type { CommandIo } from './command.ts';

/** Ends it when the work is done. Errors are those of the signer. */
export async function withOwnSigner(
  { clock }: Pick<CommandIo, 'clock'>,
  work: (calls: SignerCalls) => Promise<void>,
): Promise<void> {
  const { stdin: input, stdout: output } = spawnSigner();
  if (!input || !output) return;
  const client = createSignerClient({ input, output }, { clock });
  try {
    await work(createSignerCalls(client));
  } finally {
    input.end();
    await client.ended;
  }
}
