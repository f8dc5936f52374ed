// How a worker has a transaction signed: one question, and one of three outcomes that is never guessed.
import { type ErrorDetails, toAppError } from '../../core/errors.ts';
import type { Client } from '../../core/service.ts';
import type { signerContract } from './contract.ts';

export type SignatureRequest = {
  readonly purpose: 'trade' | 'withdrawal';
  /** Address of the key. */
  readonly keyId: string;
  /** The message of the transaction, as it is signed. */
  readonly message: Uint8Array<ArrayBuffer>;
};

export type SignOutcome =
  | { readonly outcome: 'done'; readonly signature: Uint8Array<ArrayBuffer> }
  /** Nothing was signed. `mayRetry`: the reason passes by itself; another one needs a person or another transaction. */
  | {
      readonly outcome: 'refused';
      readonly mayRetry: boolean;
      readonly code: string;
      readonly says: string;
      readonly details: ErrorDetails;
    }
  /** A signature may exist. Without its answer nobody can send it, but it was counted against the limits. */
  | { readonly outcome: 'unknown'; readonly code: string; readonly says: string };

/** Never rejects. Waits `deadlineMs` at most; at most 64 requests of one worker wait, and further ones are refused at once. */
export async function askSignature(
  signer: Pick<Client<typeof signerContract>, 'sign'>,
  request: SignatureRequest,
  { deadlineMs = 3000 }: { readonly deadlineMs?: number } = {},
): Promise<SignOutcome> {
  try {
    const { signature } = await signer.sign(request, { deadlineMs });
    return { outcome: 'done', signature };
  } catch (error) {
    const { code, kind, message: says, details } = toAppError(error);
    // after a fault of ours nobody knows how far it came
    if (kind === 'unknown-outcome' || kind === 'bug') return { outcome: 'unknown', code, says };
    return { outcome: 'refused', mayRetry: kind === 'transient', code, says, details };
  }
}
