// What was seen on Solana: followed addresses with their cursors, transactions, trades of wallets, tokens, pools, reports and candles.
import type { SchemaChange } from './schema-change.ts';
import { withColumns } from './with-columns.ts';

export const solana: SchemaChange = {
  name: 'solana',
  async up(schema, { serial }) {
    const double = 'double precision';
    await withColumns(
      schema.createTable('followed_addresses').addColumn('address', 'text', (column) => column.primaryKey()),
      { kind: 'text', label: 'text', priority: 'integer', added_at: 'bigint', from_slot: 'bigint' },
    )
      .addColumn('cursor_signature', 'text')
      .addColumn('cursor_slot', 'bigint')
      .addColumn('says', 'text')
      .execute();
    await withColumns(
      schema
        .createTable('chain_transactions')
        .addColumn('signature', 'text', (column) => column.primaryKey()),
      { slot: 'bigint', payload: 'text', recorded_at: 'bigint', rounds: 'integer' },
    )
      .addColumn('withdrawn_at', 'bigint')
      .execute();
    await schema
      .createIndex('chain_transactions_time')
      .on('chain_transactions')
      .column('recorded_at')
      .execute();
    await withColumns(
      schema.createTable('wallet_activity').addColumn('seq', serial as never),
      { address: 'text', signature: 'text', kind: 'text', round: 'integer', is_late: 'integer' },
      { recorded_at: 'bigint' },
    ).execute();
    await schema
      .createIndex('wallet_activity_once')
      .unique()
      .on('wallet_activity')
      .columns(['signature', 'address', 'kind', 'round'])
      .execute();
    await schema
      .createIndex('wallet_activity_address')
      .on('wallet_activity')
      .columns(['address', 'seq'])
      .execute();
    await withColumns(
      schema.createTable('wallet_trades'),
      { signature: 'text', address: 'text', number: 'integer', slot: 'bigint', traded_at: double },
      { side: 'text', token: 'text', quote: 'text', token_amount: 'text', quote_amount: 'text' },
      { is_withdrawn: 'integer' },
    )
      .addPrimaryKeyConstraint('wallet_trades_key', ['signature', 'address', 'number'])
      .execute();
    for (const key of ['address', 'token'])
      await schema
        .createIndex(`wallet_trades_${key}`)
        .on('wallet_trades')
        .columns([key, 'traded_at'])
        .execute();
    await schema.createIndex('wallet_trades_time').on('wallet_trades').column('traded_at').execute();
    await withColumns(
      schema.createTable('tokens').addColumn('mint', 'text', (column) => column.primaryKey()),
      { name: 'text', symbol: 'text', uri: 'text', creator: 'text', program: 'text', pool: 'text' },
      { launched_at: double, signature: 'text' },
    ).execute();
    await schema.createIndex('tokens_time').on('tokens').columns(['launched_at', 'mint']).execute();
    await schema.createIndex('tokens_creator').on('tokens').column('creator').execute();
    await withColumns(
      schema.createTable('pools').addColumn('pool', 'text', (column) => column.primaryKey()),
      {
        program: 'text',
        mint_a: 'text',
        mint_b: 'text',
        creator: 'text',
        created_at: double,
        signature: 'text',
      },
    ).execute();
    for (const key of ['mint_a', 'mint_b'])
      await schema.createIndex(`pools_${key}`).on('pools').column(key).execute();
    await withColumns(
      schema.createTable('token_reports').addColumn('mint', 'text', (column) => column.primaryKey()),
      { checked_at: double, verdict: 'text', score: 'integer', payload: 'text' },
    ).execute();
    await withColumns(
      schema.createTable('token_candles'),
      { mint: 'text', interval_ms: 'integer', open_at: 'bigint', open: 'text', high: 'text', low: 'text' },
      { close: 'text', volume_usd: double, trades: 'integer' },
    )
      .addPrimaryKeyConstraint('token_candles_key', ['mint', 'interval_ms', 'open_at'])
      .execute();
    await schema
      .createIndex('token_candles_time')
      .on('token_candles')
      .columns(['interval_ms', 'open_at'])
      .execute();
  },
};
