// Every table, typed by hand beside the migrations that make it. Times are milliseconds since the epoch; amounts are whole
// base units as decimal text, because 64 bits are too few for some tokens and a float is never right.
import type { Generated } from 'kysely';

export type Tables = {
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
  /** Facts about the database itself. */
  meta: { name: string; value: string };
  schema_versions: { version: number; name: string; applied_at: number };
};
