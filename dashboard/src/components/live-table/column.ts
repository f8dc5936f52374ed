import type { ReactNode } from 'react';
import type { CsvCell } from '../../format/csv.ts';

/** One column of a live table: what it says, how it is ordered and exported, how it is drawn. */
export type LiveColumn<Row> = {
  readonly id: string;
  /** With its unit: `Heap MB`. */
  readonly header: string;
  readonly value: (row: Row) => CsvCell;
  /** Left out: the value as text. */
  readonly cell?: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Pixels; the columns without share what is left. */
  readonly width?: number;
  readonly isHiddenAtFirst?: boolean;
  /** In the file of the table also while it is hidden. */
  readonly isInFile?: boolean;
  /** Takes what the other columns leave; what is longer is cut. */
  readonly isFilling?: boolean;
  readonly isUnsortable?: boolean;
  /** Where it stands when a narrow pane turns rows into cards of two lines. Left out: nowhere. */
  readonly card?: 'title' | 'figure' | 'note' | 'age';
};
