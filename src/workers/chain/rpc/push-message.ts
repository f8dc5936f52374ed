// What a node says over a socket, as far as we asked for it.
import { z } from 'zod';

export type Push = {
  readonly signature: string;
  readonly slot: number;
  readonly isFailed: boolean;
  readonly logs: readonly string[];
};

export type PushMessage =
  | { readonly type: 'answer'; readonly id: number; readonly subscription: number | null }
  | { readonly type: 'slot'; readonly slot: number }
  | { readonly type: 'logs'; readonly subscription: number; readonly push: Push };

const message = z.object({
  id: z.int().optional(),
  result: z.unknown().optional(),
  method: z.string().optional(),
  params: z.object({ subscription: z.int(), result: z.unknown() }).optional(),
});
const logsResult = z.object({
  context: z.object({ slot: z.int() }),
  value: z.object({ signature: z.string(), err: z.unknown(), logs: z.array(z.string()).nullish() }),
});
const slotResult = z.object({ slot: z.int() });

/** Null for what nobody asked for or can read. */
export function parsePushMessage(data: Buffer | string): PushMessage | null {
  const told = message.safeParse(parseOrNull(data)).data;
  if (told === undefined) return null;
  const { id, result, method, params } = told;
  if (id !== undefined)
    return { type: 'answer', id, subscription: typeof result === 'number' ? result : null };
  if (method === 'slotNotification') {
    const slot = slotResult.safeParse(params?.result).data?.slot;
    return slot === undefined ? null : { type: 'slot', slot };
  }
  const logs = method === 'logsNotification' ? logsResult.safeParse(params?.result).data : undefined;
  if (logs === undefined || params === undefined) return null;
  const { signature, err, logs: lines } = logs.value;
  const isFailed = err !== null && err !== undefined;
  const push = { signature, slot: logs.context.slot, isFailed, logs: lines ?? [] };
  return { type: 'logs', subscription: params.subscription, push };
}

function parseOrNull(data: Buffer | string): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
