// Followed wallets of the stand-in, what they do and win, and the nodes that tell it.
import type {
  ActivityRow,
  ChainState,
  PositionRow,
  QuoteGains,
  WalletRow,
} from '../../../../src/api/solana-words.ts';
import { addressOf, MINUTE_MS, SOL, signatureOf, tokenAt, tokens, USDC } from './invented-tokens.ts';

export const labels = ['Early bird', 'Swing whale', 'Dip buyer', ''];
export const walletAt = (at: number): string => addressOf(`Wa11et${at % labels.length}`.replace('0', 'x'));
export const quoteGains = (realised: string, unrealised: string | null): QuoteGains => ({
  quote: SOL,
  symbol: 'SOL',
  decimals: 9,
  realised,
  unrealised,
  cost: '4000000000',
  says: unrealised === null ? '1 of 3 tokens has no price: No source has a fresh price.' : null,
});
export const gainsAt = (at: number): QuoteGains[] => {
  if (at === 3) return [];
  const sol = quoteGains(['12402200000', '-3106500000', '0'][at] ?? '0', at === 1 ? null : '640100000');
  return at === 0
    ? [sol, { ...sol, quote: USDC, symbol: 'USDC', decimals: 6, realised: '-128500000', unrealised: '0' }]
    : [sol];
};

export function toWallets(nowMs: number): WalletRow[] {
  const states = ['push', 'push', 'catching-up', 'waiting'] as const;
  return labels.map((label, at) => ({
    address: walletAt(at),
    kind: 'wallet',
    label,
    priority: at + 1,
    addedAtMs: nowMs - 90 * MINUTE_MS,
    cursor: null,
    state: states[at] ?? 'push',
    lastSeenMs: at === 3 ? null : nowMs - at * 40_000,
    says: at === 3 ? 'No node can be reached at present.' : null,
    trades: at === 3 ? 0 : 40 - at * 9,
    gains: gainsAt(at),
    gainsSay: null,
  }));
}

/** What was done: the larger the number, the later. */
export function toActivityRow(seq: number, atMs: number): ActivityRow {
  const token = tokenAt(seq);
  const name = { text: token.symbol, mint: token.mint };
  const sol = { text: 'SOL', mint: SOL };
  const stories = [
    {
      deed: 'buy',
      says: [
        { text: 'bought ' },
        { text: '1.2M ' },
        name,
        { text: ' for ' },
        { text: '3.4 ' },
        sol,
        { text: ' on Raydium CPMM through Jupiter' },
      ],
    },
    {
      deed: 'sell',
      says: [
        { text: 'sold ' },
        { text: '640k ' },
        name,
        { text: ' for ' },
        { text: '2.1 ' },
        sol,
        { text: ' on Pump.fun' },
      ],
    },
    {
      deed: 'move',
      says: [
        { text: 'moved ' },
        { text: '5 ' },
        sol,
        { text: ' to ' },
        { text: 'Abcd…wxyz', address: addressOf('Abcd') },
      ],
    },
    {
      deed: 'failed',
      says: [
        { text: 'failed: the program refused with its error 6001 (instruction 4); only the fee was paid' },
      ],
    },
    {
      deed: 'swap',
      says: [
        { text: 'swapped ' },
        { text: '88k ' },
        name,
        { text: ' for ' },
        { text: '2.4M ' },
        { text: 'FROG', mint: tokenAt(0).mint },
        { text: ' on Orca Whirlpool' },
      ],
    },
  ] as const;
  const { deed, says } = stories[seq % stories.length] as (typeof stories)[number];
  return {
    seq,
    address: walletAt(seq),
    label: labels[seq % labels.length] ?? '',
    kind: seq % 11 === 3 ? 'withdrawn' : 'transaction',
    isLate: seq % 13 === 5,
    signature: signatureOf(seq),
    slot: 300_000_000 + seq,
    atMs,
    recordedAtMs: atMs,
    status: deed === 'failed' ? 'failed' : 'success',
    deed,
    says: [...says],
    plain: says.map(({ text }) => text).join(''),
    feeLamports: '5000',
    notUnderstood: seq % 7 === 2 ? 1 : 0,
  };
}

export function toPositions(nowMs: number): PositionRow[] {
  return tokens.map((token, at) => ({
    token,
    buys: at + 1,
    sells: at,
    held: at === 2 ? '0' : '4200000000000',
    spent: '9000000000',
    received: '7000000000',
    receivedWithoutCost: '0',
    ...quoteGains(['2431100000', '-1200000000', '31000000', '0'][at] ?? '0', at === 3 ? null : '-340000000'),
    firstAtMs: nowMs - 60 * MINUTE_MS,
    lastAtMs: nowMs - at * 5 * MINUTE_MS - 4000,
  }));
}

export function toChain(isEmpty: boolean, tick: number): ChainState {
  const node = {
    name: 'sandbox',
    slot: 300_000_000 + tick,
    callsPerMinute: 199,
    limitPerSecond: 5000,
    subscriptions: 7,
  };
  return isEmpty
    ? {
        status: 'Disconnected',
        says: 'No Solana node is configured: nothing is followed.',
        followed: 0,
        catchingUp: 0,
        slot: null,
        activitySeq: 0,
        endpoints: [],
      }
    : {
        status: 'Degraded',
        says: '4 addresses followed, 1 of them catching up.',
        followed: 4,
        catchingUp: 1,
        slot: node.slot,
        activitySeq: 4120,
        endpoints: [
          { ...node, state: 'ready', latencyMs: 12, errors: 0, says: 'Answers in 12 ms.' },
          {
            ...node,
            name: 'api.example.org',
            state: 'limited',
            latencyMs: 310,
            errors: 14,
            says: 'It allows no more requests for 8 s.',
          },
        ],
      };
}
