import type { CacheReply, CacheTarget, CacheWrite, Invalidation } from './cache-messages.ts';

type CallOptions = { readonly deadlineMs: number };

/** What a near cache asks of the cache worker. The worker's client fits it; core knows no worker. */
export interface CacheClient {
  get(input: { kind: string; key: string }, options: CallOptions): Promise<CacheReply>;
  fill(input: CacheWrite & { kind: string; lease: number }): Promise<unknown>;
  fail(input: { kind: string; key: string; lease: number }): Promise<unknown>;
  put(input: { kind: string; entries: CacheWrite[] }, options: CallOptions): Promise<unknown>;
  invalidate(input: CacheTarget & { kind: string }, options: CallOptions): Promise<unknown>;
  on(event: 'invalidated', handler: (data: Invalidation) => void): () => void;
}
