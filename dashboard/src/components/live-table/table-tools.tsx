import { ActionIcon, Checkbox, Popover, Tooltip } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toCsv } from '../../format/csv.ts';
import { download } from '../download.ts';
import { NewButton } from '../new-button.tsx';
import type { LiveColumn } from './column.ts';
import { toFileColumns } from './file-columns.ts';
import styles from './live-table.module.css';
import type { useTableRows } from './use-table-rows.ts';

type TableToolsProps<Row> = {
  readonly name: string;
  readonly table: ReturnType<typeof useTableRows<Row>>;
  readonly columns: readonly LiveColumn<Row>[];
  readonly children: ReactNode;
};

/** Above the rows: what the page adds, what waits, the choice of columns and the file. */
export function TableTools<Row>({ name, table, columns, children }: TableToolsProps<Row>) {
  const save = (): void => {
    const told = toFileColumns(columns, table.isVisible);
    const rows = table.sorted.map((row) => told.map(({ value }) => value(row)));
    const header = told.map((column) => column.header);
    download(`${name.toLowerCase().replaceAll(' ', '-')}.csv`, 'text/csv', toCsv(header, rows));
  };
  return (
    <div className={styles.tools}>
      <div className={styles.toolsOwn}>{children}</div>
      {table.newCount > 0 && <NewButton show={table.showNew}>{table.newCount} new</NewButton>}
      <Popover position="bottom-end" trapFocus>
        <Popover.Target>
          <Tooltip label="Columns">
            <ActionIcon aria-label={`Columns of ${name}`} className={styles.wideOnly}>
              <IconColumns3 size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.columns}>
            {columns.slice(1).map(({ id, header }) => (
              <Checkbox
                key={id}
                size="xs"
                label={header}
                checked={table.isVisible(id)}
                onChange={() => table.toggleColumn(id)}
              />
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Save as CSV">
        <ActionIcon aria-label={`Save ${name} as CSV`} onClick={save}>
          <IconDownload size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
