// What the bench and the process of its chain say to each other.

export type ChainOrder =
  | { readonly kind: 'open'; readonly wallets: number }
  /** So many swaps a second, by wallets in turn, for so long. */
  | { readonly kind: 'trade'; readonly perSecond: number; readonly forMs: number }
  /** So many transactions of the first wallet, as fast as they go. */
  | { readonly kind: 'burst'; readonly count: number };

export type Sent = { readonly signature: string; readonly wallet: number; readonly atMs: number };

export type ChainReport =
  | { readonly kind: 'listening'; readonly port: number; readonly wallets: readonly string[] }
  /** In the order of landing; times on the clock of the machine. */
  | { readonly kind: 'sent'; readonly sent: readonly Sent[] };
