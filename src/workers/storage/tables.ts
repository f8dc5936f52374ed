// Every table, typed by hand beside the migrations that make it. Times are milliseconds since the epoch; amounts are whole
// base units as decimal text, because 64 bits are too few for some tokens and a float is never right.
import type { Generated } from 'kysely';
import type { SolanaTables } from './solana-tables.ts';

/** What somebody may do, from the least to the most. */
export const roles = ['viewer', 'trader', 'admin'] as const;
export type Role = (typeof roles)[number];

export type Tables = SolanaTables & {
  cursors: { name: string; position: string; updated_at: number };
  /** Messages owed to other workers. `seq` grows with the order of committing and is never used twice. */
  outbox: {
    seq: Generated<number>;
    topic: string;
    message_key: string;
    payload: string;
    correlation_id: string;
    created_at: number;
  };
  /** How far each topic has been handled for good. */
  outbox_topics: { topic: string; confirmed_seq: number };
  /** Messages that their consumer could not handle, with the reason; kept until a person decides. */
  outbox_parked: {
    seq: number;
    topic: string;
    message_key: string;
    payload: string;
    correlation_id: string;
    reason: string;
    parked_at: number;
  };
  /** What an account holds of an asset, and how much of that is promised to open intents. */
  balances: { account: string; asset: string; total: string; reserved: string };
  /** Every change of a balance, once for each key. */
  entries: {
    entry_key: string;
    account: string;
    asset: string;
    amount: string;
    reason: string;
    created_at: number;
  };
  reservations: {
    id: string;
    account: string;
    asset: string;
    amount: string;
    /** open → settled or released, never back. */
    state: 'open' | 'settled' | 'released';
    spent: string;
    created_at: number;
    closed_at: number | null;
  };
  /** Who caused what: one row for each step worth showing. */
  traces: {
    seq: Generated<number>;
    id: string;
    correlation_id: string;
    parent_id: string;
    worker: string;
    step: string;
    at: number;
    details: string;
  };
  /** Each journal that wrote here: the number of its last transaction, and of its last entry that was drained. */
  writers: { id: string; batch: number; drained: number };
  /** Journaled writes that were refused when their turn came, with the reason; kept until a person decides. */
  journal_refused: {
    writer: string;
    number: number;
    unit: string;
    input: string;
    correlation_id: string;
    accepted_at: number;
    reason: string;
    refused_at: number;
  };
  /** People who may sign in. Rows are never removed: the audit and tokens refer to them. */
  users: {
    id: string;
    name: string;
    password_hash: string;
    role: Role;
    /** The secret of the second factor, sealed by the gateway. */
    totp: string | null;
    /** The last step of it that was used: none is taken twice. */
    totp_step: number | null;
    created_at: number;
    disabled_at: number | null;
  };
  sessions: {
    id_hash: string;
    user_id: string;
    created_at: number;
    seen_at: number;
    step_up_until: number | null;
    address: string;
    agent: string;
  };
  api_tokens: {
    id: string;
    hash: string;
    name: string;
    user_id: string;
    role: Role;
    /** JSON; null is everything that the role may. */
    areas: string | null;
    created_at: number;
    expires_at: number | null;
    used_at: number | null;
    revoked_at: number | null;
  };
  /** Wrong passwords of late, by the name that was given, whether there is such a user or not; or by what is counted apart. */
  login_failures: { name: string; count: number; first_at: number; until_at: number | null };
  /** Every change that somebody asked for; each row carries the hash of the one before. Nothing changes or removes one. */
  audit: {
    seq: number;
    at: number;
    actor: string;
    action: string;
    target: string;
    /** JSON. */
    details: string;
    previous_hash: string;
    hash: string;
  };
  /** One row, or none before the first stop. */
  trading_stop: { id: 1; is_stopped: 0 | 1; changed_at: number; changed_by: string; reason: string };
  alerts: {
    seq: Generated<number>;
    id: string;
    kind: string;
    severity: 'info' | 'warning' | 'critical';
    title: string;
    says: string;
    raised_at: number;
    cleared_at: number | null;
    read_at: number | null;
  };
  alert_mutes: { kind: string; until_at: number };
  webhooks: {
    id: string;
    name: string;
    url: string;
    /** Signs what is sent; sealed by the gateway. */
    secret: string;
    /** JSON. */
    topics: string;
    created_at: number;
    disabled_at: number | null;
    last_at: number | null;
    last_delivered: 0 | 1 | null;
    last_says: string | null;
  };
  /** Event times of the market may have fractions of a ms. */
  signals: {
    id: string;
    instrument: string;
    type: string;
    side: 'buy' | 'sell';
    event_at: number;
    confidence: number;
    /** Tenths, from 0 to 9: of the confidence, and of the score before calibration. */
    confidence_step: number;
    score_step: number;
    /** JSON. */
    payload: string;
  };
  /** One row for each signal, from its beginning on. */
  signal_outcomes: {
    signal_id: string;
    state: 'open' | 'target' | 'stop' | 'expired' | 'cut';
    ended_at: number | null;
    end_bps: number | null;
    return_1: number | null;
    return_5: number | null;
    return_15: number | null;
    return_60: number | null;
    drawdown_bps: number;
    best_bps: number;
    /** How many facts it holds: a write that knows fewer is an old one. */
    known: number;
  };
  anomalies: {
    id: string;
    instrument: string;
    type: string;
    severity: 'low' | 'medium' | 'high' | 'critical';
    event_at: number;
    /** JSON. */
    payload: string;
  };
  /** Closed ones; prices and volumes as exact decimals. */
  candles: {
    instrument: string;
    interval_ms: number;
    open_at: number;
    open: string;
    high: string;
    low: string;
    close: string;
    volume: string;
    /** Null where only the venue's candle is known. */
    delta: string | null;
  };
  /** Closed bars of a minute. */
  footprint_bars: {
    instrument: string;
    open_at: number;
    /** JSON without the rows. */
    payload: string;
    /** Packed, see `repositories/packed-rows.ts`. */
    rows: string;
  };
  /** Facts about the database itself. */
  meta: { name: string; value: string };
  schema_versions: { version: number; name: string; applied_at: number };
};
