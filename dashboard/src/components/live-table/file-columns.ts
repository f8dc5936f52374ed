import type { LiveColumn } from './column.ts';

/** What a file of the table has: the columns that are shown, and those that belong in it in any case. */
export function toFileColumns<Row>(
  columns: readonly LiveColumn<Row>[],
  isVisible: (id: string) => boolean,
): LiveColumn<Row>[] {
  return columns.filter(({ id, isInFile }) => isInFile === true || isVisible(id));
}
