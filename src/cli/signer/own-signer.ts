// A signer process of the command line's own, for work on the file of a keystore.
import { AppError } from '../../core/errors.ts';
import { createSignerClient, type SignerPipes } from '../../signer/client.ts';
import { createSignerCalls, type SignerCalls } from '../../signer/signer-calls.ts';
import { spawnSigner } from '../../signer/spawn-signer.ts';
import type { CommandIo } from '../command.ts';

export type OpenSigner = () => SignerPipes;

/** A real one. */
export function openSignerProcess(): SignerPipes {
  const { stdin: input, stdout: output } = spawnSigner();
  if (!input || !output) throw new AppError('SIGNER_AWAY');
  return { input, output };
}

/** Ends it when the work is done. Errors are those of the signer. */
export async function withOwnSigner<Result>(
  { clock }: Pick<CommandIo, 'clock'>,
  openSigner: OpenSigner,
  work: (calls: SignerCalls) => Promise<Result>,
): Promise<Result> {
  const pipes = openSigner();
  const client = createSignerClient(pipes, { clock });
  try {
    return await work(createSignerCalls(client));
  } finally {
    pipes.input.end();
    await client.ended;
  }
}
