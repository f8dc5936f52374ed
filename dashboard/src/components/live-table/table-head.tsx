import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { SortingState } from '@tanstack/react-table';
import type { LiveColumn } from './column.ts';
import styles from './live-table.module.css';

type TableHeadProps<Row> = {
  readonly columns: readonly LiveColumn<Row>[];
  readonly sorting: SortingState;
  readonly toggleSort: (id: string) => void;
};

export function TableHead<Row>({ columns, sorting, toggleSort }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, header, width, isNumber, isFilling, isUnsortable }) => {
          const sorted = sorting.find((each) => each.id === id);
          const order = sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none';
          const Arrow = sorted?.desc ? IconArrowDown : IconArrowUp;
          return (
            <th
              key={id}
              scope="col"
              data-number={isNumber}
              data-fill={isFilling}
              style={width === undefined ? undefined : { width }}
              {...(isUnsortable ? {} : { 'aria-sort': order })}
            >
              {isUnsortable ? (
                header
              ) : (
                <button type="button" className={styles.sort} onClick={() => toggleSort(id)}>
                  {header}
                  {sorted && <Arrow size={11} stroke={2.2} aria-hidden />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
