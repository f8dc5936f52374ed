// A service is what a worker does: its contract, the services it uses, and a start that is handed everything it may touch.
import { z } from 'zod';
import type { Board } from './board/board.ts';
import type { BoardCodec } from './board/board-codec.ts';
import type { Metrics } from './board/metrics.ts';
import type { Clock } from './clock.ts';
import type { Contract } from './contract.ts';
import type { Disk } from './disk/disk.ts';
import type { AppError } from './errors.ts';
import type { Envelope } from './link/envelope.ts';
import type { CallOptions } from './link/outgoing-calls.ts';
import type { Log } from './log/log.ts';
import type { Http, HttpOptions } from './outside/http.ts';
import type { Policy, PolicyOptions } from './outside/policy.ts';
import type { RateLimit, RateLimitOptions } from './outside/rate-limit.ts';
import type { Socket, SocketOptions } from './outside/socket.ts';
import type { Pool } from './pool/pool.ts';
import type { PoolOptions } from './pool/pool-options.ts';
import type { Random } from './random.ts';

type Awaitable<T> = T | Promise<T>;

type InputOf<D> = D extends { input: infer I extends z.ZodType } ? z.input<I> : never;
type CheckedInputOf<D> = D extends { input: infer I extends z.ZodType } ? z.output<I> : never;
type OutputOf<D> = D extends { output: infer O extends z.ZodType } ? z.output<O> : never;
type ReplyOf<D> = D extends { output: infer O extends z.ZodType } ? OrNothing<z.input<O>> : never;
/** A handler of a call that answers nothing need not return. */
type OrNothing<T> = [T] extends [undefined] ? Awaited<void> : T;
type DataOf<D> = D extends { data: infer S extends z.ZodType } ? z.input<S> : never;
type CheckedDataOf<D> = D extends { data: infer S extends z.ZodType } ? z.output<S> : never;
type RecordOf<D> = D extends { record: infer S extends z.ZodType } ? z.output<S> : never;

type CallArguments<I> = undefined extends I
  ? [input?: I, options?: CallOptions]
  : [input: I, options?: CallOptions];

type CallsOf<C extends Contract> = {
  readonly [K in keyof C['calls']]: (
    ...args: CallArguments<InputOf<C['calls'][K]>>
  ) => Promise<OutputOf<C['calls'][K]>>;
};

/** Another service as seen by those who use it. Every call has a deadline and rejects with an AppError only. */
export type Client<C extends Contract> = CallsOf<C> & {
  /** Calls the handler for every event from now on, in order; returns what ends it. */
  on<K extends keyof C['events'] & string>(
    event: K,
    handler: (data: CheckedDataOf<C['events'][K]>, envelope: Envelope) => Awaitable<void>,
  ): () => void;
  /** Calls the handler for every record of a stream from now on; returns what ends it. */
  read<K extends keyof C['streams'] & string>(
    stream: K,
    handler: (record: RecordOf<C['streams'][K]>, sequence: number) => void,
  ): () => void;
};

/** One function for each call of the contract, no more and no less. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C['calls']]: (
    input: CheckedInputOf<C['calls'][K]>,
    request: Envelope,
  ) => Awaitable<ReplyOf<C['calls'][K]>>;
};

/**
 * Sends an event to everyone who subscribed, at most once: what a subscriber that dies had not handled is lost to it.
 * Resolves when it has its place, or its subscriber is gone. Rejects with QUEUE_FULL, `details` { accepted,
 * refused } counting subscribers, when one of them had no room in time: the others have it, so it is not sent again blindly.
 */
export type Publish<C extends Contract> = <K extends keyof C['events'] & string>(
  event: K,
  data: DataOf<C['events'][K]>,
) => Promise<void>;

export type StreamWriters<C extends Contract> = {
  readonly [K in keyof C['streams']]: { write(record: RecordOf<C['streams'][K]>): void };
};

export type Uses = Readonly<Record<string, Contract>>;

/** Everything a service may touch. There is no other way to time, randomness, the network or another service. */
export interface Context<C extends Contract = Contract, U extends Uses = Uses, S = unknown> {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The service's slice of the configuration, checked and frozen. */
  readonly settings: S;
  readonly clients: { readonly [K in keyof U]: Client<U[K]> };
  readonly publish: Publish<C>;
  readonly streams: StreamWriters<C>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly outside: Outside;
  readonly disk: Disk;
  /** Threads for pure functions; sized and limited by configuration where the options say nothing. */
  pool<M>(options: Omit<PoolOptions, 'clock' | 'metrics' | 'startThread'>): Pool<M>;
  /**
   * Latest values by key, in memory that every thread sees; a value takes at most `slotBytes`.
   * Rejects with SHARED_MEMORY_OFF or BUFFER_LIMIT_REACHED.
   */
  board<T>(name: string, codec: BoardCodec<T>, slotBytes: number): Promise<Board<T>>;
  /** The service cannot go on: its worker ends and is started again by its policy; an error of kind config stops the program. */
  fail(error: AppError): void;
}

/** The doors to the network. Every peer has a policy: time-outs, retries, a breaker, a bulkhead. */
export interface Outside {
  policy(options: Omit<PolicyOptions, 'clock' | 'random'>): Policy;
  rateLimit(options: Omit<RateLimitOptions, 'clock'>): RateLimit;
  http(options: Omit<HttpOptions, 'clock' | 'transport'>): Http;
  socket(options: Omit<SocketOptions, 'clock' | 'random' | 'transport'>): Socket;
}

/** What a started service answers with; `stop` gives back what it holds, after its last call has ended. */
export type Started<C extends Contract, H = Handlers<C>> = {
  readonly handlers: H;
  /** A stop has begun: calls that take long are to be ended, because it waits for all of them. */
  readonly stopping?: () => void;
  readonly stop?: () => Awaitable<void>;
};

/** A service as hosts see it; `defineService` is where its types were checked. */
export type Service = {
  readonly contract: Contract;
  readonly uses: Uses;
  readonly settings: z.ZodType;
  start(context: Context): Awaitable<Started<Contract>>;
};

/** A handler that no call of the contract asks for does not compile. */
type NoOthers<H, C extends Contract> = { readonly [K in Exclude<keyof H, keyof C['calls']>]: never };

export function defineService<
  C extends Contract,
  const U extends Uses = Record<never, never>,
  S extends z.ZodType = z.ZodUndefined,
  H extends Handlers<C> = Handlers<C>,
>(service: {
  contract: C;
  /** Services it is a client of, by the names it gives them. */
  uses?: U;
  /** What its slice of the configuration looks like; left out when it has none. */
  settings?: S;
  start(context: Context<C, U, z.output<S>>): Awaitable<Started<C, H & NoOthers<NoInfer<H>, C>>>;
}): Service {
  const { contract, uses = {}, settings = z.undefined(), start } = service;
  return { contract, uses, settings, start: start as unknown as Service['start'] };
}
