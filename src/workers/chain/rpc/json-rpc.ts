// What a Solana node answers, and how its refusals are told.
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';

export type RpcCall = { readonly method: string; readonly params: readonly unknown[] };

const reply = z.object({
  id: z.union([z.int(), z.string(), z.null()]),
  result: z.unknown().optional(),
  error: z.object({ code: z.int(), message: z.string() }).nullish(),
});
export const rpcReplies = z.union([z.array(reply), reply.transform((one) => [one])]);
export type RpcReply = z.infer<typeof reply>;

/** In the place of one that a batch left out. */
export const noReply: RpcReply = {
  id: null,
  error: { code: -32603, message: 'The node left the answer out.' },
};

/** Codes that say: later, or by another node. Of Agave's `rpc_custom_error.rs`. */
const BEHIND = new Set([-32004, -32005, -32014, -32016]);
/** Too many requests, as some providers say it. */
const TOO_MANY = new Set([-32429, 429]);
/** The request itself is wrong, so every node refuses it. */
const WRONG = new Set([-32600, -32602]);
const MAX_SAYS = 300;

/** Throws where the node refused. */
export function resultOf({ result, error }: RpcReply, method: string): unknown {
  if (!error) return result ?? null;
  const details = { method, rpcCode: error.code, says: error.message.slice(0, MAX_SAYS) };
  if (BEHIND.has(error.code)) throw new AppError('RPC_BEHIND', undefined, { details });
  if (TOO_MANY.has(error.code)) throw new AppError('HTTP_RATE_LIMITED', undefined, { details });
  throw new AppError('RPC_REFUSED', `${method}: ${details.says}`, { details });
}

/** Whether no other node could answer better. */
export function isWrongRequest({ code, details }: AppError): boolean {
  return code === 'RPC_REFUSED' && WRONG.has(Number(details['rpcCode']));
}
