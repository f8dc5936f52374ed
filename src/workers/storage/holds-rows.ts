import type { SqlConnection } from './engine/sql-connection.ts';
import type { Tables } from './tables.ts';

/** The version of the schema that brought each table in which something can be kept. */
const sinceVersion: Readonly<Record<Exclude<keyof Tables, 'schema_versions'>, number>> = {
  meta: 1,
  cursors: 1,
  outbox: 1,
  outbox_topics: 1,
  outbox_parked: 1,
  balances: 1,
  entries: 1,
  reservations: 1,
  traces: 1,
  writers: 2,
  journal_refused: 2,
  users: 4,
  sessions: 4,
  api_tokens: 4,
  login_failures: 4,
  audit: 4,
  trading_stop: 4,
  alerts: 4,
  alert_mutes: 4,
  webhooks: 4,
  signals: 5,
  signal_outcomes: 5,
  anomalies: 5,
  candles: 5,
  footprint_bars: 5,
  followed_addresses: 6,
  chain_transactions: 6,
  wallet_activity: 6,
  wallet_trades: 6,
  tokens: 6,
  pools: 6,
  token_reports: 6,
  token_candles: 6,
};

/** Whether there is anything to lose: a first start that was interrupted leaves an older schema with nothing in it. */
export async function holdsRows(connection: SqlConnection, schemaVersion: number): Promise<boolean> {
  for (const [table, since] of Object.entries(sinceVersion)) {
    if (since > schemaVersion) continue;
    const { rows } = await connection.query(`select 1 from ${table} limit 1`, []);
    if (rows.length > 0) return true;
  }
  return false;
}
