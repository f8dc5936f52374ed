// Finds what is older than it is kept without reading a whole table.
import type { SchemaChange } from './schema-change.ts';

export const retentionIndexes: SchemaChange = {
  name: 'retention',
  async up(schema) {
    await schema.createIndex('reservations_closed').on('reservations').column('closed_at').execute();
  },
};
