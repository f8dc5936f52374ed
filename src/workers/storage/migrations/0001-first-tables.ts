import type { SchemaChange } from './schema-change.ts';

export const firstTables: SchemaChange = {
  name: 'first tables',
  async up(schema, { serial, rowNumber }) {
    await schema
      .createTable('meta')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('cursors')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('position', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('outbox')
      .addColumn('seq', serial as never)
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('message_key', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('correlation_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('outbox_key', ['topic', 'message_key'])
      .execute();
    await schema.createIndex('outbox_order').on('outbox').columns(['topic', 'seq']).execute();
    await schema
      .createTable('outbox_topics')
      .addColumn('topic', 'text', (column) => column.primaryKey())
      .addColumn('confirmed_seq', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('outbox_parked')
      .addColumn('seq', 'bigint', (column) => column.primaryKey())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('message_key', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('correlation_id', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('parked_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('balances')
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('asset', 'text', (column) => column.notNull())
      .addColumn('total', 'text', (column) => column.notNull())
      .addColumn('reserved', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('balances_key', ['account', 'asset'])
      .execute();
    await schema
      .createTable('entries')
      .addColumn('entry_key', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('asset', 'text', (column) => column.notNull())
      .addColumn('amount', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('reservations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('asset', 'text', (column) => column.notNull())
      .addColumn('amount', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('spent', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('closed_at', 'bigint')
      .execute();
    await schema
      .createTable('traces')
      .addColumn('seq', rowNumber as never)
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('correlation_id', 'text', (column) => column.notNull())
      .addColumn('parent_id', 'text', (column) => column.notNull())
      .addColumn('worker', 'text', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('details', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('traces_cause').on('traces').column('correlation_id').execute();
  },
};
