// What a service says to others, declared once: its calls, events and streams, with types and run-time checks.
import { z } from 'zod';
import { AppError } from './errors.ts';
import type { StreamDefinition } from './stream/stream-definition.ts';

/**
 * What a bounded queue does with one message too many: `block` makes the sender wait, `refuse` answers QUEUE_FULL,
 * `shed-oldest` drops and counts the oldest, `coalesce` keeps the newest per key. Money is never shed.
 */
export type WhenFull = 'block' | 'refuse' | 'shed-oldest' | 'coalesce';

export type CallDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly input: I;
  readonly output: O;
  readonly idempotent: boolean;
  readonly urgent: boolean;
  readonly whenFull: 'block' | 'refuse';
  readonly deadlineMs: number | undefined;
  readonly capacity: number | undefined;
};

export type EventDefinition<D extends z.ZodType = z.ZodType> = {
  readonly data: D;
  readonly urgent: boolean;
  readonly whenFull: WhenFull;
  readonly keyOf: ((data: z.input<D>) => string) | undefined;
  readonly capacity: number | undefined;
};

export type Calls = Readonly<Record<string, CallDefinition>>;
export type Events = Readonly<Record<string, EventDefinition>>;
export type Streams = Readonly<Record<string, StreamDefinition>>;

export type Contract<C extends Calls = Calls, E extends Events = Events, S extends Streams = Streams> = {
  readonly name: string;
  readonly calls: C;
  readonly events: E;
  readonly streams: S;
};

type CallOptions<I, O> = {
  /** Left out when the call takes nothing. */
  input?: I;
  /** Left out when the call answers nothing. */
  output?: O;
  /** Doing it twice is the same as once: such a call is repeated when its worker dies. */
  idempotent?: boolean;
  /** Overtakes everything that is not urgent. */
  urgent?: boolean;
  whenFull?: 'block' | 'refuse';
  /** Default deadline in milliseconds; the caller may ask for less or more. */
  deadlineMs?: number;
  /** Calls that may wait on one link, where the configured default does not fit. */
  capacity?: number;
};

export function call<I extends z.ZodType = z.ZodUndefined, O extends z.ZodType = z.ZodUndefined>(
  options: CallOptions<I, O>,
): CallDefinition<NoInfer<I>, NoInfer<O>> {
  return {
    input: options.input ?? (z.undefined() as z.ZodType as I),
    output: options.output ?? (z.undefined() as z.ZodType as O),
    idempotent: options.idempotent ?? false,
    urgent: options.urgent ?? false,
    whenFull: options.whenFull ?? 'refuse',
    deadlineMs: options.deadlineMs,
    capacity: options.capacity,
  };
}

type EventOptions<D extends z.ZodType> = {
  data: D;
  urgent?: boolean;
  whenFull: WhenFull;
  /** Messages with the same key replace each other; needed by `coalesce`. */
  keyOf?: (data: z.input<D>) => string;
  /** Messages that may wait for one subscriber, where the configured default does not fit. */
  capacity?: number;
};

/** Delivered in order and at most once: a subscriber that dies does not get again what it had not handled. */
export function event<D extends z.ZodType>(options: EventOptions<D>): EventDefinition<D> {
  return {
    data: options.data,
    urgent: options.urgent ?? false,
    whenFull: options.whenFull,
    keyOf: options.keyOf,
    capacity: options.capacity,
  };
}

/** Names that a client uses for itself. */
const RESERVED = new Set(['on', 'read', 'then']);

export function defineContract<
  const C extends Calls = Record<never, never>,
  const E extends Events = Record<never, never>,
  const S extends Streams = Record<never, never>,
>(definition: { name: string; calls?: C; events?: E; streams?: S }): Contract<C, E, S> {
  const { name, calls = {} as C, events = {} as E, streams = {} as S } = definition;
  for (const callName of Object.keys(calls))
    if (RESERVED.has(callName))
      throw new AppError('CONTRACT_INVALID', `${name}.${callName}: a client uses this name itself.`);
  for (const [eventName, declared] of Object.entries(events))
    if (declared.whenFull === 'coalesce' && !declared.keyOf)
      throw new AppError('CONTRACT_INVALID', `${name}.${eventName}: coalescing needs keyOf.`);
  return Object.freeze({ name, calls, events, streams });
}
