// Tokens of Solana as the stand-in invents them, one of them looked at closely.
import type { SafetyView, TokenName, TokenRow } from '../../../../src/api/solana-words.ts';
import type { TokenPrice } from '../../../../src/domain/solana/token-price.ts';

export const SOL = 'So11111111111111111111111111111111111111112';
export const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
export const CPMM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';
export const MINUTE_MS = 60_000;
export const signatureOf = (at: number): string =>
  `${'5'.repeat(80)}${String.fromCharCode(65 + (at % 8))}${at % 9 || 9}`;
export const addressOf = (word: string): string => `${word}${'z'.repeat(44 - word.length)}`;

export const tokens: readonly TokenName[] = [
  { mint: addressOf('FrogMint'), symbol: 'FROG', name: 'The patient frog', decimals: 6 },
  {
    mint: addressOf('CatMint'),
    symbol: 'CATWITHAVERYLONGSYMBOL…',
    name: 'A cat with a very long symbol',
    decimals: 6,
  },
  { mint: addressOf('FakeMint'), symbol: 'USDC (Fake…zzzz)', name: 'USD Coin', decimals: 6 },
  { mint: addressOf('NoName'), symbol: 'NoNa…zzzz', name: '', decimals: null },
];
export const tokenAt = (at: number): TokenName => tokens[at % tokens.length] as TokenName;
export function toPrice(at: number, tick: number): TokenPrice | null {
  if (at === 3) return null;
  const atMs = Date.now() - 2000;
  const priceUsd = [String(0.000_004_1 + (tick % 7) / 1e8), '0.0312', '1.02'][at] ?? '1';
  return {
    mint: tokenAt(at).mint,
    priceUsd,
    priceSol: '0.00000002',
    atMs,
    liquidityUsd: [182_000, 9400, 310][at] ?? null,
    changeHourPercent: [4.2, -18.3, null][at] ?? null,
    changeDayPercent: at === 0 ? 1240 : null,
    disagreementBps: at === 2 ? 640 : 12,
    isDisputed: at === 2,
    sources: [
      { source: 'pool', pool: addressOf('Pool1'), priceUsd, liquidityUsd: 1, atMs, isFresh: true },
      { source: 'jupiter', pool: null, priceUsd, liquidityUsd: 1, atMs, isFresh: true },
    ],
  };
}

const reasons = [
  [],
  ['The ten largest holders have 61 % of it, 40 % is the limit.', 'The name can still be changed.'],
  [
    'It can be minted without end: a mint authority is set.',
    'Transfers cost 10 %, 1 % is the limit.',
    'It cannot be sold again: the simulated sale failed.',
  ],
  [],
];

export function toTokenRows(nowMs: number, tick: number): TokenRow[] {
  return tokens.map((token, at) => ({
    ...token,
    uri: 'https://example.org/token.json',
    creator: addressOf('Creator'),
    program: CPMM,
    platform: at === 1 ? 'Raydium CPMM' : at === 3 ? null : 'Pump.fun',
    pool: addressOf(`Pool${at + 1}`),
    launchedAtMs: nowMs - (at * 7 + 1) * 19_000,
    signature: signatureOf(at),
    verdict: (['safe', 'caution', 'refuse', null] as const)[at] ?? null,
    score: [92, 55, 8, null][at] ?? null,
    reasons: reasons[at] ?? [],
    price: toPrice(at, tick),
  }));
}

export function toReport(nowMs: number): SafetyView {
  return {
    mint: tokenAt(0).mint,
    atMs: nowMs - 3 * MINUTE_MS,
    score: 55,
    verdict: 'caution',
    findings: [
      { check: 'mint-authority', outcome: 'pass', says: 'Nobody can mint more of it.' },
      {
        check: 'holders',
        outcome: 'warn',
        says: 'The ten largest holders have 31 % of it, 25 % is where it begins to count.',
      },
      {
        check: 'round-trip',
        outcome: 'unknown',
        says: 'Buying and selling again could not be simulated: the node does not answer.',
      },
      { check: 'liquidity', outcome: 'pass', says: '96 % of the liquidity is burned.' },
      {
        check: 'freeze-authority',
        outcome: 'refuse',
        says: 'Accounts can be frozen: a freeze authority is set.',
      },
    ],
    facts: {
      mint: tokenAt(0).mint,
      atMs: nowMs,
      slot: 1,
      program: null,
      decimals: 6,
      supply: '1000000000000000',
      mintAuthority: 'none',
      freezeAuthority: addressOf('Freezer'),
      extensions: [],
      metadata: { name: 'The patient frog', symbol: 'FROG', uri: '', isMutable: true },
      pools: [
        {
          pool: addressOf('Pool1'),
          program: CPMM,
          kind: 'pool',
          quoteMint: SOL,
          quoteAmount: '84200000000',
          tokenAmount: '200000000000000',
          burnedBps: 9600,
          lockedBps: 0,
          owner: null,
          createdAtMs: nowMs - 20 * MINUTE_MS,
          quoteSymbol: 'SOL',
          quoteDecimals: 9,
          platform: 'Raydium CPMM',
        },
      ],
      holders: Array.from({ length: 8 }, (_, at) => ({
        owner: addressOf(`Ho1der${at + 1}`),
        amount: String(Math.floor(200_000_000_000_000 / (at + 1))),
        kind: at === 0 ? 'pool' : at === 3 ? 'creator' : 'wallet',
        shareBps: Math.floor(2000 / (at + 1)),
      })),
      createdAtMs: nowMs - 20 * MINUTE_MS,
      creator: addressOf('Creator'),
      creatorTokens: { launched: 3, collapsed: 1 },
      roundTrip: null,
    },
  };
}
