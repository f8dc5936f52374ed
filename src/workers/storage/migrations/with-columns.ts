import type { ColumnDataType, CreateTableBuilder } from 'kysely';

/** A table with these columns too, all of which are always filled. */
export function withColumns(
  table: CreateTableBuilder<string, string>,
  ...groups: readonly Readonly<Record<string, ColumnDataType>>[]
): CreateTableBuilder<string, string> {
  let builder = table;
  for (const [name, type] of groups.flatMap((group) => Object.entries(group)))
    builder = builder.addColumn(name, type, (column) => column.notNull());
  return builder;
}
