// What a consumer of a topic can be told, and what it does when told nothing.
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Backoff } from '../outside/backoff.ts';
import type { Random } from '../random.ts';
import type { OutboxSource } from './outbox-source.ts';

/** A message as its handler sees it. It may come again after a crash: `key` and `seq` are the same then. */
export type OutboxMessage<P> = {
  readonly seq: number;
  readonly key: string;
  readonly payload: P;
  readonly correlationId: string;
  readonly createdAtMs: number;
};

export type ConsumerOptions<P> = {
  readonly source: OutboxSource;
  readonly topic: string;
  /** What a payload looks like; one that does not fit is parked. */
  readonly payload: z.ZodType<P>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /**
   * Resolves when the effect lasts. A transient error is repeated and the topic waits; after one of kind bug the message is
   * parked when it has failed `maxAttempts` times, after any other at once: what was refused stays refused.
   */
  handle(message: OutboxMessage<P>): Promise<void> | void;
  /** Messages asked for at once; default 256. */
  readonly pageSize?: number;
  /** Handled messages after which is confirmed, besides the end of each page; default 64. */
  readonly confirmEvery?: number;
  /** Default 3. */
  readonly maxAttempts?: number;
  /** Between attempts; default from 100 ms to 30 s. An error with `details.retryAfterMs` makes it longer, up to `maxMs`. */
  readonly backoff?: Backoff;
  /** Calls made by the handler end by then, and a handler that takes longer is reported; default 30 s. */
  readonly handleTimeoutMs?: number;
};

const defaults = {
  pageSize: 256,
  confirmEvery: 64,
  maxAttempts: 3,
  backoff: { baseMs: 100, maxMs: 30_000 },
  handleTimeoutMs: 30_000,
} as const;

export type FilledOptions<P> = Required<ConsumerOptions<P>>;

export function fillConsumerOptions<P>(options: ConsumerOptions<P>): FilledOptions<P> {
  return { ...defaults, ...options };
}
