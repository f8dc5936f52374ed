// What the supervisor and a thread's host say to each other. Services never see these messages.
import type { WireError } from '../errors.ts';
import type { Sender } from '../link/envelope.ts';
import type { Wire } from '../link/wire.ts';
import type { LogLevels } from '../log/log.ts';

/** What a host needs to know of a service before it can load it. */
export type ServiceSpec = {
  readonly name: string;
  /** URL of a module that exports `service`. */
  readonly module: string;
  /** The service's slice of the configuration. */
  readonly settings: unknown;
  /** Calls handled at the same time. */
  readonly maxConcurrent: number;
};

/** Shared memory of a service. It outlives the thread, so counters and streams go on after a restart. */
export type ServiceMemory = {
  readonly metrics: SharedArrayBuffer;
  /** Rings by stream name; empty at the first start, when the service makes them. */
  readonly streams: Readonly<Record<string, SharedArrayBuffer>>;
};

/** A named piece of memory that several services see, and by which id this one writes in it. */
export type SharedBuffer = { readonly memory: SharedArrayBuffer; readonly writerId: number };

/** `slotBytes`: room for one value, where the memory has to be made first. */
export type BufferRequest = { readonly name: string; readonly slotBytes: number };

/** `W` is what a wire is while it travels: a MessagePort between threads. */
export type ToHost<W = Wire> =
  | {
      readonly type: 'start';
      readonly service: string;
      readonly epoch: string;
      readonly memory: ServiceMemory;
    }
  | { readonly type: 'serve'; readonly service: string; readonly client: Sender; readonly wire: W }
  | { readonly type: 'linked'; readonly from: string; readonly peer: Sender; readonly wire: W }
  /** The peer's thread is beyond help: the wire to it is let go of. */
  | { readonly type: 'lost'; readonly from: string; readonly to: string }
  | { readonly type: 'unavailable'; readonly from: string; readonly to: string }
  | { readonly type: 'buffer'; readonly id: number; readonly buffer: SharedBuffer | WireError }
  /** To a hot spare, which has the time for it. */
  | { readonly type: 'warmUp' }
  | { readonly type: 'levels'; readonly levels: LogLevels }
  | { readonly type: 'stop'; readonly service: string };

export type FromHost =
  /** Every module of the unit is imported. */
  | { readonly type: 'loaded' }
  | { readonly type: 'ready'; readonly service: string; readonly streams: ServiceMemory['streams'] }
  | { readonly type: 'failed'; readonly service: string; readonly error: WireError }
  /** `lostEpoch` is the life of the peer that the caller has seen end; empty when it has seen none. */
  | { readonly type: 'connect'; readonly from: Sender; readonly to: string; readonly lostEpoch: string }
  | ({ readonly type: 'buffer'; readonly id: number; readonly service: string } & BufferRequest)
  | { readonly type: 'stopped'; readonly service: string };
