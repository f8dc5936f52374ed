import { type KeyboardEvent, memo } from 'react';
import { UNKNOWN } from '../../format/number.ts';
import type { LiveColumn } from './column.ts';
import styles from './live-table.module.css';

type TableRowProps<Row> = {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly LiveColumn<Row>[];
  readonly tone: string | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
};

function TableRowOf<Row>({ row, index, columns, tone, onOpen }: TableRowProps<Row>) {
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row);
  };
  const opens = onOpen ? { onClick: () => onOpen(row), onKeyDown: press, 'data-opens': true } : {};
  return (
    <tr
      className={styles.row}
      data-tone={tone}
      data-row
      tabIndex={index === 0 ? 0 : -1}
      aria-rowindex={index + 2}
      {...opens}
    >
      {columns.map((column) => (
        <td key={column.id} data-number={column.isNumber} data-fill={column.isFilling}>
          {toContent(column, row)}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when its row changed. */
export const TableRow = memo(TableRowOf) as typeof TableRowOf;

export function toContent<Row>({ cell, value }: LiveColumn<Row>, row: Row) {
  if (cell) return cell(row);
  const plain = value(row);
  return plain === null || plain === undefined || plain === '' ? UNKNOWN : String(plain);
}
