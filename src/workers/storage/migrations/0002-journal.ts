// What PostgreSQL must remember of a journal kept while it was away: only there is it in one transaction with the work.
import type { SchemaChange } from './schema-change.ts';

export const journalTables: SchemaChange = {
  name: 'journal',
  async up(schema) {
    await schema
      .createTable('writers')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('batch', 'bigint', (column) => column.notNull())
      .addColumn('drained', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('journal_refused')
      .addColumn('writer', 'text', (column) => column.notNull())
      .addColumn('number', 'bigint', (column) => column.notNull())
      .addColumn('unit', 'text', (column) => column.notNull())
      .addColumn('input', 'text', (column) => column.notNull())
      .addColumn('correlation_id', 'text', (column) => column.notNull())
      .addColumn('accepted_at', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('refused_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('journal_refused_key', ['writer', 'number'])
      .execute();
  },
};
