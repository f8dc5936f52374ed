import type { LiveColumn } from './column.ts';
import styles from './live-table.module.css';
import { toContent } from './table-row.tsx';

type CardRowsProps<Row> = {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly LiveColumn<Row>[];
  readonly toId: (row: Row) => string;
  readonly onOpen: ((row: Row) => void) | undefined;
};

/** More than a thumb scrolls through; the filter finds the rest. */
const MOST = 100;

/** In a narrow pane a row is a card of two lines: name and figure, note and age. */
export function CardRows<Row>({ name, rows, columns, toId, onOpen }: CardRowsProps<Row>) {
  const at = (place: LiveColumn<Row>['card']) => columns.filter(({ card }) => card === place);
  const show = (each: LiveColumn<Row>, row: Row) => (
    <span key={each.id}>
      {each.isNumber && <span className="caption">{each.header} </span>}
      {toContent(each, row)}
    </span>
  );
  const [titles, figures, notes, ages] = [at('title'), at('figure'), at('note'), at('age')];
  return (
    <ul className={`${styles.cards} figure`} aria-label={name}>
      {rows.slice(0, MOST).map((row) => {
        const content = (
          <>
            <span className={styles.cardTitle}>{titles.map((column) => show(column, row))}</span>
            <span className={styles.cardFigure}>{figures.map((column) => show(column, row))}</span>
            <span className={styles.cardNote}>{notes.map((column) => show(column, row))}</span>
            <span className={styles.cardAge}>{ages.map((column) => show(column, row))}</span>
          </>
        );
        return (
          <li key={toId(row)}>
            {onOpen ? (
              // biome-ignore lint/a11y/useSemanticElements: a card holds buttons of its own, which a button may not
              <div
                role="button"
                tabIndex={0}
                className={styles.card}
                onClick={() => onOpen(row)}
                onKeyDown={(event) =>
                  event.key === 'Enter' && event.target === event.currentTarget && onOpen(row)
                }
              >
                {content}
              </div>
            ) : (
              <div className={styles.card}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
