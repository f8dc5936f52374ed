import type { SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { usePreferences } from '../../theme/preferences.ts';
import { CardRows } from './card-rows.tsx';
import type { LiveColumn } from './column.ts';
import styles from './live-table.module.css';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { TableTools } from './table-tools.tsx';
import { useFits } from './use-fits.ts';
import { type ServerSort, useTableRows } from './use-table-rows.ts';

type LiveTableProps<Row> = {
  /** What the rows are, for those who do not see the heading, and for the file: `Workers`. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly LiveColumn<Row>[];
  readonly toId: (row: Row) => string;
  readonly empty: ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly firstSorting?: SortingState;
  readonly serverSort?: ServerSort;
  /** More than these are on the server: what fetches them. */
  readonly more?: { readonly isLoading: boolean; readonly load: () => void };
  /** Pixels, beyond which the table scrolls in itself; left out, it is as long as it is and the page scrolls. */
  readonly maxHeight?: number;
  readonly tools?: ReactNode;
  /** Another meaning than the usual for a row, by a word for the style. */
  readonly toTone?: (row: Row) => 'bad' | 'muted' | undefined;
};

/** Rows that live: sorted, held while pointed at, virtual when long, cards when narrow, and a file on demand. */
export function LiveTable<Row>(props: LiveTableProps<Row>) {
  const { name, columns, toId, empty, onOpen, more, maxHeight, tools, toTone } = props;
  const table = useTableRows(props);
  const { shown, visible } = table;
  const { density } = usePreferences();
  const scroller = useRef<HTMLElement>(null);
  const rowHeight = density === 'compact' ? 28 : 36;
  const isOwnScroller = maxHeight !== undefined;
  const startsAt = useStartIn(scroller, isOwnScroller);
  const fits = useFits(scroller, shown.length === 0);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => (isOwnScroller ? scroller.current : findPage()),
    estimateSize: () => rowHeight,
    scrollMargin: startsAt,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const above = (items[0]?.start ?? startsAt) - startsAt;
  const below =
    items.length === 0 ? 0 : virtual.getTotalSize() - ((items.at(-1)?.end ?? startsAt) - startsAt);

  return (
    <div className={styles.root}>
      <TableTools name={name} table={table} columns={columns}>
        {tools}
      </TableTools>
      {shown.length === 0 ? (
        empty
      ) : (
        <>
          <section
            ref={scroller}
            className={styles.scroller}
            data-fits={fits && !isOwnScroller}
            style={isOwnScroller ? { maxHeight } : undefined}
            onPointerEnter={table.hold}
            onPointerLeave={table.letGo}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            aria-label={name}
          >
            <table className={styles.table} aria-rowcount={shown.length + 1}>
              <TableHead columns={visible} sorting={table.sorting} toggleSort={table.toggleSort} />
              <tbody className="figure">
                {above > 0 && <tr aria-hidden style={{ height: above }} />}
                {items.map(({ index }) => {
                  const row = shown[index] as Row;
                  return (
                    <TableRow
                      key={toId(row)}
                      row={row}
                      index={index}
                      columns={visible}
                      tone={toTone?.(row)}
                      onOpen={onOpen}
                    />
                  );
                })}
                {below > 0 && <tr aria-hidden style={{ height: below }} />}
              </tbody>
            </table>
          </section>
          <CardRows name={name} rows={shown} columns={columns} toId={toId} onOpen={onOpen} />
        </>
      )}
      {more && (
        <button type="button" className={styles.more} onClick={more.load} disabled={more.isLoading}>
          {more.isLoading ? 'Loading …' : 'Show older'}
        </button>
      )}
    </div>
  );
}

function findPage(): HTMLElement | null {
  return document.getElementById('page');
}

/** Pixels from the top of what the page scrolls to the rows; other things above them come and go. */
function useStartIn(rows: RefObject<HTMLElement | null>, isOwnScroller: boolean): number {
  const [startsAt, setStartsAt] = useState(0);
  useLayoutEffect(() => {
    const page = findPage();
    if (isOwnScroller || !page || !rows.current) return;
    const above = rows.current.getBoundingClientRect().top - page.getBoundingClientRect().top;
    setStartsAt(Math.round(above + page.scrollTop));
  });
  return startsAt;
}
