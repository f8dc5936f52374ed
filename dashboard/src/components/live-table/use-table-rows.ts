import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useRef, useState } from 'react';
import type { LiveColumn } from './column.ts';
import { holdOrder } from './hold-order.ts';

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

export type ServerSort = {
  readonly sorting: SortingState;
  readonly onChange: (sorting: SortingState) => void;
};

type Options<Row> = {
  readonly rows: readonly Row[];
  readonly columns: readonly LiveColumn<Row>[];
  readonly toId: (row: Row) => string;
  readonly firstSorting?: SortingState;
  readonly serverSort?: ServerSort;
};

/** Order and choice of columns by TanStack Table; on top of it the hold while somebody points at the rows. */
export function useTableRows<Row>({ rows, columns, toId, firstSorting = [], serverSort }: Options<Row>) {
  const [ownSorting, setOwnSorting] = useState<SortingState>(firstSorting);
  const sorting = serverSort?.sorting ?? ownSorting;
  const [columnVisibility, setColumnVisibility] = useState<Record<string, boolean>>(() =>
    Object.fromEntries(columns.map(({ id, isHiddenAtFirst }) => [id, isHiddenAtFirst !== true])),
  );
  const definitions = useMemo(
    () =>
      columns.map(({ id, header, value, isUnsortable }) => ({
        id,
        header,
        accessorFn: (row: Row) => value(row),
        enableSorting: isUnsortable !== true,
        sortUndefined: 'last' as const,
        sortFn: 'basic' as const,
      })),
    [columns],
  );
  const data = rows as Row[];
  const table = useTable({
    features,
    columns: definitions,
    data: data as (Row & object)[],
    getRowId: toId,
    manualSorting: serverSort !== undefined,
    state: { sorting, columnVisibility },
    onSortingChange: (change) => {
      const next = typeof change === 'function' ? change(sorting) : change;
      if (serverSort) serverSort.onChange(next);
      else setOwnSorting(next);
    },
    onColumnVisibilityChange: setColumnVisibility,
  });
  const sorted = table.getRowModel().rows.map(({ original }) => original as Row);

  const order = useRef<string[]>(undefined);
  const [isHeld, setHeld] = useState(false);
  if (!isHeld) order.current = undefined;
  else order.current ??= sorted.map(toId);
  const { rows: shown, newCount } = holdOrder(sorted, order.current, toId);

  return {
    shown,
    newCount,
    sorted,
    sorting,
    visible: columns.filter(({ id }) => columnVisibility[id] !== false),
    isVisible: (id: string): boolean => columnVisibility[id] !== false,
    toggleColumn: (id: string): void =>
      setColumnVisibility((before) => ({ ...before, [id]: before[id] === false })),
    toggleSort: (id: string): void => table.getColumn(id)?.toggleSorting(),
    hold: (): void => setHeld(true),
    letGo: (): void => setHeld(false),
    showNew: (): void => {
      order.current = sorted.map(toId);
      // A second render shows what the new order holds.
      setHeld(false);
    },
  };
}
