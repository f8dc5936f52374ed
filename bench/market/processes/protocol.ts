// What the bench says to its exchange, a process of its own, and what that answers.

export type SceneChoice =
  /** The recording under so many names at once, each in its own rhythm. */
  | { readonly kind: 'recorded'; readonly symbols: number }
  /** So many symbols and messages a second; `patternEveryMs` hides an order now and then. */
  | {
      readonly kind: 'simulated';
      readonly symbols: number;
      readonly perSecond: number;
      readonly patternEveryMs: number | null;
    };

export type ExchangeOrder =
  | { readonly kind: 'open'; readonly scene: SceneChoice }
  /** From here on at full pace. */
  | { readonly kind: 'go' }
  /** What was sent since `go`. */
  | { readonly kind: 'tell' };

export type ExchangeReport =
  | { readonly kind: 'listening'; readonly port: number; readonly symbols: readonly string[] }
  /** Somebody hears every stream of the scene. */
  | { readonly kind: 'heard' }
  | {
      readonly kind: 'told';
      readonly messages: number;
      /** By the number of the trade that completed a pattern: when it was handed to the socket, in ms of the machine. */
      readonly stamps: readonly (readonly [tradeId: number, sentMs: number])[];
    };

/** Comparable among the processes of one machine. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
