// What the bench says to the processes that it starts.

export type ServerOrder =
  /** Sends so many messages to every client as fast as they are taken. */
  | { readonly kind: 'flood'; readonly messages: number }
  /** Sends one message to every client, stamped. */
  | { readonly kind: 'stamp' }
  | { readonly kind: 'measure' };

export type ServerReport =
  | { readonly kind: 'listening'; readonly port: number; readonly messageBytes: number }
  /** Processor time that sending took. */
  | { readonly kind: 'flooded'; readonly cpuMs: number }
  | { readonly kind: 'measured'; readonly clients: number; readonly rssBytes: number };

export type ClientOrder =
  | { readonly kind: 'connect'; readonly port: number; readonly clients: number }
  /** Tells when so many bytes have come. */
  | { readonly kind: 'count'; readonly bytes: number }
  /** Gives the delays of all stamped messages since the last time. */
  | { readonly kind: 'delays' };

export type ClientReport =
  | { readonly kind: 'connected' }
  | { readonly kind: 'counted' }
  | { readonly kind: 'delays'; readonly delaysMs: readonly number[] };

/** Comparable among the processes of one machine. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
