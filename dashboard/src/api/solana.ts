// The words of Solana as the gateway tells them, for pages that show them.
import type { ReplyOf } from './routes.ts';

export type WalletRow = ReplyOf<'GET /api/solana/wallets'>[number];
export type QuoteGains = NonNullable<WalletRow['gains']>[number];
export type WalletGains = ReplyOf<'GET /api/solana/wallets/{wallet}/gains'>;
export type PositionRow = WalletGains['positions'][number];
export type HoldingRow = ReplyOf<'GET /api/solana/wallets/{wallet}/holdings'>[number];
export type ActivityRow = ReplyOf<'GET /api/solana/activity'>['activity'][number];
export type Said = ActivityRow['says'][number];
export type TokenRow = ReplyOf<'GET /api/solana/tokens'>[number];
export type TokenView = ReplyOf<'GET /api/solana/tokens/{mint}'>;
export type SafetyView = NonNullable<TokenView['report']>;
export type TokenPrice = NonNullable<TokenView['price']>;
export type TradeRow = ReplyOf<'GET /api/solana/tokens/{mint}/trades'>[number];
export type CandleRow = ReplyOf<'GET /api/solana/tokens/{mint}/candles'>[number];
export type ProgramRow = ReplyOf<'GET /api/solana/programs'>[number];
