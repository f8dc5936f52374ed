// The tables of what is seen on Solana.
import type { Generated } from 'kysely';

export type SolanaTables = {
  /** Wallets and programs of Solana that somebody follows, with the transaction up to which all of theirs are recorded. */
  followed_addresses: {
    address: string;
    kind: 'wallet' | 'program';
    label: string;
    priority: number;
    added_at: number;
    /** What happened up to this slot is not asked for. */
    from_slot: number;
    cursor_signature: string | null;
    cursor_slot: number | null;
    /** What is not complete; null where all is. */
    says: string | null;
  };
  chain_transactions: {
    signature: string;
    slot: number;
    /** JSON, amounts as decimal text. */
    payload: string;
    recorded_at: number;
    /** When the chain took it back. */
    withdrawn_at: number | null;
    /** How often it did. */
    rounds: number;
  };
  /** One row for each thing that happened to a followed address, in the order of recording. */
  wallet_activity: {
    seq: Generated<number>;
    address: string;
    signature: string;
    kind: 'transaction' | 'withdrawn';
    /** How often it had been taken back before. */
    round: number;
    is_late: 0 | 1;
    recorded_at: number;
  };
  /** Of followed wallets. Token and quote by the words of trading; where neither is a quote, the token is what came. */
  wallet_trades: {
    signature: string;
    address: string;
    /** Of several in one transaction. */
    number: number;
    slot: number;
    traded_at: number;
    side: 'buy' | 'sell' | 'swap';
    token: string;
    quote: string;
    token_amount: string;
    quote_amount: string;
    is_withdrawn: 0 | 1;
  };
  tokens: {
    mint: string;
    name: string;
    symbol: string;
    uri: string;
    creator: string;
    program: string;
    pool: string;
    launched_at: number;
    signature: string;
  };
  pools: {
    pool: string;
    program: string;
    mint_a: string;
    mint_b: string;
    creator: string;
    created_at: number;
    signature: string;
  };
  /** The last look at a token. */
  token_reports: { mint: string; checked_at: number; verdict: string; score: number; payload: string };
  /** In US dollars as exact decimals. */
  token_candles: {
    mint: string;
    interval_ms: number;
    open_at: number;
    open: string;
    high: string;
    low: string;
    close: string;
    volume_usd: number;
    trades: number;
  };
};
