// Every step of the schema in order; a step that has been released is never changed, only followed by another.
import { firstTables } from './0001-first-tables.ts';
import { journalTables } from './0002-journal.ts';
import { retentionIndexes } from './0003-retention.ts';
import { people } from './0004-people.ts';
import { orderFlow } from './0005-order-flow.ts';
import { solana } from './0006-solana.ts';
import type { SchemaChange } from './schema-change.ts';

export const migrations: readonly SchemaChange[] = [
  firstTables,
  journalTables,
  retentionIndexes,
  people,
  orderFlow,
  solana,
];
